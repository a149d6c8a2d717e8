import fc from 'fast-check';
import type { Arbitraries } from '../../runtime/arbitrary/index.js';
import type { Model } from '../../runtime/model.js';

/** The sorts of texts that readers are tried on. */
export const SORTS = ['valid', 'near miss', 'random'] as const;
export type Sort = (typeof SORTS)[number];

/** Texts of a sort for a reader; undefined: there are none. */
export function inputsFor(
  model: Model,
  arbitraries: Arbitraries,
  state: string | undefined,
  sort: Sort,
): fc.Arbitrary<string> | undefined {
  switch (sort) {
    case 'valid':
      if (state === undefined) return arbitraries.validServerText.map(({ text }) => text);
      return takesMessages(model, state) ? arbitraries.validClientText(state).map(({ text }) => text) : undefined;
    case 'near miss': {
      if (state !== undefined && !takesMessages(model, state)) return undefined;
      const misses = state === undefined ? arbitraries.serverNearMiss : arbitraries.nearMiss(state);
      return misses?.map(({ text }) => text);
    }
    case 'random':
      return randomText(model, arbitraries);
  }
}

function takesMessages(model: Model, state: string): boolean {
  const found = model.session.states.find(({ name }) => name === state);
  return found?.clauses.some(({ trigger }) => trigger.kind === 'message') ?? false;
}

/** Bytes as they come, pieces of the protocol's own words in any order, and strings that no charset carries. */
function randomText(model: Model, arbitraries: Arbitraries): fc.Arbitrary<string> {
  const words = wordsOf(model);
  const pieces = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(' ', 'a', '\\', ':', "'", '\r', '\n', '\0', '\t', '\x7f', '\x85', '\u0301', '😀'),
    },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom('\ud800', '\udc00', '\ufeff', '\uffff', '\u{10ffff}') },
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40, size: 'max' }) },
    { weight: 1, arbitrary: longText(pieces) },
    { weight: 1, arbitrary: arbitraries.frame.map((bytes) => Buffer.from(bytes).toString()) },
  );
}

/** Hundreds of characters, read by other means than a few: mostly of one script, with at most some of the pieces among them. */
function longText(pieces: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const script = fc.constantFrom('hola, que tal ', 'ñandú à ', 'ελληνικά ', '日本語 ', '語'.repeat(9), '😀', 'a');
  return fc
    .tuple(script, fc.integer({ min: 256, max: 700 }), fc.array(fc.tuple(fc.nat(700), pieces), { maxLength: 3 }))
    .map(([calm, length, added]) =>
      added.reduce(
        (text, [at, piece]) => text.slice(0, at) + piece + text.slice(at),
        calm.repeat(Math.ceil(length / calm.length)),
      ),
    );
}

/** The literals of a protocol's rules, whole and by halves. */
function wordsOf(model: Model): readonly string[] {
  const found = new Set<string>();
  JSON.stringify(model.messages, (_, value: unknown) => {
    if (isLiteral(value) && value.text !== '') {
      found.add(value.text);
      found.add(value.text.slice(0, Math.ceil(value.text.length / 2)));
    }
    return value;
  });
  return [...found];
}

function isLiteral(value: unknown): value is { readonly kind: 'literal'; readonly text: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'literal' && 'text' in value;
}
