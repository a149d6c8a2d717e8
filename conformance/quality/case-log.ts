import { isUtf8 } from 'node:buffer';
import type { CaseResult } from '../engine/events.js';
import type { Judgement } from '../oracle/judgement.js';

/** More of a trace than this many entries, or of an entry than this many bytes, is cut. */
const MOST_ENTRIES = 400;
const MOST_BYTES = 160;

/** What a case came to that was not accepted; undefined for one that was. */
export function outcomeOf({ judgement, inconclusive }: CaseResult): string | undefined {
  return inconclusive ?? withoutAcceptance(judgement);
}

function withoutAcceptance(judgement: Judgement): string | undefined {
  switch (judgement.kind) {
    case 'complete':
      return undefined;
    case 'late':
      return `late: ${judgement.owed.map(({ connection, clause }) => `${clause} to ${connection}`).join(', ')}`;
    case 'violation': {
      const { kind, clause, connection, entry } = judgement.fault;
      return `${kind}, ${clause}, at ${connection}, entry ${entry}`;
    }
    case 'inconclusive':
      return judgement.reason;
  }
}

/** All that happened in a case, an entry of its trace a line: its number, when, what, on which connection. */
export function traceLines({ trace, times }: CaseResult): readonly string[] {
  const lines = trace.slice(0, MOST_ENTRIES).map((entry, i) => {
    const what = 'bytes' in entry ? ` ${shownBytes(entry.bytes)}` : '';
    const how = entry.kind === 'end' ? ` ${entry.how}` : '';
    return `${String(i).padStart(3)} ${(times[i] ?? 0).toFixed(1).padStart(8)} ms  ${entry.connection} ${entry.kind}${how}${what}`;
  });
  return trace.length > MOST_ENTRIES ? [...lines, `and ${trace.length - MOST_ENTRIES} more`] : lines;
}

function shownBytes(bytes: Uint8Array): string {
  const some = Buffer.from(bytes.subarray(0, MOST_BYTES));
  const text = isUtf8(some) ? JSON.stringify(some.toString('utf8')) : `hex ${some.toString('hex')}`;
  return bytes.length > MOST_BYTES ? `${text}… (${bytes.length} bytes)` : text;
}
