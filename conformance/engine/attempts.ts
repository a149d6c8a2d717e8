import { setTimeout as sleep } from 'node:timers/promises';
import type { Protocol, World } from '../../runtime/index.js';
import { defaultLimits, type Limits } from '../driver/limits.js';
import { runScenario, type ScenarioRun } from '../driver/run-scenario.js';
import { DEFAULT_BOUND, TraceJudge } from '../oracle/judge.js';
import type { Stray } from '../oracle/strays.js';
import type { Scenario } from '../scenario/scenario.js';
import { PROBING, worldProbesOf } from '../scenario/world-probe.js';
import { type Accepted, type Attempt, attemptOf, hasBroken, wasServed } from './attempt.js';
import { deathText, type Server } from './servers.js';

export interface AttemptsOptions {
  readonly protocol: Protocol;
  readonly limits: Partial<Limits>;
  readonly signal: AbortSignal;
  /** The number of the first scenario: its values are made from it. */
  readonly firstNumber: number;
  /** Who rests does so until this is aborted. */
  readonly resting?: AbortSignal;
  /** Whether the server is known to break anything. */
  isBroken?(): boolean;
}

/** How soon a server that does not listen yet is asked again. */
const RETRY_MS = 50;
/** For how long something may still come of those who have gone, and of how many of them. */
const STRAY_MS = 10_000;
const MOST_STRAYS = 1_000;
/** More than there are cases in a run. */
const FAR_NUMBERS = 20_000;
/** From how many steps it is told how long a byte takes on its way, so much slower than usual it may be, and so long at least. */
const LEAST_PACES = 5;
const MOST_PACES = 200;
const PACE_MARGIN = 4;
const LEAST_MS_PER_BYTE = 1 / 64;
/** How long a server that is known to be broken may send what is beyond being judged, before the case is given up. */
const HOPELESS_MS = 300;
/** How long the end of a process may be in coming after its connections have broken. */
const DEATH_MS = 250;

/** Runs scenarios against one server, each with values of its own, so that none can be taken for an earlier one. */
export class Attempts {
  private number: number;
  /** What the server's variables were when the last case was over: they outlive connections. */
  private variables: World['variables'];
  /** Whether they are still that: not where others may have used the server, or a case was not explained to its end. */
  private certain: boolean;
  /** What may still come of those who have gone, to others: a server may close first and tell of it later. */
  private strays: (Stray & { readonly since: number })[] = [];
  /** How many milliseconds steps have lately taken for each byte that was written in them. */
  private paces: readonly number[] = [];
  /** Somebody has been connected to the server as it is now. */
  private listening = false;

  /** Whether a server has ever accepted a case's first connection and answered it. */
  answered = false;

  constructor(
    private readonly options: AttemptsOptions,
    private server: Server,
  ) {
    this.number = options.firstNumber;
    this.variables = options.protocol.session.initial.variables;
    this.certain = server.replaceable;
  }

  /** The world in which the next case starts, as far as it is known. */
  get world(): World {
    return { ...this.options.protocol.session.initial, variables: this.variables };
  }

  /** From now on against this one, which was just started. */
  moveTo(server: Server): void {
    this.server = server;
    this.listening = false;
    this.strays = [];
    this.variables = this.options.protocol.session.initial.variables;
    this.certain = true;
  }

  /** Others, of which one is played beside these at the same server, with values of its own. */
  beside(signal: AbortSignal, resting: AbortSignal): Attempts {
    return new Attempts({ ...this.options, signal, resting, firstNumber: this.number + FAR_NUMBERS }, this.server);
  }

  /** What those have left behind who were served by the same server may come in what is being run here, too. */
  heed({ strays }: Attempts): void {
    this.strays.push(...strays);
  }

  /** Asks the server for its variables where they are not known, as far as it tells somebody who has just come. */
  async learn(): Promise<void> {
    if (this.certain) return;
    this.certain = true;
    for (const { variable, scenario, world, read } of worldProbesOf(this.options.protocol)) {
      const { run } = await this.run(scenario, this.options.limits, undefined, world.variables);
      const { judgement, trace } = run;
      if (judgement.kind !== 'complete') continue;
      const heard = trace.flatMap((entry) =>
        entry.kind === 'read' && entry.connection === PROBING ? [entry.bytes] : [],
      );
      const value = read(Buffer.concat(heard));
      if (value !== undefined) this.variables = { ...this.variables, [variable]: value };
    }
  }

  /** `meanwhile` hears of what is accepted while its connections are being closed. */
  async once(
    scenario: Scenario,
    limits: Partial<Limits> = {},
    meanwhile?: (accepted: Accepted) => void,
  ): Promise<Attempt> {
    await this.learn();
    const attempt = await this.runOnceListening(scenario, { ...this.options.limits, ...limits }, meanwhile);
    const { run } = attempt;
    if (run.judgement.kind === 'complete' || run.judgement.kind === 'late')
      this.variables = run.judgement.world.variables;
    this.certain = run.judgement.kind === 'complete';
    if (wasServed(attempt) || attempt.kind === 'accepted') this.answered = true;
    const death = await this.server.settled(hasBroken(attempt) ? DEATH_MS : 0);
    if (death === undefined) return attempt;
    if (attempt.kind === 'no-service' && !this.listening)
      return { ...attempt, death, reason: `the command ended before anybody could be connected: ${deathText(death)}` };
    return { ...attempt, death };
  }

  /**
   * Where the server has only just been started, connecting is how it is waited for: the first connection that is had
   * is the scenario's own, since one that is made and dropped at once would be the end of some servers.
   */
  private async runOnceListening(
    scenario: Scenario,
    limits: Partial<Limits>,
    meanwhile?: (accepted: Accepted) => void,
  ): Promise<Attempt> {
    const { signal } = this.options;
    const until = performance.now() + this.server.startMs;
    for (;;) {
      const attempt = await this.run(scenario, limits, meanwhile);
      const { problem } = attempt.run;
      const absent =
        problem?.kind === 'refused' || problem?.kind === 'unreachable' || problem?.kind === 'reset-on-connect';
      if (!absent) this.listening = true;
      if (this.listening || signal.aborted || this.server.death !== undefined || performance.now() > until)
        return attempt;
      await sleep(RETRY_MS, undefined, { signal }).catch(ignoreAbort);
    }
  }

  private async run(
    scenario: Scenario,
    limits: Partial<Limits>,
    meanwhile?: (accepted: Accepted) => void,
    variables = this.variables,
  ): Promise<Attempt> {
    const { protocol, signal, resting } = this.options;
    const number = this.number++;
    this.forgetStrays();
    const judge = new TraceJudge(startingWith(protocol, variables), DEFAULT_BOUND, this.strays);
    let classified: Attempt | undefined;
    const asAttempt = (judged: ScenarioRun): Attempt => {
      classified ??= attemptOf(scenario, judged, judge);
      return classified;
    };
    const run = await runScenario({
      protocol,
      target: this.server.target,
      scenario,
      number,
      limits: {
        msPerByte: this.msPerByte,
        ...(this.options.isBroken?.() === true ? { hopelessMs: HOPELESS_MS } : {}),
        ...limits,
      },
      signal,
      resting,
      judge,
      meanwhile: (judged) => {
        const since = performance.now();
        this.strays.push(...judge.left.map((stray) => ({ ...stray, since })));
        const attempt = asAttempt(judged);
        if (attempt.kind === 'accepted') meanwhile?.(attempt);
      },
    });
    this.paces = [...this.paces, ...run.paces].slice(-MOST_PACES);
    // By now its connections are closed, too.
    return { ...asAttempt(run), run };
  }

  /** What a byte may take on its way: much, as long as nothing is known of that. */
  private get msPerByte(): number {
    const { paces } = this;
    if (paces.length < LEAST_PACES) return defaultLimits.msPerByte;
    const median = [...paces].sort((a, b) => a - b)[paces.length >> 1] ?? 0;
    return Math.max(LEAST_MS_PER_BYTE, PACE_MARGIN * median);
  }

  /** Those of long ago, and the oldest where there are many: they stand in the order in which they went. */
  private forgetStrays(): void {
    const { strays } = this;
    const oldest = performance.now() - STRAY_MS;
    let left = Math.max(0, strays.length - MOST_STRAYS);
    while ((strays[left]?.since ?? oldest) < oldest) left += 1;
    if (left > 0) this.strays = strays.slice(left);
  }
}

/** The loop looks at the signal itself. */
function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

/** The protocol, judged from a world with these variables on. */
function startingWith(protocol: Protocol, variables: World['variables']): Protocol {
  const { session } = protocol;
  if (variables === session.initial.variables) return protocol;
  return { ...protocol, session: { ...session, initial: { ...session.initial, variables } } };
}
