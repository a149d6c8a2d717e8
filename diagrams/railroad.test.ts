import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { protocols } from '../generated/index.js';
import type { Expr } from '../runtime/index.js';
import { railroadDiagram } from './railroad.js';
import { visibleText } from './visible-text.js';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const { expr } = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expr' },
    fc.record({ kind: fc.constant('literal'), text, fold: fc.constantFrom('none', 'ascii') }),
    fc.record({ kind: fc.constant('class'), ranges: fc.constant([]), source: text }),
    fc.record({ kind: fc.constant('reference'), rule: text }),
    fc.record({ kind: fc.constant('capture'), field: text, of: tie('expr') }),
    fc.record({ kind: fc.constant('sequence'), of: fc.array(tie('expr'), { maxLength: 5 }) }),
    fc.record({ kind: fc.constant('choice'), of: fc.array(tie('expr'), { minLength: 1, maxLength: 4 }) }),
    fc.record(
      {
        kind: fc.constant('repeat'),
        of: tie('expr'),
        min: fc.nat(3),
        max: fc.option(fc.integer({ min: 3, max: 9 }), { nil: null }),
        separator: tie('expr'),
      },
      { requiredKeys: ['kind', 'of', 'min', 'max'] },
    ),
  ) as fc.Arbitrary<Expr>,
}));

const options = { id: 'r', title: 'A rule', description: 'its source' };

/** The rectangles of a drawing, and the size of the whole. */
function sizes(svg: string): { readonly boxes: readonly number[][]; readonly whole: readonly number[] } {
  const numbers = (element: string, names: readonly string[]): number[] =>
    names.map((name) => Number(new RegExp(` ${name}="([-0-9.]+)"`).exec(element)?.[1]));
  const boxes = [...svg.matchAll(/<rect [^>]*>/g)].map(([one]) => numbers(one, ['x', 'y', 'width', 'height']));
  return { boxes, whole: numbers(svg, ['width', 'height']) };
}

describe('a railroad diagram', () => {
  it('of any rule is well-formed, and nothing of it lies outside of the picture', () => {
    fc.assert(
      fc.property(
        expr,
        fc.option(expr, { nil: undefined }),
        fc.integer({ min: 100, max: 900 }),
        (main, except, maxWidth) => {
          const svg = railroadDiagram({ expr: main, except }, { ...options, maxWidth });
          expect(XMLValidator.validate(svg)).toBe(true);
          expect(svg).not.toMatch(/NaN|Infinity/);
          const { boxes, whole } = sizes(svg);
          const [right = 0, bottom = 0] = whole;
          for (const [x = -1, y = -1, width = 0, height = 0] of boxes) {
            expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
            expect(x + width).toBeLessThanOrEqual(right);
            expect(y + height).toBeLessThanOrEqual(bottom);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('goes on in a new row where the width asks for it', () => {
    const words: Expr = {
      kind: 'sequence',
      of: ['one', 'two', 'three', 'four'].map((one) => ({ kind: 'literal', text: one, fold: 'none' })),
    };
    const rows = (maxWidth: number): number =>
      new Set(sizes(railroadDiagram({ expr: words }, { ...options, maxWidth })).boxes.map(([, y]) => y)).size;
    expect([rows(400), rows(130), rows(50)]).toEqual([1, 2, 4]);
  });

  it('says how often a repetition goes round', () => {
    const letter: Expr = { kind: 'class', ranges: [], source: '[a-z]' };
    const notes = (min: number, max: number | null): readonly string[] =>
      [
        ...railroadDiagram({ expr: { kind: 'repeat', of: letter, min, max } }, options).matchAll(
          />([^<>]* times[^<]*)</g,
        ),
      ].map(([, note = '']) => note);
    expect([notes(0, 1), notes(1, null), notes(0, null)]).toEqual([[], [], []]);
    expect([notes(1, 32), notes(4, 4), notes(2, 5), notes(3, null)]).toEqual([
      ['up to 32 times'],
      ['4 times'],
      ['2 to 5 times'],
      ['3 times or more'],
    ]);
  });

  it('marks parts, by a sign too', () => {
    const [a, b]: readonly Expr[] = ['a', 'b'].map((one) => ({ kind: 'literal', text: one, fold: 'none' }));
    if (a === undefined || b === undefined) throw new Error('two literals');
    const svg = railroadDiagram(
      { expr: { kind: 'choice', of: [a, b] } },
      { ...options, markOf: (one) => (one === a ? 'covered' : one === b ? 'uncovered' : undefined) },
    );
    expect(svg).toContain('>✓ a<');
    expect(svg).toContain('>○ b<');
  });

  it('marks alternatives, and how often a repetition goes round, in words too', () => {
    const [a, b]: readonly Expr[] = ['a', 'b'].map((one) => ({ kind: 'literal', text: one, fold: 'none' }));
    if (a === undefined || b === undefined) throw new Error('two literals');
    const either: Expr = { kind: 'choice', of: [a, b] };
    const loop: Expr = { kind: 'repeat', of: either, min: 0, max: 3 };
    const quit: Expr = { kind: 'literal', text: 'q', fold: 'ascii' };
    const svg = railroadDiagram(
      { expr: { kind: 'sequence', of: [loop, quit] } },
      {
        ...options,
        waysOf: (one) => {
          const [yes, no] = ['covered', 'uncovered'] as const;
          if (one === either) return [yes, no].map((mark) => ({ name: '', mark }));
          if (one === quit) return [yes, no].map((mark, nth) => ({ name: ['as written', 'other'][nth] ?? '', mark }));
          return one === loop
            ? [no, yes, no].map((mark, nth) => ({ name: ['none', '1 to 2 times', '3 times'][nth] ?? '', mark }))
            : undefined;
        },
      },
    );
    expect(XMLValidator.validate(svg)).toBe(true);
    const texts = [...svg.matchAll(/<(?:text|tspan) [^>]*?class="(\w+)"[^>]*>([^<]+)</g)].map(([, look, text]) => [
      look,
      text?.trim(),
    ]);
    expect(texts).toEqual(
      expect.arrayContaining([
        ['covered', '✓'],
        ['uncovered', '○'],
        ['covered', '✓ 1 to 2 times'],
        ['uncovered', '○ 3 times'],
        ['uncovered', 'q (✓ as written, ○ other)'],
      ]),
    );
    // The way past it, and the second alternative.
    expect(texts.filter(([look, text]) => look === 'uncovered' && text === '○')).toHaveLength(2);
  });

  it.each(Object.keys(protocols) as (keyof typeof protocols)[])(
    'shows the texts of every message of %s',
    async (name) => {
      const { messages } = (await protocols[name]()).model;
      for (const { parts, except, id } of [...messages.client, ...messages.server]) {
        const whole: Expr = { kind: 'sequence', of: parts.map((part) => part.expr) };
        const svg = railroadDiagram({ expr: whole, except }, { ...options, id });
        const literals = parts.flatMap((part) => literalsOf(part.expr));
        for (const literal of literals) expect(svg).toContain(`>${visibleText(literal).replaceAll("'", '&#39;')}<`);
      }
    },
  );
});

function literalsOf(one: Expr): readonly string[] {
  if (one.kind === 'literal' && one.fold === 'none') return [one.text];
  if (one.kind === 'sequence' || one.kind === 'choice') return one.of.flatMap(literalsOf);
  return one.kind === 'capture' || one.kind === 'repeat' ? literalsOf(one.of) : [];
}

it('shows spaces and controls as something that can be seen', () => {
  expect(visibleText('a "b"\n\\w\t')).toBe('a␣"b"‹LF›\\w‹TAB›');
});
