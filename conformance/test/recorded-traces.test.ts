import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeTrace } from '../oracle/judge.js';
import { TraceRecord } from '../oracle/record.js';
import { Search } from '../oracle/search.js';
import type { Trace, TraceEntry } from '../oracle/trace.js';
import { type JsonEntry, traceFromJson, traceToJson } from '../quality/trace-json.js';
import { protocolOf } from './protocols.js';

/** What correct servers, written by hand, did while clients raced: `npm run record-traces`. */
const FOLDER = new URL('recorded/', import.meta.url);

interface Recorded {
  readonly protocol: string;
  readonly traces: readonly { readonly id: string; readonly trace: readonly JsonEntry[] }[];
}

const files = readdirSync(FOLDER).map((name) => ({
  name,
  ...(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Recorded),
}));

/** One thing that came otherwise; undefined: there is no such place in the trace. */
function damaged(trace: Trace, kind: 'lost' | 'doubled' | 'altered', place: number): Trace | undefined {
  const reads = [...trace.entries()].filter(([, one]) => one.kind === 'read');
  const [at, entry] = reads[place % Math.max(1, reads.length)] ?? [];
  if (at === undefined || entry?.kind !== 'read') return undefined;
  const changed: readonly TraceEntry[] =
    kind === 'lost' ? [] : kind === 'doubled' ? [entry, entry] : [{ ...entry, bytes: flipped(entry.bytes) }];
  return trace.toSpliced(at, 1, ...changed);
}

function flipped(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte));
}

/** Whether some execution, looked for in every order of everything, explains it all the same. Undefined: there are too many. */
function explained(name: string, trace: Trace): boolean | undefined {
  const protocol = protocolOf(name);
  const record = new TraceRecord(protocol.model.framing.client);
  for (const entry of trace) record.add(entry);
  const search = new Search(protocol, record);
  const { best, exhausted } = search.run(search.initial(), 5_000, 'plain');
  if (best.kind === 'complete') return true;
  return exhausted ? undefined : false;
}

test('there are traces of servers with threads, with an event loop, and with recipients in random order', () => {
  expect(files.length).toBeGreaterThanOrEqual(10);
  for (const { name, traces } of files) expect([name, traces.length > 0]).toEqual([name, true]);
});

describe.each(files)('$name', ({ protocol: name, traces }) => {
  const protocol = protocolOf(name);
  const all = traces.map(({ id, trace }) => ({ id, trace: traceFromJson(trace) }));

  test.each(all)('$id is accepted', ({ trace }) => {
    expect(judgeTrace(protocol, trace).kind).toBe('complete');
    expect(traceFromJson(traceToJson(trace))).toEqual(trace);
  });

  test('with one thing lost, doubled or altered they are refused', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.constantFrom('lost', 'doubled', 'altered' as const),
        fc.nat(200),
        ({ trace }, kind, place) => {
          const wrong = damaged(trace, kind, place);
          fc.pre(wrong !== undefined);
          if (judgeTrace(protocol, wrong).kind !== 'complete') refused += 1;
          else expect(explained(name, wrong)).not.toBe(false);
        },
      ),
      { numRuns: 25 },
    );
    // The rest is legal: the last that comes before an end may be lost.
    expect(refused).toBeGreaterThan(12);
  });
});
