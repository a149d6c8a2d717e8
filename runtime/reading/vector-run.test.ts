import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterRun, endOfRun } from './character-run.js';
import { endOfVectors, vectorRun } from './vector-run.js';

/** Classes of either kind, each with units of ASCII and beyond it that it has not. */
const CLASSES = [
  { characters: '[\\t -~\\xA0-\\uD7FF\\uE000-\\uFFFF]', narrow: [0x20, 0x7e], pairs: true },
  { characters: '[\\x00-\\t\\x0B\\x0C\\x0E-\\x1F!-\\uD7FF\\uE000-\\uFFFF]', narrow: [0x21, 0x7e], pairs: true },
  { characters: '[\\xFF-\\uD7FF\\uE000-\\uFFFFb]', narrow: undefined, pairs: true },
  { characters: '[a-z]', narrow: [0x61, 0x7a], pairs: false },
  { characters: '[ 0-9A-Fa-f\\xE9]', narrow: undefined, pairs: false },
] as const;

const runs = CLASSES.map(({ characters, narrow, pairs }) => ({
  title: characters,
  vectors: vectorRun(characters, narrow),
  expression: characterRun(characters, { pairs }),
  one: new RegExp(`^${characters}$`),
  pairs,
}));

/** Where the class ends, by the expression. */
function endOf(run: (typeof runs)[number], text: string, from: number): number {
  return endOfRun(run.expression, text, from);
}

describe('vectors', () => {
  it('are what the assembler makes of vector-scan.wat', () => {
    const script = fileURLToPath(new URL('../../scripts/assemble.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  for (const run of runs) {
    it(`take every unit of ${run.title}, at every place of a turn, and no other`, () => {
      const filler = run.one.test('b') ? 'b' : 'a';
      for (let unit = 1; unit <= 0xffff; unit++) {
        if (unit >= 0xd800 && unit <= 0xdfff) continue;
        const character = String.fromCharCode(unit);
        const at = unit % 67;
        const text = filler.repeat(at) + character + filler.repeat(66 - at);
        const end = endOfVectors(run.vectors, text, 0);
        if (run.one.test(character)) expect([unit, end]).toEqual([unit, text.length]);
        else expect([unit, end <= at]).toEqual([unit, true]);
      }
    });

    it(`never go past where ${run.title} ends, and take all of what is nothing else`, () => {
      const inside = ['b', 'b'.repeat(40), '0', ' ', 'é', 'ÿ', 'ж', '本', '語', '😀'].filter((text) =>
        [...text].every((character) => (character.length === 2 ? run.pairs : run.one.test(character))),
      );
      const anything = fc.constantFrom(
        ...inside,
        '\0',
        '\n',
        '\x7f',
        '\x9f',
        '\ud83d',
        '\ude00',
        '\ud7ff',
        '\ue000',
        'Ā',
      );
      const texts = fc.oneof(
        fc.array(fc.constantFrom(...inside), { minLength: 32, maxLength: 150 }),
        fc.array(fc.oneof({ weight: 60, arbitrary: fc.constantFrom(...inside) }, anything), {
          minLength: 32,
          maxLength: 150,
        }),
      );
      fc.assert(
        fc.property(texts, fc.nat(40), (pieces, skipped) => {
          const text = pieces.join('').padEnd(96, 'b');
          const from = Math.min(skipped, text.length - 32);
          const end = endOf(run, text, from);
          const found = endOfVectors(run.vectors, text, from);
          expect(found).toBeGreaterThanOrEqual(from);
          expect(found).toBeLessThanOrEqual(end);
          // What is left of a run is all there is to do: where it goes on, the expression finds the same end.
          expect(endOf(run, text, found)).toBe(end);
          if (end === text.length && !text.includes('\0')) expect(found).toBe(end);
        }),
        { numRuns: 2_000 },
      );
    });
  }

  it('read a text that was put together of others, or cut out of one', () => {
    const [run] = runs;
    if (run === undefined) throw new Error('there are classes');
    const long = 'hola, que tal '.repeat(100);
    for (const text of [long + String(Math.PI), `${long}ж${long}`.slice(5), long.slice(3, 300)]) {
      expect(endOfVectors(run.vectors, text, 0)).toBe(text.length);
      expect(endOfVectors(run.vectors, `${text}\n${text}`, 0)).toBeLessThanOrEqual(text.length);
    }
  });

  it('leave a text that does not fit into their memory to the expression', () => {
    const [run] = runs;
    if (run === undefined) throw new Error('there are classes');
    expect(endOfVectors(run.vectors, 'b'.repeat(30_720), 0)).toBe(30_720);
    expect(endOfVectors(run.vectors, 'b'.repeat(30_721), 0)).toBe(0);
  });
});
