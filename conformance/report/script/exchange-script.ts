import { type Protocol, type TextPattern, terminatorOf } from '../../../runtime/index.js';
import type { Failure, Requirement } from '../../engine/events.js';
import { isDeed, type TraceEntry } from '../../oracle/trace.js';
import { restsOf } from '../rests.js';

/** An exchange as a program can repeat it: what each client does, what must have come before, and what is looked for. */
export interface ExchangeScript {
  readonly title: string;
  /** For the head of the program, a line each. */
  readonly about: readonly string[];
  readonly clients: readonly string[];
  readonly steps: readonly ScriptStep[];
  readonly check: ScriptCheck;
}

export type ScriptStep =
  /** `stall`: reads no more. */
  | { readonly kind: 'connect' | 'halfClose' | 'close' | 'reset' | 'stall'; readonly client: number }
  /** One write. */
  | { readonly kind: 'write'; readonly client: number; readonly bytes: Uint8Array }
  /** These come next on the client's connection, before the next step is taken. */
  | { readonly kind: 'expect'; readonly client: number; readonly bytes: Uint8Array }
  /** Nothing is said for so long, or until the server ends the connection. */
  | { readonly kind: 'rest'; readonly client: number; readonly ms: number }
  /** The server ends the connection. */
  | { readonly kind: 'end'; readonly client: number };

/** What tells a faulty server from one that keeps to the spec, at the end of the steps. */
export type ScriptCheck =
  /** What comes next on the connection has to be one of these: regular expressions over bytes; `end`: its end will do. */
  | {
      readonly kind: 'next';
      readonly client: number;
      readonly acceptable: readonly string[];
      readonly end: boolean;
      /** What came when the failure was found; empty: nothing, or the end. */
      readonly got: Uint8Array;
      readonly gotEnd: boolean;
      /** How long it is waited for. */
      readonly waitMs: number;
    }
  /** Somebody who comes anew has to be let in, and to be greeted with this. */
  | { readonly kind: 'serves'; readonly greeting: Uint8Array; readonly waitMs: number };

/** What must not come is waited for so long, and what is owed so long: a slow machine is no fault, and shows the fault late. */
const SILENCE_MS = 3_000;
const OWED_MS = 10_000;
/** A rest is longer than the one after which it showed. */
const REST_MORE_MS = 300;

/** The exchange of a failure. */
export function scriptOf(failure: Failure, protocol: Protocol, requirement: Requirement | undefined): ExchangeScript {
  const { fault, trace, scenario } = failure;
  const clients = Array.from(
    { length: Math.max(0, ...trace.map(({ connection }) => connection + 1)) },
    (_, client) => scenario.clients[client] ?? `client ${client}`,
  );
  const says = (requirement?.text ?? '').split(/\r?\n/).map((line) => line.trimEnd());
  return {
    title: `${failure.requirement}: ${HEADLINES[fault.kind]}`,
    about: [
      `${failure.requirement} (${failure.level.toUpperCase()})`,
      ...(requirement?.place === undefined ? [] : [requirement.place]),
      ...(requirement?.source === undefined ? [] : [requirement.source]),
      ...says,
    ],
    clients,
    steps: merged(stepsOf(failure)),
    check: failure.fault.kind === 'refused' ? servesAgain(trace) : nextCheck(failure, protocol),
  };
}

const HEADLINES: Readonly<Record<Failure['fault']['kind'], string>> = {
  unexpected: 'something comes that nothing explains',
  wrong: 'something other than what is owed comes',
  missing: 'what is owed does not come',
  repeated: 'something comes a second time',
  ended: 'the server ends a connection that it has to keep',
  refused: 'the server serves nobody any more',
};

function stepsOf(failure: Failure): readonly ScriptStep[] {
  const rests = restsOf(failure);
  const { entries, ending } = failure.fault.kind === 'refused' ? upToItsEnd(failure) : { entries: upToFault(failure) };
  // What the fault shows in comes after the last step.
  const steps = [...entries, undefined].flatMap((entry, at): readonly ScriptStep[] => [
    ...rests.flatMap(({ connection, ms, before }): readonly ScriptStep[] =>
      Math.min(before, entries.length) === at
        ? [{ kind: 'rest', client: connection, ms: Math.ceil(ms) + REST_MORE_MS }]
        : [],
    ),
    ...(entry === undefined ? [] : stepOf(entry)),
  ]);
  return ending === undefined ? steps : [...steps, { kind: 'rest', client: ending.connection, ms: SILENCE_MS }];
}

/**
 * All of it where nobody is served afterwards, which shows on no stream. What ends after the last that was done may be
 * the server's own end: there is to be time for that, but where the server lives on nothing need end.
 */
function upToItsEnd({ trace }: Failure): { readonly entries: readonly TraceEntry[]; readonly ending?: TraceEntry } {
  const lastDone = trace.findLastIndex(isDeed);
  const at = trace.findIndex(({ kind }, place) => place > lastDone && kind === 'end');
  const ending = trace[at];
  return ending === undefined ? { entries: trace } : { entries: trace.slice(0, at), ending };
}

/** All that was done and read before the fault: of the stream that shows it, the bytes before the place where it does. */
function upToFault({ fault, trace }: Failure): readonly TraceEntry[] {
  let left = fault.offset;
  return trace.slice(0, fault.entry + 1).flatMap((entry, at): readonly TraceEntry[] => {
    if (entry.kind !== 'read' || entry.connection !== fault.connection) return at < fault.entry ? [entry] : [];
    const bytes = entry.bytes.subarray(0, left);
    left -= bytes.length;
    return bytes.length === 0 ? [] : [{ ...entry, bytes }];
  });
}

function stepOf(entry: TraceEntry): readonly ScriptStep[] {
  const { connection: client } = entry;
  switch (entry.kind) {
    case 'read':
      return [{ kind: 'expect', client, bytes: entry.bytes }];
    case 'write':
      return [{ kind: 'write', client, bytes: entry.bytes }];
    case 'end':
      return entry.how === 'fin' ? [{ kind: 'end', client }] : [];
    case 'patience':
      return [];
    case 'connect':
    case 'halfClose':
    case 'close':
    case 'reset':
    case 'stall':
      return [{ kind: entry.kind, client }];
  }
}

/** Reads of one connection that follow each other, with nothing done between, are one: where TCP cuts them is chance. */
function merged(steps: readonly ScriptStep[]): readonly ScriptStep[] {
  const found: ScriptStep[] = [];
  let since = 0;
  for (const step of steps) {
    if (step.kind !== 'expect') {
      found.push(step);
      since = found.length;
      continue;
    }
    const at = found.findIndex((one, i) => i >= since && one.kind === 'expect' && one.client === step.client);
    const earlier = found[at];
    if (earlier?.kind === 'expect') found[at] = { ...earlier, bytes: Buffer.concat([earlier.bytes, step.bytes]) };
    else found.push(step);
  }
  return found;
}

function nextCheck({ fault, trace, waitedMs }: Failure, { model }: Protocol): ScriptCheck {
  const own = fault.acceptable.filter(({ connection }) => connection === fault.connection);
  const texts = own.flatMap(({ text }) => (text === undefined ? [] : [text]));
  const end = own.some(({ text }) => text === undefined);
  const shown = trace[fault.entry];
  return {
    kind: 'next',
    client: fault.connection,
    acceptable: texts.map((text) => expressionOf([...text, terminatorOf(model.framing.server)])),
    end,
    got: fault.got,
    gotEnd: fault.got.length === 0 && shown?.kind === 'end' && shown.connection === fault.connection,
    waitMs: own.length === 0 ? SILENCE_MS : Math.max(OWED_MS, waitedMs ?? 0),
  };
}

function servesAgain(trace: Failure['trace']): ScriptCheck {
  const first = trace[0]?.connection;
  const own = trace.filter(({ connection }) => connection === first);
  const spoken = own.findIndex((entry) => entry.kind !== 'connect' && entry.kind !== 'read');
  const reads = own.slice(0, spoken < 0 ? own.length : spoken);
  return {
    kind: 'serves',
    greeting: Buffer.concat(reads.flatMap((entry) => (entry.kind === 'read' ? [entry.bytes] : []))),
    waitMs: OWED_MS,
  };
}

/** A text with holes as a regular expression over its bytes, each byte one character. */
function expressionOf(pattern: TextPattern): string {
  return pattern
    .map((piece) =>
      typeof piece === 'string' ? [...Buffer.from(piece, 'utf8')].map(byteExpression).join('') : '[\\x00-\\xff]+?',
    )
    .join('');
}

function byteExpression(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9 ]/.test(character) ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
}
