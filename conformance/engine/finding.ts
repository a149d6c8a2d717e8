import type { Fault, Judgement, Owed } from '../oracle/judgement.js';
import type { Trace } from '../oracle/trace.js';

/** What a case shows against a server, before it is confirmed. */
export interface Finding {
  readonly fault: Fault;
  /** It rests on waiting alone: something was owed when the time was up. Such a finding is only believed when it repeats. */
  readonly late: boolean;
}

export function findingOf(judgement: Judgement, trace: Trace): Finding | undefined {
  if (judgement.kind === 'violation') return { fault: judgement.fault, late: false };
  if (judgement.kind !== 'late') return undefined;
  const [first] = judgement.owed;
  if (first === undefined) return undefined;
  return { fault: missing(first, judgement.owed, trace), late: true };
}

function missing(first: Owed, owed: readonly Owed[], trace: Trace): Fault {
  const read = trace.reduce(
    (sum, entry) => (entry.kind === 'read' && entry.connection === first.connection ? sum + entry.bytes.length : sum),
    0,
  );
  return {
    kind: 'missing',
    connection: first.connection,
    offset: read,
    clause: first.clause,
    acceptable: owed.filter((one) => one.connection === first.connection && one.source === first.source).slice(0, 1),
    got: new Uint8Array(),
    entry: trace.length,
  };
}

/** Whether what is owed came as well, behind something else: its place is wrong. */
export function cameLater({ kind, clause, acceptable: [owed], got }: Fault): boolean {
  if (kind !== 'wrong' && kind !== 'missing') return false;
  // What stands before it is nothing that was caused at all.
  if (kind === 'wrong' && clause === owed?.clause) return false;
  const text = owed?.text?.every((piece) => typeof piece === 'string') === true ? owed.text.join('') : '';
  return text !== '' && Buffer.from(got).indexOf(text) > 0;
}
