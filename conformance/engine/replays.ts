import type { Limits } from '../driver/limits.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Attempt } from './attempt.js';
import { strangerIn } from './elsewhere.js';
import type { Service } from './service.js';

/** A server that is shown to be wrong again and again gets less time to say goodbye each time. */
export const REPLAY_LEAVE_MS = 60;

/** Plays scenarios in which something was found once more. */
export class Replays {
  /** Which of the service's servers has shown something in a replay. */
  private used: number | undefined;

  constructor(readonly service: Service) {}

  /** Whatever has shown at it before: what it shows again is as good. */
  once(scenario: Scenario, limits: Partial<Limits> = {}): Promise<Attempt> {
    return this.service.attempt(scenario, { leaveMs: REPLAY_LEAVE_MS, ...limits });
  }

  /**
   * On a fresh server where that can be had and the last one has shown something: what comes of that could be taken for
   * what is asked for, or come instead. What bears the name of somebody who was there before is not of this scenario either.
   */
  async apart(scenario: Scenario, limits: Partial<Limits> = {}): Promise<Attempt> {
    const { service } = this;
    if (this.used === service.generation) await service.renew();
    let attempt = await this.once(scenario, limits);
    if (attempt.kind === 'found' && strangerIn(attempt) !== undefined && service.replaceable) {
      await service.renew();
      attempt = await this.once(scenario, limits);
    }
    if (attempt.kind !== 'accepted') this.leaveServer();
    return attempt;
  }

  /** By itself: a server may not have told yet what it has to tell of those who came before. */
  alone(scenario: Scenario, limits: Partial<Limits> = {}): Promise<Attempt> {
    this.leaveServer();
    return this.apart(scenario, limits);
  }

  /** The next one is for another server. */
  leaveServer(): void {
    this.used = this.service.generation;
  }

  /** The next one is for the same server, whatever it has shown. */
  keepServer(): void {
    this.used = undefined;
  }
}
