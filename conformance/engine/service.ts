import type { Protocol } from '../../runtime/index.js';
import { withPoliteEnd } from '../scenario/ending.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Attempt, wasServed } from './attempt.js';
import type { Attempts } from './attempts.js';
import type { Finding } from './finding.js';
import type { Death, Server, Servers } from './servers.js';

type Tail<List> = List extends [unknown, ...infer Rest] ? Rest : never;

/** What was still on its way to somebody who has gone is over by then. */
const HARM_TRIES = 3;

/** The server of one worker: whether it serves, and a fresh one where that can be had. */
export class Service {
  private readonly probe: Scenario;
  /** How many servers there have been. */
  generation = 1;

  private constructor(
    protocol: Protocol,
    private readonly servers: Servers,
    private server: Server,
    readonly attempts: Attempts,
  ) {
    this.probe = withPoliteEnd(protocol, {
      clients: ['Probe'],
      steps: [{ kind: 'act', action: { kind: 'connect', client: 0 } }],
    });
  }

  static async open(protocol: Protocol, servers: Servers, attemptsAt: (server: Server) => Attempts): Promise<Service> {
    const server = await servers.open();
    return new Service(protocol, servers, server, attemptsAt(server));
  }

  get replaceable(): boolean {
    return this.server.replaceable;
  }

  /** How its process has ended, if it has. */
  get death(): Death | undefined {
    return this.server.death;
  }

  /** Plays a scenario once; on a fresh server where the last one's process has ended. */
  async attempt(scenario: Scenario, ...how: Tail<Parameters<Attempts['once']>>): Promise<Attempt> {
    if (this.server.death !== undefined) await this.renew();
    return this.attempts.once(scenario, ...how);
  }

  /**
   * Whether somebody who comes anew is served: logs in where there is a login, and leaves. `asItIs`: by this server, though
   * its process has ended.
   */
  async serves(asItIs = false): Promise<boolean> {
    for (let tries = 0; tries < 2; tries++) {
      const attempt = await (asItIs ? this.attempts.once(this.probe) : this.attempt(this.probe));
      // A finding of its own is no silence: somebody answered.
      if (attempt.kind !== 'no-service' && (attempt.kind !== 'found' || wasServed(attempt))) return true;
    }
    return false;
  }

  /**
   * What whoever comes anew is shown wrong, each time: by a server that has served others well, the doing of what came
   * before. Undefined: somebody was served as one should be, or not at all.
   */
  async harm(): Promise<Finding | undefined> {
    let harm: Finding | undefined;
    for (let tries = 0; tries < HARM_TRIES; tries++) {
      const attempt = await this.attempt(this.probe);
      if (attempt.kind !== 'found' || !wasServed(attempt)) return undefined;
      harm = attempt.finding;
    }
    return harm;
  }

  /** Puts a fresh server in the place of this one, where that can be had. */
  async renew(): Promise<void> {
    if (!this.server.replaceable) return;
    await this.server.stop();
    this.server = await this.servers.open();
    this.generation += 1;
    this.attempts.moveTo(this.server);
  }

  close(): Promise<void> {
    return this.server.stop();
  }
}
