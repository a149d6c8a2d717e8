import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reportJson } from '../../report/json.js';
import { altered, bytes, connect, cut, end, failure, fault, finished, owed, read, report } from './fixtures.js';
import { schemaFaults } from './schema-check.js';

const schema = JSON.parse(readFileSync(new URL('../../../docs/report.schema.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;

const found = failure(
  [
    connect(0),
    { kind: 'read', connection: 0, bytes: Uint8Array.of(0xff, 0x0a) },
    read(0, 'é'),
    cut(0, 'halfClose'),
    { kind: 'patience', connection: 0 },
    end(0, 'error'),
  ],
  fault({
    kind: 'wrong',
    connection: 0,
    entry: 2,
    offset: 2,
    got: bytes('é'),
    acceptable: [owed(0, ['Hi, ', { any: 'name', sample: 'Ana' }], 'tea/connect'), owed(0, undefined, 'tea/connect')],
  }),
  { hint: 'a hint', waitedMs: 10, times: [0, 0.4, 1, 1.1, 2, 3] },
);
const run = finished({ report: report({ failures: [found] }), replays: new Map([[found, 'tea-1.json']]) });

test('a report is as its schema says', () => {
  expect(schemaFaults(schema, JSON.parse(reportJson([run, finished()])))).toEqual([]);
  expect(schemaFaults(schema, JSON.parse(reportJson([])))).toEqual([]);
});

test('a trace says when, where that is known, and a run what stopped it', () => {
  const text = reportJson([finished({ report: report({ failures: [found], halted: 'the time was up' }) })]);
  const document = JSON.parse(text) as { reports: [{ halted: string; failures: [{ trace: { ms: number }[] }] }] };
  expect(schemaFaults(schema, document)).toEqual([]);
  expect(document.reports[0].halted).toBe('the time was up');
  expect(document.reports[0].failures[0].trace.map(({ ms }) => ms)).toEqual([0, 0.4, 1, 1.1, 2, 3]);
});

test('of a long trace both ends are told, and how much lies between', () => {
  const long = {
    ...found,
    times: Array.from({ length: 2_000 }, (_, i) => i),
    trace: Array.from({ length: 2_000 }, (_, i) => read(0, String(i))),
  };
  const text = reportJson([finished({ report: report({ failures: [long] }) })]);
  expect(schemaFaults(schema, JSON.parse(text))).toEqual([]);
  const { trace, traceLeftOut } = JSON.parse(text).reports[0].failures[0] as { trace: unknown[]; traceLeftOut: number };
  expect(trace.length + traceLeftOut).toBe(2_000);
  expect(trace.at(-1)).toEqual({ kind: 'read', connection: 0, bytes: { text: '1999' }, ms: 1999 });
});

test('the schema refuses what is not as it says', () => {
  const spoilt = (path: readonly (string | number)[], value: unknown): number =>
    schemaFaults(schema, JSON.parse(altered(reportJson([run]), path, value))).length;
  expect(spoilt(['status'], 4)).toBeGreaterThan(0);
  expect(spoilt(['reports', 0, 'failures', 0, 'fault', 'kind'], undefined)).toBeGreaterThan(0);
  expect(spoilt(['reports', 0, 'failures', 0, 'trace', 1, 'bytes'], { hex: 'f' })).toBeGreaterThan(0);
  expect(spoilt(['reports', 0, 'more'], 1)).toBeGreaterThan(0);
  expect(spoilt(['status'], 0)).toBe(0);
});

test('bytes are text where they are UTF-8, else hexadecimal', () => {
  const [{ failures }] = (
    JSON.parse(reportJson([run])) as {
      reports: [{ failures: [{ trace: unknown[]; fault: { got: unknown; acceptable: unknown } }] }];
    }
  ).reports;
  expect(failures[0].trace.slice(1, 3)).toEqual([
    { kind: 'read', connection: 0, bytes: { hex: 'ff0a' }, ms: 0.4 },
    { kind: 'read', connection: 0, bytes: { text: 'é' }, ms: 1 },
  ]);
  expect(failures[0].fault.got).toEqual({ text: 'é' });
  expect(failures[0].fault.acceptable).toEqual([
    { connection: 0, text: ['Hi, ', { any: 'name' }], clause: 'tea/connect', source: 0 },
    { connection: 0, text: null, clause: 'tea/connect', source: 0 },
  ]);
});

test('keys come in one order, however the report was put together', () => {
  const turned = <Value>(value: Value): Value => {
    if (Array.isArray(value)) return value.map(turned) as Value;
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, turned(inner)]),
    ) as Value;
  };
  expect(reportJson([finished({ report: turned(run.report) })])).toBe(reportJson([finished({ report: run.report })]));
});

test('a broken MUST comes before what could not be judged', () => {
  const status = (...of: readonly (0 | 1 | 3)[]): unknown =>
    (JSON.parse(reportJson(of.map((one) => finished({ report: report({ status: one }) })))) as { status: unknown })
      .status;
  expect([status(0, 3, 1), status(3, 0), status(0, 0)]).toEqual([1, 3, 0]);
});
