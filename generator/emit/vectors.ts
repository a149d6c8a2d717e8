import fc from 'fast-check';
import { createArbitraries, MALFORMED, type NearMiss, type Said, shortTexts } from '../../runtime/arbitrary/index.js';
import { capacityOf, terminatorOf } from '../../runtime/framing.js';
import type { Example, ExampleStep, MessageModel, Model } from '../../runtime/model.js';
import type { Message, ParseResult } from '../../runtime/protocol.js';
import { messagesOf } from '../rules/grammar.js';
import type { Emission } from './emission.js';
import { MADE_BY } from './file.js';
import { json } from './literal.js';

/** The version of the format that docs/vectors.schema.json describes. */
const VECTORS_VERSION = 1;

/** How many texts of a message there are at most. */
const PER_MESSAGE = 8;
/** How many near misses there are of all messages of a state, before those that say the same are left out. */
const NEAR_MISSES = 24;
/** Always the same, so that the same spec gives the same vectors. */
const SEED = 20_260_101;
/** The longest text that is written out: files should stay readable. */
const LONGEST = 200;

/** vectors.json: texts and what they mean, for implementers in any language. */
export function emitVectors(emission: Emission): string {
  const { model, origin, codec } = emission;
  const arbitraries = createArbitraries(model, codec);
  const states = Object.fromEntries(
    model.session.states.map((state) => {
      const { name } = state;
      const taken = messagesOf(model, state);
      const read = (text: string) => codec.parse(name, text);
      const valid = taken.length > 0 ? validVectors(model, taken, read, arbitraries.validClientText(name)) : [];
      const invalid = taken.length > 0 ? missVectors(arbitraries.nearMiss(name)) : [];
      return [name, { valid, invalid }];
    }),
  );
  const { messages } = model;
  const read = (text: string) => codec.parseServer(text);
  const valid = validVectors(model, messages.server, read, arbitraries.validServerText);
  const server = { valid, invalid: missVectors(arbitraries.serverNearMiss) };
  return json({
    schema: 'parley-vectors',
    version: VECTORS_VERSION,
    comment: MADE_BY,
    protocol: model.name,
    spec: { file: origin.spec, sha256: origin.sha256 },
    charset: model.charset,
    framing: { client: framing(model, 'client'), server: framing(model, 'server') },
    client: states,
    server,
    malformed: MALFORMED.map((bytes) => Buffer.from(bytes).toString('hex')),
    examples: model.examples.map(exampleVector),
  });
}

/** How frames stand on the wire; `terminator` is in hex. */
function framing(model: Model, side: 'client' | 'server'): object {
  const { kind, max } = model.framing[side];
  return { kind, max, capacity: capacityOf(model.framing[side]), terminator: hex(terminatorOf(model.framing[side])) };
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** A frame's text, and its bytes without the terminator. */
function frame(text: string): { readonly text: string; readonly hex: string } {
  return { text, hex: hex(text) };
}

/** Texts of every message: some of what is generated, and where that brings none, its shortest. */
function validVectors(
  model: Model,
  messages: readonly MessageModel[],
  read: (text: string) => ParseResult<Message>,
  said: fc.Arbitrary<Said>,
): object[] {
  const byKind = new Map<string, Map<string, Said>>(messages.map(({ id }) => [id, new Map()]));
  for (const one of fc.sample(said, { seed: SEED, numRuns: PER_MESSAGE * (3 + messages.length) })) {
    const texts = byKind.get(one.message.kind);
    if (texts !== undefined && texts.size < PER_MESSAGE) texts.set(one.text, one);
  }
  for (const message of messages) {
    const texts = byKind.get(message.id);
    if (texts === undefined || texts.size > 0) continue;
    const whole = { kind: 'sequence', of: message.parts.map(({ expr }) => expr) } as const;
    for (const text of shortTexts(model, whole, PER_MESSAGE)) {
      const result = read(text);
      if (result.ok && result.message.kind === message.id) texts.set(text, { text, message: result.message });
    }
  }
  const texts = [...byKind.values()].flatMap((one) => [...one.values()]);
  return distinct(texts).map(({ text, message }) => ({ ...frame(text), message }));
}

/** `read` is the message that the text is instead, or null. */
function missVectors(misses: fc.Arbitrary<NearMiss> | undefined): object[] {
  if (misses === undefined) return [];
  const texts = fc.sample(misses, { seed: SEED, numRuns: NEAR_MISSES });
  return distinct(texts).map(({ text, of, read }) => ({
    ...frame(text),
    not: of.message.kind,
    read: read.ok ? read.message : null,
  }));
}

/** One of each text, the short ones first. */
function distinct<T extends { readonly text: string }>(vectors: readonly T[]): T[] {
  const byText = new Map(vectors.filter(({ text }) => text.length <= LONGEST).map((vector) => [vector.text, vector]));
  return [...byText.values()].sort((a, b) => a.text.length - b.text.length || (a.text < b.text ? -1 : 1));
}

function exampleVector(example: Example): object {
  return {
    id: example.id,
    title: example.title,
    after: example.after,
    source: example.source,
    steps: example.steps.flatMap((step) => (step.kind === 'act' ? [stepVector(step)] : [])),
  };
}

function stepVector(step: ExampleStep & { kind: 'act' }): object {
  const hears = step.expect.flatMap((expected) =>
    expected.kind === 'hears'
      ? expected.who.flatMap((who) => expected.texts.map((text) => ({ who, ...frame(text) })))
      : [],
  );
  const closed = step.expect.flatMap((expected) => (expected.kind === 'closed' ? expected.who : []));
  const sent = step.act.kind === 'sends' ? step.act.texts.map(frame) : undefined;
  return { who: step.who, does: step.act.kind, sent, hears, closed };
}
