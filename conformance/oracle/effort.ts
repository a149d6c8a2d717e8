/** Looking at a trace has become too dear: what is asked can't be said. */
export class EffortSpent extends Error {
  readonly code = 'effort-spent';

  constructor() {
    super('the server has sent more than can be looked at');
    this.name = 'EffortSpent';
  }
}

/**
 * Bounds what a judgement may cost where a server decides how much there is to look at: a text that the server chooses can
 * end in as many places as a stream has bytes, and each of them is a place where another one can begin. It counts bytes
 * and places and no time, so that a judgement is the same on every machine.
 */
export class Effort {
  private spent = 0;

  constructor(private readonly most: number) {}

  /** A new judgement begins. */
  renew(): void {
    this.spent = 0;
  }

  /** @throws EffortSpent */
  spend(bytes: number): void {
    this.spent += bytes;
    if (this.spent > this.most) throw new EffortSpent();
  }
}
