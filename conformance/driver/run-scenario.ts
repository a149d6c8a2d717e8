import { performance } from 'node:perf_hooks';
import type { Protocol } from '../../runtime/index.js';
import type { Judgement, Owed } from '../oracle/judgement.js';
import type { Trace } from '../oracle/trace.js';
import { createFresh } from '../scenario/fresh.js';
import type { Scenario, Step } from '../scenario/scenario.js';
import { CaseRun } from './case-run.js';
import { checkScenario } from './check-scenario.js';
import { performBlock } from './concurrent.js';
import type { ClientConnection, Target } from './connection.js';
import type { Judge } from './judge.js';
import { resolveLateness } from './lateness.js';
import { type Limits, limitsWith } from './limits.js';
import { OutgoingMessages } from './messages.js';
import type { Problem } from './problem.js';
import { performAlone } from './sequential.js';
import { Stopped } from './stopped.js';
import { poll } from './turns.js';

export interface RunOptions {
  readonly protocol: Protocol;
  readonly target: Target;
  readonly scenario: Scenario;
  /** The run's number: its fresh values are made from it, so no two runs at one server should share one. */
  readonly number: number;
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  /** Who rests does so until this is aborted, however long the scenario says. */
  readonly resting?: AbortSignal | undefined;
  /** A new one, with an empty trace. */
  readonly judge: Judge;
  /** Called once it is judged, while its connections are being closed: what is to be thought of it takes no time of its own. */
  readonly meanwhile?: (run: ScenarioRun) => void;
}

/** What became of a scenario at a server. */
export interface ScenarioRun {
  readonly trace: Trace;
  /** When each entry of the trace happened, in milliseconds since the first. */
  readonly times: readonly number[];
  readonly judgement: Judgement;
  readonly ms: number;
  /** Whole steps that were gone through; fewer than the scenario has when something stopped it. */
  readonly steps: number;
  /** Steps in which something was received. */
  readonly roundTrips: number;
  /** The longest that a step has taken. */
  readonly slowestMs: number;
  /** How many milliseconds steps have taken for each byte that was written in them, where it was many. */
  readonly paces: readonly number[];
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Something was not there when its time was up, so the steps after it were not taken; `judgement` says what came of it. */
  readonly late?: Lateness;
  /** How long it had been waited for when it came, or was given up: `late.ms`. */
  readonly lateMs?: number;
  readonly problem?: Problem;
}

export interface Lateness {
  /** The step, counted from 0. */
  readonly step: number;
  /** `quiet`: nothing came for too long. `hard`: it went on coming, for too long: slowness rather than silence. */
  readonly why: 'quiet' | 'hard';
  readonly owed: readonly Owed[];
  /** Those who were made to leave, so that their leaving might convict. */
  readonly left: readonly number[];
  readonly ms: number;
}

/**
 * Plays a scenario at a server and returns what happened. Every step waits for what it owes and for nothing else.
 * Nothing of it is left when the promise settles: no socket, no timer, no listener.
 * @throws DriverError for a scenario that can't be played; whatever the judge throws.
 */
export async function runScenario(options: RunOptions): Promise<ScenarioRun> {
  checkScenario(options.scenario);
  const started = performance.now();
  const { model } = options.protocol;
  const run = new CaseRun({
    target: options.target,
    clients: options.scenario.clients,
    limits: limitsWith(options.limits),
    judge: options.judge,
    idleMs: model.transport.idleMs,
    signal: options.signal,
    resting: options.resting,
  });
  let leaving: Promise<void> | undefined;
  try {
    const progress = { steps: 0, roundTrips: 0, slowestMs: 0, stepStarted: started };
    const { judgement, late } = await judged(run, options, progress);
    const { steps, roundTrips, slowestMs } = progress;
    const { leaveMs, leaveFoundMs } = run.setup.limits;
    leaving = run.dispose(
      politeness(run, judgement),
      judgement.kind === 'complete' ? leaveMs : Math.min(leaveMs, leaveFoundMs),
    );
    const result: ScenarioRun = {
      trace: options.judge.trace,
      times: run.recorder.times,
      judgement,
      ms: performance.now() - started,
      steps,
      roundTrips,
      slowestMs,
      paces: run.deadline.paces,
      sentBytes: run.recorder.sentBytes,
      receivedBytes: run.recorder.receivedBytes,
      ...(late === undefined ? {} : { late, lateMs: late.ms }),
      ...(run.problem === undefined ? {} : { problem: run.problem }),
    };
    if (options.meanwhile !== undefined) {
      // What ends a connection goes out when the event loop comes round: then the server is at work, and there is time.
      await poll();
      options.meanwhile(result);
    }
    await leaving;
    return { ...result, ms: performance.now() - started };
  } finally {
    await (leaving ?? run.dispose(() => false));
  }
}

async function judged(
  run: CaseRun,
  options: RunOptions,
  progress: Progress,
): Promise<{ readonly judgement: Judgement; readonly late?: Lateness }> {
  try {
    return { judgement: await playSteps(run, options, progress) };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const { reason } = error;
    if (reason.kind === 'judged') return { judgement: reason.judgement };
    if (reason.kind === 'late') {
      const { judgement, left } = await resolveLateness(run, reason.judgement);
      const ms = performance.now() - progress.stepStarted;
      return { judgement, late: { step: progress.steps, why: reason.why, owed: reason.judgement.owed, left, ms } };
    }
    // No time is left for a whole search when somebody wants to go.
    return { judgement: run.problem?.kind === 'aborted' ? run.watch.last() : run.watch.judgeFully() };
  }
}

interface Progress {
  steps: number;
  roundTrips: number;
  slowestMs: number;
  stepStarted: number;
}

async function playSteps(
  run: CaseRun,
  { protocol, scenario, number }: RunOptions,
  progress: Progress,
): Promise<Judgement> {
  const framing = protocol.model.framing.client;
  const messages = new OutgoingMessages(createFresh(protocol, number));
  run.watch.changed();
  for (const [i, step] of scenario.steps.entries()) {
    run.check();
    progress.stepStarted = performance.now();
    const before = run.recorder.receivedBytes;
    try {
      if (step.kind === 'act') {
        const performed = performAlone(run, step.action, messages, framing.kind);
        await Promise.all([performed, prepare(messages, step, scenario.steps[i + 1])]);
      } else await performBlock(run, step.lanes, messages, framing);
    } finally {
      progress.slowestMs = Math.max(progress.slowestMs, performance.now() - progress.stepStarted);
      if (run.recorder.receivedBytes > before) progress.roundTrips += 1;
    }
    progress.steps += 1;
  }
  // What has arrived by now is judged too, though nobody waits for it.
  run.deadline.start();
  await poll();
  return run.settle();
}

/** What is written next is made while the server is at work. */
async function prepare(messages: OutgoingMessages, step: Step, next: Step | undefined): Promise<void> {
  const isAllOut = step.kind === 'act' && (step.action.kind !== 'write' || step.action.writes.length === 1);
  if (!isAllOut || next?.kind !== 'act' || next.action.kind !== 'write') return;
  const [payload] = next.action.writes;
  if (payload !== undefined) messages.prepare(payload);
}

/**
 * To whom the server is given time to say goodbye. Not to those who have had it; not when somebody wants to go; not
 * where more would come than can be read.
 */
function politeness(run: CaseRun, judgement: Judgement): (connection: ClientConnection) => boolean {
  return (connection) => {
    if (run.problem?.kind === 'aborted' || run.problem?.kind === 'flood') return false;
    const waited = connection.cut === 'halfClose' && judgement.kind !== 'violation';
    return !waited && !connection.failed;
  };
}
