import type { Failure } from './events.js';

/** In so many cases something must have been seen before which nothing had run that is known to be broken. */
const ENOUGH = 3;

interface Sightings {
  readonly failure: Failure;
  readonly reason: string;
  /** For each case in which it was seen, the clauses and branches that may have run at that server by then; undefined: any. */
  readonly ran: (ReadonlySet<string> | undefined)[];
}

/** What was seen in a case and in no replay of it: whether it stands is known when the run is over. */
export class Held {
  private readonly held = new Map<string, Sightings>();

  /** `ran`: what may have run, by then, at the server at which it was seen; undefined: anything. */
  add(failure: Failure, reason: string, ran: ReadonlySet<string> | undefined): void {
    const { requirement } = failure;
    const sightings = this.held.get(requirement) ?? { failure, reason, ran: [] };
    sightings.ran.push(ran);
    this.held.set(requirement, sightings);
  }

  has(requirement: string): boolean {
    return this.held.has(requirement);
  }

  /**
   * Ends the holding. It stands where nothing is broken that it may come of: nothing else at all, or nothing that may have
   * run before it, in case after case. What is known to fail stands too.
   */
  release(broken: ReadonlySet<string>): {
    readonly stands: readonly Failure[];
    readonly doubted: readonly Sightings[];
  } {
    const held = [...this.held.values()].filter(({ failure }) => !broken.has(failure.requirement));
    this.held.clear();
    const stands = ({ failure, ran }: Sightings): boolean => {
      if (broken.size === 0 || failure.known !== undefined) return true;
      return ran.filter((ids) => ids !== undefined && ![...ids].some((id) => broken.has(id))).length >= ENOUGH;
    };
    return {
      stands: held.filter(stands).map(({ failure }) => failure),
      doubted: held.filter((one) => !stands(one)),
    };
  }
}
