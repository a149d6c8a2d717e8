import type { Clause, ConnectionId, Framing, Model, Protocol, TextPattern } from '../../../runtime/index.js';
import type { Failure, Report } from '../../engine/events.js';
import type { Fault, Owed } from '../../oracle/judgement.js';
import type { Trace, TraceEntry } from '../../oracle/trace.js';
import type { FinishedRun } from '../../report/run.js';
import type { Scenario } from '../../scenario/scenario.js';

const encoder = new TextEncoder();

export const bytes = (text: string): Uint8Array => encoder.encode(text);

export const connect = (connection: ConnectionId): TraceEntry => ({ kind: 'connect', connection });
export const write = (connection: ConnectionId, text: string): TraceEntry => ({
  kind: 'write',
  connection,
  bytes: bytes(text),
});
export const read = (connection: ConnectionId, text: string): TraceEntry => ({
  kind: 'read',
  connection,
  bytes: bytes(text),
});
export const cut = (connection: ConnectionId, kind: 'halfClose' | 'close' | 'reset'): TraceEntry => ({
  kind,
  connection,
});
export const end = (connection: ConnectionId, how: 'fin' | 'error' = 'fin'): TraceEntry => ({
  kind: 'end',
  connection,
  how,
});

const clause = (id: string, text: string, line: number, extra: Partial<Clause> = {}): Clause => ({
  id,
  doc: '',
  level: 'must',
  at: { line, column: 5 },
  trigger: { kind: 'unrecognized' },
  body: [],
  text,
  ...extra,
});

/** A small chat, as far as reports look at it. */
export function chat(framing: 'chunk' | 'line'): Protocol {
  const sides: Framing = framing === 'chunk' ? { kind: 'chunk', max: 1024 } : { kind: 'line', max: 1024, write: 'lf' };
  const model: Model = {
    name: 'tea',
    doc: '',
    file: 'spec/tea.parley',
    sources: [],
    transport: { tcp: 7000 },
    charset: 'utf-8',
    framing: { client: sides, server: sides },
    delivery: { order: 'fifo', unit: 'send' },
    promises: [],
    rules: [],
    messages: { client: [], server: [] },
    session: {
      variables: [],
      groups: [],
      connect: clause('tea/connect', 'on connect {\n  reply Ask\n}', 20),
      states: [
        {
          name: 'Chatting',
          doc: '',
          at: { line: 30, column: 1 },
          clauses: [
            clause('tea/Chatting/Say', 'on Say(text) {\n  send Said(self.name, text) to others room\n}', 31, {
              source: '§2, List. 4',
            }),
            clause('tea/Chatting/disconnect', 'on disconnect { send Left(self.name) to others room }', 40, {
              doc: 'Everyone else is told once that a user has gone, whichever way the connection ended.',
              level: 'should',
              trigger: { kind: 'disconnect' },
            }),
          ],
        },
      ],
    },
    examples: [],
  };
  const texts = /^(?:NAME|Hi, \w+!\n|\w+ is in\.\n|\w+ is gone\.\n|\w+: .+)$/;
  const unused = (): never => {
    throw new Error('reports do not need it');
  };
  return {
    model,
    codec: {
      parse: unused,
      parseServer: (text) =>
        texts.test(text)
          ? { ok: true, message: { kind: 'Any' } }
          : { ok: false, code: 'unrecognized', at: 0, expected: [] },
      encode: unused,
      encodeServer: unused,
      write: unused,
      matches: unused,
    },
    session: {
      initial: { connections: [], groups: {}, variables: {} },
      outcomes: unused,
      begin: unused,
      advance: unused,
    },
    createMachine: unused,
  };
}

export const owed = (connection: ConnectionId, text: TextPattern | undefined, clauseId: string, source = 0): Owed => ({
  connection,
  text,
  clause: clauseId,
  source,
});

export function fault(part: Partial<Fault> & Pick<Fault, 'kind' | 'connection' | 'entry'>): Fault {
  return { offset: 0, clause: 'tea/Chatting/Say', acceptable: [], got: new Uint8Array(), ...part };
}

/** Clients who connect and say something. */
export function scenarioOf(...clients: readonly string[]): Scenario {
  return {
    clients,
    steps: [
      ...clients.map((_, client) => ({ kind: 'act', action: { kind: 'connect', client } }) as const),
      {
        kind: 'act',
        action: {
          kind: 'write',
          client: 0,
          writes: [[{ text: 'é ' }, { fresh: 'word', in: ['Text'] }], [{ hex: '0aff' }]],
        },
      },
      { kind: 'block', lanes: [[{ kind: 'reset', client: 0 }]] },
    ],
  };
}

export function failure(trace: Trace, found: Fault, part: Partial<Failure> = {}): Failure {
  return {
    requirement: found.clause,
    level: 'must',
    fault: found,
    scenario: scenarioOf('Ana', 'Luis'),
    trace,
    found: 'session/say-3',
    confirmed: { failed: 10, tries: 10 },
    ...part,
  };
}

export function report(part: Partial<Report> = {}): Report {
  const failures = part.failures ?? [];
  return {
    protocol: 'tea',
    target: '127.0.0.1:7000',
    seed: 42,
    runs: 100,
    status: failures.length > 0 ? 1 : 0,
    summary: failures.length > 0 ? 'one requirement is broken' : 'every requirement is kept',
    verdicts: [
      { requirement: 'tea/connect', kind: 'pass', cases: 12, ms: 0 },
      { requirement: 'tea/Chatting/Say', kind: failures.length > 0 ? 'fail' : 'pass', cases: 8, ms: 0 },
      { requirement: 'tea/Chatting/disconnect', kind: 'skipped', reason: 'no case came to it', cases: 0, ms: 0 },
    ],
    failures,
    coverage: {
      clauses: [
        { id: 'tea/connect', covered: true },
        { id: 'tea/Chatting/Say', covered: true },
        { id: 'tea/Chatting/disconnect', covered: false },
      ],
      open: [{ id: 'tea/Chatting/Say/either', seen: 'seen in 2 cases' }],
      grammar: [
        { definition: 'Say', part: 'text:Text', way: 'taken', covered: true },
        { definition: 'Text', part: '.+', way: 'once', covered: false },
        { definition: 'Text', part: '.+', way: 'more than once', covered: true },
        { definition: 'Mood', part: '"glad" / "sad"', way: '"sad"', covered: false },
      ],
    },
    cases: 20,
    casesBlocked: 0,
    casesLeftOut: 0,
    stale: [],
    ms: 1234,
    ...part,
  };
}

export function finished(part: Partial<FinishedRun> = {}): FinishedRun {
  return { protocol: chat('chunk'), report: report(), replays: new Map(), ...part };
}

/** A stream that keeps what it is given. */
export class Paper {
  text = '';

  constructor(
    readonly isTTY = false,
    readonly columns = 80,
  ) {}

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

/** A JSON text with one thing in it changed, or, where the value is undefined, taken out. */
export function altered(json: string, path: readonly (string | number)[], value: unknown): string {
  const document = JSON.parse(json) as Record<string | number, unknown>;
  let inner = document;
  for (const key of path.slice(0, -1)) inner = inner[key] as Record<string | number, unknown>;
  const last = path[path.length - 1] ?? '';
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return JSON.stringify(document);
}
