import fc from 'fast-check';
import { createArbitraries, MALFORMED, type NearMiss, type Said } from '../../runtime/arbitrary/index.js';
import { capacityOf, terminatorOf } from '../../runtime/framing.js';
import type { Example, ExampleStep, Model } from '../../runtime/model.js';
import type { Emission } from './emission.js';
import { MADE_BY } from './file.js';
import { json } from './literal.js';

/** The version of the format that docs/vectors.schema.json describes. */
export const VECTORS_VERSION = 1;

/** How many vectors there are of a kind, before those that say the same are left out. */
const VALID = 24;
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
    model.session.states.map(({ name, clauses }) => {
      const takes = clauses.some(({ trigger }) => trigger.kind === 'message');
      const valid = takes ? validVectors(arbitraries.validClientText(name)) : [];
      const invalid = takes ? missVectors(arbitraries.nearMiss(name)) : [];
      return [name, { valid, invalid }];
    }),
  );
  const server = { valid: validVectors(arbitraries.validServerText), invalid: missVectors(arbitraries.serverNearMiss) };
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

function validVectors(said: fc.Arbitrary<Said>): object[] {
  const texts = fc.sample(said, { seed: SEED, numRuns: VALID });
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
