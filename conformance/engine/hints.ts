import { type Clause, clausesOf, type Model, type Protocol } from '../../runtime/index.js';
import { isEchoOf } from '../oracle/echo.js';
import type { Judgement, Owed } from '../oracle/judgement.js';
import type { Trace } from '../oracle/trace.js';
import { cameLater, type Finding } from './finding.js';

interface Context {
  readonly protocol: Protocol;
  readonly finding: Finding;
  readonly trace: Trace;
  readonly judgement: Judgement;
  /** When each entry of the trace happened, in milliseconds since the first. */
  readonly times: readonly number[];
}

interface Hint {
  readonly says: string;
  applies(context: Context): boolean;
}

const LF = 0x0a;

/** What an entry of the trace was caused by: the last thing that we did before it. */
function causeOf({ finding, trace }: Context) {
  return trace.slice(0, finding.fault.entry).findLast((entry) => entry.kind !== 'read' && entry.kind !== 'end');
}

/** Whether a client had gone before the fault showed, other than by what caused it: cut by us, or ended by the server. */
function goneBefore(context: Context): ReadonlySet<number> {
  const { finding, trace } = context;
  const cause = causeOf(context);
  const before = trace.slice(0, cause === undefined ? 0 : trace.indexOf(cause));
  return new Set(
    before
      .filter(({ kind }) => kind === 'halfClose' || kind === 'close' || kind === 'reset' || kind === 'end')
      .map(({ connection }) => connection)
      .filter((connection) => connection !== finding.fault.connection),
  );
}

/** Whether what is broken is a clause for this: what is owed from before is another's. */
function isOf(trigger: Clause['trigger']['kind'], { finding, protocol }: Context): boolean {
  return clausesOf(protocol.model).some((one) => one.id === finding.fault.clause && one.trigger.kind === trigger);
}

const isLine = (model: Model): boolean => model.framing.client.kind === 'line';

/** What was written, without the end of its line. */
function textOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.at(-1) === LF ? bytes.subarray(0, -1) : bytes);
}

/** Whether what came holds what the client itself wrote last, or ends with it where it has sent its end since. */
function isEcho(context: Context): boolean {
  const { trace, finding } = context;
  const { entry, connection, got } = finding.fault;
  const cause = causeOf(context);
  if (cause?.connection !== connection) return false;
  const last = trace.slice(0, entry).findLast((one) => one.kind === 'write' && one.connection === connection);
  if (last?.kind !== 'write') return false;
  const text = textOf(last.bytes);
  return text.length > 0 && (cause.kind === 'write' ? Buffer.from(got).includes(text) : isEchoOf(got, text));
}

/** Whether two clients wrote the very same, both before either had been answered. */
function wroteAtOnce({ finding, trace }: Context): boolean {
  const before = trace.slice(0, finding.fault.entry);
  return before.some((entry, i) => {
    const next = before[i + 1];
    return (
      entry.kind === 'write' &&
      next?.kind === 'write' &&
      entry.connection !== next.connection &&
      entry.bytes.length > 1 &&
      Buffer.compare(entry.bytes, next.bytes) === 0
    );
  });
}

/** How many write at once where it is about what they share, and not about the order of two. */
const SEVERAL = 3;

/** Whether several clients had written, one right after the other, last before it showed. */
function severalWroteAtOnce({ finding, trace }: Context): boolean {
  const before = trace.slice(0, finding.fault.entry);
  const last = before.findLastIndex(({ kind }) => kind === 'write');
  const first = before.slice(0, last + 1).findLastIndex(({ kind }) => kind !== 'write') + 1;
  return new Set(before.slice(first, last + 1).map(({ connection }) => connection)).size >= SEVERAL;
}

/** So many are more than anybody tries by hand. */
const CROWD = 10;

/** How many clients were connected when it showed. */
function connectedAt({ finding, trace }: Context): number {
  const before = trace.slice(0, finding.fault.entry + 1);
  const of = (...kinds: readonly string[]): ReadonlySet<number> =>
    new Set(before.flatMap(({ kind, connection }) => (kinds.includes(kind) ? [connection] : [])));
  const gone = of('close', 'reset', 'end');
  return [...of('connect')].filter((connection) => !gone.has(connection)).length;
}

/** As long as the smallest buffers that servers read into. */
const LONG_LINE = 1_000;

/** Whether it is what should have come of a cut. */
function isMissingSinceCut(context: Context): boolean {
  const cause = causeOf(context)?.kind;
  return (
    context.finding.fault.kind === 'missing' &&
    isOf('disconnect', context) &&
    (cause === 'reset' || cause === 'close' || cause === 'halfClose')
  );
}

const isEnd = ({ text }: Owed): boolean => text === undefined;

/** So much silence is a client that thinks, and not one that waits for its own answer. */
const LONG_MS = 1_000;

/** Whether the client had said nothing for long when the server ended its connection. */
function endedInSilence({ finding: { fault }, trace, times }: Context): boolean {
  if (fault.kind !== 'ended') return false;
  const last = trace.findLastIndex(
    ({ kind, connection }, at) =>
      at < fault.entry && connection === fault.connection && (kind === 'connect' || kind === 'write'),
  );
  return last >= 0 && (times[fault.entry] ?? 0) - (times[last] ?? 0) >= LONG_MS;
}

/** Patterns that are met again and again in servers of this kind; the first that applies is shown. */
const HINTS: readonly Hint[] = [
  {
    says: 'What is owed came as well, behind something that was caused later: the order was changed. Whatever goes to a client has to go through one queue, in the order in which it was caused.',
    applies: ({ finding }) => cameLater(finding.fault),
  },
  {
    says: 'The client had said nothing for a while: whoever thinks before they write is not to be dropped, unless the spec lets a server be idle for no longer. Look for a time limit on reads.',
    applies: endedInSilence,
  },
  {
    says: 'Two clients wrote the very same at once. Where a value is looked up first and noted afterwards, both find it free: do both in one step, under one lock.',
    applies: wroteAtOnce,
  },
  {
    says: 'A read of zero bytes means that the client has gone. Taken for an empty message, it is handled again and again: leave the loop when a read brings nothing.',
    applies: (context) => {
      const cause = causeOf(context);
      const cut = cause?.kind === 'halfClose' || cause?.kind === 'close';
      return (
        cut &&
        !isEcho(context) &&
        (context.finding.fault.kind === 'unexpected' ||
          context.finding.fault.kind === 'wrong' ||
          context.finding.fault.kind === 'repeated')
      );
    },
  },
  {
    says: 'It shows when many clients are connected at once. Look for what there is only so much of: threads in a pool, places in a list, connections that may wait to be accepted, open files.',
    applies: (context) => {
      const { kind } = context.finding.fault;
      return (kind === 'missing' || kind === 'ended' || kind === 'refused') && connectedAt(context) >= CROWD;
    },
  },
  {
    says: "Another client is connected and says nothing. If the server talks to it before it accepts the next, everybody waits for it: accept first, and do the handshake in the connection's own thread or task.",
    applies: ({ protocol, finding, trace }) =>
      finding.fault.kind === 'missing' &&
      finding.fault.clause === protocol.model.session.connect.id &&
      trace.filter((entry) => entry.kind === 'connect').length > 1,
  },
  {
    says: 'Another client has stopped reading. A send to it that waits holds up all who wait for the sender: give each client a queue and a writer of its own, or end it when too much is unsent.',
    applies: ({ finding, trace }) =>
      finding.fault.kind === 'missing' &&
      trace.some((entry) => entry.kind === 'stall' && entry.connection !== finding.fault.connection),
  },
  {
    says: 'The very same was sent before by a client that has gone since. What a client had is to be forgotten when its connection ends, however it ends.',
    applies: (context) => {
      const cause = causeOf(context);
      if (cause?.kind !== 'write' || cause.connection !== context.finding.fault.connection) return false;
      const gone = goneBefore(context);
      return context.trace.some(
        (entry) =>
          entry.kind === 'write' &&
          gone.has(entry.connection) &&
          entry.bytes.length > 1 &&
          Buffer.compare(entry.bytes, cause.bytes) === 0,
      );
    },
  },
  {
    says: 'The client has ended its side, and waits for the end of the other: when a read brings nothing, or fails, close the connection.',
    applies: (context) =>
      isMissingSinceCut(context) &&
      causeOf(context)?.kind === 'halfClose' &&
      context.finding.fault.acceptable.some(isEnd),
  },
  {
    says: 'A cut connection is noticed when a read or write on it fails: treat that error as the departure of its user, and tell the others once.',
    applies: isMissingSinceCut,
  },
  {
    says: 'TCP keeps no message boundaries: one read can bring half a line or several. Keep what has no LF yet, and take every line out of what came.',
    applies: (context) => {
      const { protocol, finding, trace } = context;
      if (!isLine(protocol.model)) return false;
      const cause = trace.slice(0, finding.fault.entry).findLast((entry) => entry.kind === 'write');
      if (cause?.kind !== 'write') return false;
      const lines = cause.bytes.filter((byte) => byte === LF).length;
      return lines !== 1 || cause.bytes.at(-1) !== LF || (cause.bytes.length > LONG_LINE && !isOf('overlong', context));
    },
  },
  {
    says: 'The sender received its own message, which goes to the others only.',
    applies: (context) => context.finding.fault.kind === 'unexpected' && isEcho(context),
  },
  {
    says: 'Several clients wrote at once. What all of them share (the list of clients, a buffer that each message is put together in) may be changed, and walked through, by one at a time only: hold one lock for it, or leave it all to one thread.',
    applies: (context) => context.finding.fault.kind === 'missing' && severalWroteAtOnce(context),
  },
  {
    says: 'Somebody had left before, and another is passed over now. Where a list loses an entry while it is being walked, the next one is skipped; where sending to one fails, the rest must still be sent to.',
    applies: (context) => context.finding.fault.kind === 'missing' && goneBefore(context).size > 0,
  },
  {
    says: 'It was received twice: look for a recipient that stands in a list twice, or a loop that sends to everyone inside another.',
    applies: ({ finding }) => finding.fault.kind === 'repeated',
  },
];

export function hintFor(context: Context): string | undefined {
  return HINTS.find((hint) => hint.applies(context))?.says;
}
