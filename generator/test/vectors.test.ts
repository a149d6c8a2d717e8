import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaFaults } from '../../conformance/test/report/schema-check.js';
import { protocols } from '../../generated/index.js';
import type { Message, ParseResult, Protocol } from '../../runtime/protocol.js';
import { decodeText } from '../../runtime/text.js';
import { root } from './emitted.js';

type Schema = Readonly<Record<string, unknown>> & { readonly $defs: Readonly<Record<string, Record<string, unknown>>> };

interface Frame {
  readonly text: string;
  readonly hex: string;
}

interface Direction {
  readonly valid: readonly (Frame & { readonly message: Message })[];
  readonly invalid: readonly (Frame & { readonly not: string; readonly read: Message | null })[];
}

interface Vectors {
  readonly client: Readonly<Record<string, Direction>>;
  readonly server: Direction;
  readonly malformed: readonly string[];
  readonly examples: readonly { readonly id: string; readonly steps: readonly unknown[] }[];
}

const schema = JSON.parse(readFileSync(join(root, 'docs/vectors.schema.json'), 'utf8')) as Schema;

describe.each(Object.entries(protocols))('the vectors of %s', (name, load) => {
  const vectors = JSON.parse(readFileSync(join(root, 'generated', name, 'vectors.json'), 'utf8')) as Vectors;

  it('are as their schema says', () => {
    expect(schemaFaults(schema, vectors)).toEqual([]);
    for (const direction of Object.values(vectors.client)) {
      expect(schemaFaults(schema, direction, schema.$defs.direction)).toEqual([]);
    }
  });

  it('are what the generated parser reads', async () => {
    const { codec, model }: Protocol = await load();
    const agree = ({ valid, invalid }: Direction, read: (text: string) => ParseResult<Message>): void => {
      for (const { text, hex, message } of valid) {
        expect(decodeText(Buffer.from(hex, 'hex'))).toBe(text);
        expect(read(text)).toEqual({ ok: true, message });
      }
      for (const { text, hex, read: expected } of invalid) {
        expect(decodeText(Buffer.from(hex, 'hex'))).toBe(text);
        const result = read(text);
        expect(result.ok ? result.message : null).toEqual(expected);
      }
    };
    for (const { name: state } of model.session.states) {
      const direction = vectors.client[state];
      if (direction === undefined) throw new Error(`there are no vectors for ${state}`);
      agree(direction, (text) => codec.parse(state, text));
    }
    agree(vectors.server, (text) => codec.parseServer(text));
  });

  it('have a text of every message, in every state that takes it', async () => {
    const { model }: Protocol = await load();
    const kinds = ({ valid }: Direction) => new Set(valid.map(({ message }) => message.kind));
    expect(kinds(vectors.server)).toEqual(new Set(model.messages.server.map(({ id }) => id)));
    for (const { name: state, clauses } of model.session.states) {
      const taken = clauses.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : []));
      expect(kinds(vectors.client[state] ?? { valid: [], invalid: [] })).toEqual(new Set(taken));
    }
  });

  it('have bytes that are no text', () => {
    for (const hex of vectors.malformed) expect(decodeText(Buffer.from(hex, 'hex'))).toBeUndefined();
  });

  it('hold each example of the spec', async () => {
    const { model } = await load();
    expect(vectors.examples.map(({ id }) => id)).toEqual(model.examples.map(({ id }) => id));
  });
});
