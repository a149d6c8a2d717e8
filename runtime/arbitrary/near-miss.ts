import fc from 'fast-check';
import type { Model } from '../model.js';
import { expressionsIn } from '../walks.js';
import { boundariesOf, outsideOf } from './code-points.js';

/** One change to a text: `at` is where, as a fraction of its length. */
export interface Edit {
  /** What is done to the text. */
  readonly kind: 'remove' | 'double' | 'insert' | 'replace' | 'swap' | 'turn-case' | 'cut' | 'append';
  /** Where: counted in code points, round and round the text. */
  readonly at: number;
  /** What is put in, where something is. */
  readonly character: string;
}

/** Edits with characters that matter to the protocol: those of its literals, and those at the edges of its classes. */
export function editFor(model: Model): fc.Arbitrary<Edit> {
  const characters = charactersOf(model);
  return fc.record({
    kind: fc.constantFrom<Edit['kind']>('remove', 'append', 'insert', 'replace', 'double', 'swap', 'turn-case', 'cut'),
    at: fc.integer({ min: 0, max: 1_000 }).map((thousandth) => thousandth / 1_000),
    character: fc.constantFrom(...characters),
  });
}

/** The text after an edit, by code points. */
export function edited(text: string, { kind, at, character }: Edit): string {
  const characters = [...text];
  const place = Math.min(Math.floor(at * characters.length), Math.max(characters.length - 1, 0));
  const before = characters.slice(0, place);
  const here = characters.slice(place, place + 1);
  const after = characters.slice(place + 1);
  switch (kind) {
    case 'remove':
      return [...before, ...after].join('');
    case 'double':
      return [...before, ...here, ...here, ...after].join('');
    case 'insert':
      return [...before, character, ...here, ...after].join('');
    case 'replace':
      return [...before, character, ...after].join('');
    case 'swap':
      return [...before, ...after.slice(0, 1), ...here, ...after.slice(1)].join('');
    case 'turn-case':
      return [...before, ...here.map(otherCase), ...after].join('');
    case 'cut':
      return before.join('');
    case 'append':
      return text + character;
  }
}

function otherCase(character: string): string {
  const lower = character.toLowerCase();
  return character === lower ? character.toUpperCase() : lower;
}

function charactersOf(model: Model): readonly string[] {
  const characters = new Set([' ', 'a', '\n', '\r', '\0']);
  const add = (texts: Iterable<string>): void => {
    for (const text of texts) for (const character of text) characters.add(character);
  };
  const messages = [...model.messages.client, ...model.messages.server];
  const exprs = [...model.rules, ...messages.flatMap(({ parts }) => parts)].map(({ expr }) => expr);
  for (const expr of exprs.flatMap(expressionsIn)) {
    if (expr.kind === 'literal') add(expr.text);
    if (expr.kind === 'class') {
      add(boundariesOf(expr.ranges));
      add(outsideOf(expr.ranges));
    }
  }
  return [...characters];
}
