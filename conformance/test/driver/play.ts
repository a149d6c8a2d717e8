import type { Protocol } from '../../../runtime/index.js';
import { type Limits, type RunOptions, runScenario, type ScenarioRun } from '../../driver/index.js';
import type { TraceEntry } from '../../oracle/trace.js';
import type { Action, Payload, Scenario, Step } from '../../scenario/scenario.js';
import { ToyJudge } from './toy-judge.js';

/** The little of a protocol that the driver looks at. */
export function toyProtocol(framing: 'line' | 'chunk', idleMs?: number): Protocol {
  const client = framing === 'line' ? { kind: 'line', max: 1024, write: 'lf' } : { kind: 'chunk', max: 1024 };
  const model = {
    name: 'toy',
    framing: { client, server: client },
    transport: { tcp: 1, ...(idleMs === undefined ? {} : { idleMs }) },
    rules: [],
  };
  return { model, codec: { matches: () => true } } as unknown as Protocol;
}

export const text = (value: string): Payload => [{ text: value }];
export const fresh = (label: string, after = ''): Payload => [{ fresh: label, in: ['Any'] }, { text: after }];

export const connect = (client: number): Action => ({ kind: 'connect', client });
export const say = (client: number, ...writes: (string | Payload)[]): Action => ({
  kind: 'write',
  client,
  writes: writes.map((one) => (typeof one === 'string' ? text(one) : one)),
});
export const halfClose = (client: number): Action => ({ kind: 'halfClose', client });
export const reset = (client: number): Action => ({ kind: 'reset', client });
export const close = (client: number): Action => ({ kind: 'close', client });

export const act = (action: Action): Step => ({ kind: 'act', action });
export const block = (...lanes: Action[][]): Step => ({ kind: 'block', lanes });

export const scenario = (...steps: (Step | Action)[]): Scenario => ({
  clients: ['Ana', 'Luis', 'Eva', 'Juan'],
  steps: steps.map((step) => (step.kind === 'act' || step.kind === 'block' ? step : act(step))),
});

const HOUR = 3_600_000;

/** No deadline but these: what waits for any other is waited for so long that the test does not end. */
export function onlyDeadlines(limits: Partial<Limits>): Partial<Limits> {
  const never = { progressMs: HOUR, knownMs: HOUR, hardMs: HOUR, connectMs: HOUR, wildMs: HOUR, leaveMs: HOUR };
  return { ...never, fillMs: HOUR, secondLookMs: [HOUR, HOUR], ...limits };
}

export interface Played extends ScenarioRun {
  readonly judge: ToyJudge;
}

/** Runs a scenario of the toy. */
export async function play(
  target: RunOptions['target'],
  steps: Scenario,
  {
    framing = 'line',
    idleMs,
    limits,
    signal,
  }: { framing?: 'line' | 'chunk'; idleMs?: number; limits?: Partial<Limits>; signal?: AbortSignal } = {},
): Promise<Played> {
  const judge = new ToyJudge(framing);
  const protocol = idleMs === undefined ? toyProtocol(framing) : toyProtocol(framing, idleMs);
  const options: RunOptions = {
    protocol,
    target,
    scenario: steps,
    number: 7,
    judge,
    ...(limits === undefined ? {} : { limits }),
    ...(signal === undefined ? {} : { signal }),
  };
  return { ...(await runScenario(options)), judge };
}

/** A trace in short: `0+` connect, `0>text`, `0<text`, `0/` half-close, `0x` close, `0!` reset, `0=` stall, `0~` patience, `0.fin`. */
export function brief(run: ScenarioRun): string[] {
  return run.trace.map(briefly);
}

const marks = {
  connect: '+',
  write: '>',
  read: '<',
  halfClose: '/',
  close: 'x',
  reset: '!',
  stall: '=',
  patience: '~',
  end: '.',
};

function briefly(entry: TraceEntry): string {
  const start = `${entry.connection}${marks[entry.kind]}`;
  if (entry.kind === 'end') return start + entry.how;
  if (entry.kind !== 'write' && entry.kind !== 'read') return start;
  return start + Buffer.from(entry.bytes).toString('utf8').replaceAll('\n', '|');
}

/** All that was read on a connection. */
export function heard(run: ScenarioRun, connection: number): string {
  return run.trace
    .map((entry) =>
      entry.kind === 'read' && entry.connection === connection ? Buffer.from(entry.bytes).toString('utf8') : '',
    )
    .join('');
}
