import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FaultKind } from '../../oracle/judgement.js';
import type { TraceEntry } from '../../oracle/trace.js';
import { coloursFor } from '../../report/colour.js';
import { exchangeLines } from '../../report/exchange.js';
import { summaryLines } from '../../report/summary.js';
import { tableLines } from '../../report/table.js';
import { columnsOf } from '../../report/width.js';
import { chat, failure, fault, Paper, report, scenarioOf } from './fixtures.js';

/** A text as it may come from anybody: readable, wide, combining, invisible, controls. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('a', ' ', '\n', '漢', '👍', '\u0301', '\u202e', '\\', '"', '\u001b'),
    maxLength: 400,
  }),
);
const content = fc.oneof(
  text.map((one) => new TextEncoder().encode(one)),
  fc.uint8Array({ maxLength: 300 }),
);
const connection = (clients: number) => fc.nat({ max: clients - 1 });
const entry = (clients: number): fc.Arbitrary<TraceEntry> =>
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('connect', 'halfClose', 'close', 'reset', 'patience'),
      connection: connection(clients),
    }),
    fc.record({ kind: fc.constantFrom('write', 'read'), connection: connection(clients), bytes: content }),
    fc.record({
      kind: fc.constant('end' as const),
      connection: connection(clients),
      how: fc.constantFrom('fin', 'error'),
    }),
  );
const kinds: readonly FaultKind[] = ['unexpected', 'wrong', 'missing', 'repeated', 'ended', 'refused'];
const failures = fc.integer({ min: 1, max: 12 }).chain((clients) =>
  fc
    .record({
      names: fc.array(text, { minLength: clients, maxLength: clients }),
      trace: fc.array(entry(clients), { maxLength: 60 }),
      fault: fc.record({
        kind: fc.constantFrom(...kinds),
        connection: connection(clients),
        entry: fc.nat({ max: 60 }),
        offset: fc.nat({ max: 900 }),
        got: content,
        acceptable: fc.array(
          fc.record({
            connection: connection(clients),
            text: fc.option(fc.array(fc.oneof(text, fc.record({ any: text }))), { nil: undefined }),
            clause: text,
            source: connection(clients),
          }),
        ),
      }),
      hint: text,
    })
    .map((made) =>
      failure(made.trace, fault(made.fault), {
        scenario: scenarioOf(...made.names),
        hint: made.hint,
        found: made.hint,
      }),
    ),
);

const widthOf = (line: string): number => Array.from(line).reduce((sum, character) => sum + columnsOf(character), 0);

function expectToFit(lines: readonly string[]): void {
  for (const line of lines) {
    expect(widthOf(line), line).toBeLessThanOrEqual(80);
    // Nothing of what was received may drive the terminal, or hide in it.
    expect(line).not.toMatch(/[\p{C}\p{M}\u2028\u2029]/u);
  }
}

test('no exchange is wider than 80 columns, whatever was sent, and one line alone is marked', () => {
  fc.assert(
    fc.property(failures, fc.constantFrom('chunk', 'line'), text, (found, framing, requirementText) => {
      const lines = exchangeLines(found, {
        protocol: chat(framing),
        requirement: { id: 'x', level: 'must', text: requirementText, kind: 'clause' },
        number: 1,
        seed: 1,
        again: ['parley', 'conform', '127.0.0.1:7000', '--protocol', 'tea', '--replay', 'parley-failures/tea-1.json'],
      });
      expectToFit(lines);
      const diagram = lines.slice(lines.indexOf('') + 1, lines.lastIndexOf(''));
      expect(diagram.some((line) => line.startsWith('!'))).toBe(true);
    }),
  );
});

test('no summary is wider than 80 columns, whatever the texts', () => {
  const colours = coloursFor(new Paper(), {});
  fc.assert(
    fc.property(text, text, text, (id, reason, target) => {
      const one = report({
        protocol: id,
        target,
        summary: reason,
        verdicts: [
          { requirement: reason, kind: 'pass', cases: 1, ms: 0 },
          { requirement: id, kind: 'blocked', reason, cases: 0, ms: 0 },
          { requirement: `${id}/x`, kind: 'blocked', reason, cases: 0, ms: 0 },
        ],
        coverage: {
          clauses: [{ id, covered: false }],
          open: [{ id: target, seen: reason }],
          grammar: [{ definition: target, part: reason, way: target, covered: false }],
        },
      });
      expectToFit([...summaryLines(one, colours, false), ...tableLines([one, report()], colours)]);
    }),
  );
});

test('columns are counted as a terminal does', () => {
  expect(['a', 'é', '…', '“', 'я'].map(columnsOf)).toEqual([1, 1, 1, 1, 1]);
  expect(['漢', 'あ', '한', '👍', 'Ａ', '⌚'].map(columnsOf)).toEqual([2, 2, 2, 2, 2, 2]);
});
