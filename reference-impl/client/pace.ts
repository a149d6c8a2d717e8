import { type ExpectedAnswer, holdsAnswer } from './expected-answer.js';
import type { Patience } from './patience.js';

/** No answer is looked for further back. */
const windowLength = 64 * 1024;

/** A server that once took so long to answer may take a while to read, too: so many times longer is waited for it. */
const slowness = 8;

/** But never longer than so many times `quietMs`. */
const longestQuiet = 10;

/**
 * Tells when the last text has been dealt with. Under chunk framing nothing on the wire divides two messages, and a
 * server takes what one read brings for one: two texts sent without a pause become a third. So the next waits until the
 * answer to the last has come; where the spec promises none, a short while; and never longer than `patience` says.
 */
export class Pace {
  private read = '';
  private since = performance.now();
  private waiting: { readonly resolve: () => void; readonly timer: NodeJS.Timeout } | undefined;
  private settled: boolean;
  private slowestAnswer = 0;

  constructor(
    private expected: ExpectedAnswer,
    private readonly patience: Patience,
  ) {
    // Whoever is not greeted need not wait.
    this.settled = expected.texts.length === 0;
  }

  /** A text has gone out, and this should come of it. */
  sent(expected: ExpectedAnswer): void {
    this.expected = expected;
    this.read = '';
    this.since = performance.now();
    this.settled = false;
  }

  /** A text has come. */
  heard(text: string): void {
    if (this.settled) return;
    this.read = (this.read + text).slice(-windowLength);
    if (!holdsAnswer(this.read, this.expected)) return;
    this.slowestAnswer = Math.max(this.slowestAnswer, performance.now() - this.since);
    this.settle();
  }

  /** Resolves when the answer to what was sent last has come, or need not be waited for any longer. */
  answered(): Promise<void> {
    if (this.settled) return Promise.resolve();
    const bound = this.expected.certain ? this.patience.answerMs : this.quiet();
    const left = this.since + bound - performance.now();
    return new Promise((resolve) => {
      this.waiting = { resolve, timer: setTimeout(() => this.settle(), Math.max(0, left)) };
    });
  }

  /** Nothing will come any more. */
  stop(): void {
    this.settle();
  }

  private quiet(): number {
    const { quietMs } = this.patience;
    return Math.min(Math.max(quietMs, this.slowestAnswer * slowness), quietMs * longestQuiet);
  }

  private settle(): void {
    this.settled = true;
    clearTimeout(this.waiting?.timer);
    this.waiting?.resolve();
    this.waiting = undefined;
  }
}
