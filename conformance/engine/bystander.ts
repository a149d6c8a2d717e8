import type { CasePlan } from '../families/family.js';
import { isDeed } from '../oracle/trace.js';
import type { Scenario, Step } from '../scenario/scenario.js';
import type { Attempt } from './attempt.js';
import type { Attempts } from './attempts.js';
import type { Service } from './service.js';

/** More than what was seen, so that it shows again. */
const MORE_MS = 300;
/** For how long others may have to wait for an answer while somebody says nothing. */
const PROBE_MS = 1_000;

/** A case that has been played beside others. */
export interface Beside {
  /** With the rest that was taken. */
  readonly plan: CasePlan;
  readonly attempt: Attempt;
}

interface Playing {
  readonly attempts: Attempts;
  readonly attempt: Promise<Attempt>;
  readonly rest: AbortController;
  readonly end: AbortController;
  /** Which of the service's servers it is played at. */
  readonly generation: number;
}

/** Plays one case while all others are played at the same server: who rests in it rests for as long as they take. */
export class Bystander {
  private playing: Playing | undefined;
  private givenUp = false;

  constructor(
    readonly plan: CasePlan,
    private readonly service: Service,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Begins, and anew at each fresh server. Where nobody else is served while somebody says nothing, it is let go at once:
   * that is for a case of its own to show, and no other would be played to its end.
   */
  async keep(): Promise<void> {
    if (this.givenUp || this.signal.aborted || this.playing?.generation === this.service.generation) return;
    // That its process has ended is for the next case to tell of.
    if (this.service.death !== undefined) return;
    await this.abandon();
    const { plan, service } = this;
    const [rest, end] = [new AbortController(), new AbortController()];
    const attempts = service.attempts.beside(AbortSignal.any([this.signal, end.signal]), rest.signal);
    const attempt = attempts.once(plan.scenario);
    // Whoever awaits it later is told; until then nobody does.
    attempt.catch(() => undefined);
    const playing = { attempts, attempt, rest, end, generation: service.generation };
    this.playing = playing;
    const letGo = (): void => {
      this.givenUp = true;
      rest.abort();
    };
    // Before whoever waits for it gives up: some servers never get over that.
    const timer = setTimeout(letGo, PROBE_MS);
    if (!(await service.serves(true)) && service.death === undefined) letGo();
    clearTimeout(timer);
    if (!this.givenUp) return;
    // It has met whoever waited for it: nothing is to be said of either.
    await attempt;
    service.attempts.heed(attempts);
    this.playing = undefined;
  }

  /** Lets it go on to its end, now that the others have come to theirs; undefined: it is to be played by itself. */
  async finish(): Promise<Beside | undefined> {
    const { playing, service, plan } = this;
    if (playing === undefined) return undefined;
    this.playing = undefined;
    playing.attempts.heed(service.attempts);
    playing.rest.abort();
    const attempt = await playing.attempt;
    // It was not begun at this server, or nobody could be connected beside the others: which says nothing of it yet.
    if (playing.generation !== service.generation || attempt.kind === 'no-service') return undefined;
    // Only who was cut off has to rest as long again.
    const isCutOff = attempt.kind === 'found' && !attempt.finding.late;
    const scenario = isCutOff ? resting(plan.scenario, restOf(attempt)) : plan.scenario;
    return { plan: { ...plan, scenario }, attempt: { ...attempt, scenario } };
  }

  /** Ends it, wherever it is. */
  async abandon(): Promise<void> {
    this.playing?.end.abort();
    await this.playing?.attempt;
    this.playing = undefined;
  }
}

/** How long the first that connected said nothing, or until it was cut off. */
function restOf({ run: { trace, times } }: Attempt): number {
  const spoke = trace.findIndex((entry, at) => at > 0 && isDeed(entry));
  const until = times[spoke < 0 ? trace.length - 1 : spoke] ?? 0;
  return Math.ceil(until - (times[0] ?? 0)) + MORE_MS;
}

/** The scenario with rests of so many milliseconds. */
function resting(scenario: Scenario, ms: number): Scenario {
  const steps = scenario.steps.map((step): Step => {
    if (step.kind !== 'act' || step.action.kind !== 'rest') return step;
    return { ...step, action: { ...step.action, ms } };
  });
  return { ...scenario, steps };
}
