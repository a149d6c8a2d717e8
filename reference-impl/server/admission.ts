import type { AdmissionLimit } from './events.js';
import type { Limits } from './limits.js';
import { networkOf } from './network.js';

/** Counts the connections, in all and by network, and says who may come in. */
export class Admission {
  private readonly byNetwork = new Map<string, number>();
  private count = 0;

  constructor(private readonly limits: Pick<Limits, AdmissionLimit>) {}

  /** How many are in. */
  get connections(): number {
    return this.count;
  }

  /** Takes one in, or says which limit is in the way. */
  enter(address: string): AdmissionLimit | undefined {
    const network = networkOf(address);
    const there = this.byNetwork.get(network) ?? 0;
    if (this.count >= this.limits.connections) return 'connections';
    if (there >= (this.limits.connectionsPerAddress ?? Number.POSITIVE_INFINITY)) return 'connectionsPerAddress';
    this.count += 1;
    this.byNetwork.set(network, there + 1);
    return undefined;
  }

  /** One that was taken in is gone. */
  leave(address: string): void {
    const network = networkOf(address);
    const there = this.byNetwork.get(network) ?? 0;
    this.count -= 1;
    if (there > 1) this.byNetwork.set(network, there - 1);
    else this.byNetwork.delete(network);
  }
}
