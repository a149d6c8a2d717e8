const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

type Signal = keyof typeof STATUS;

/** Ctrl-C and its like: the first ends the run in order, the second at once. */
export class Interruption {
  private readonly controller = new AbortController();
  private received: Signal | undefined;

  readonly signal: AbortSignal = this.controller.signal;

  private readonly listener = (signal: Signal): void => {
    // Whoever waits for the end of the process sees in its status that it was not ours to choose.
    if (this.received !== undefined) process.exit(STATUS[signal]);
    this.received = signal;
    this.controller.abort();
  };

  /** Ends the run in order, for a reason that asks for no status of its own. */
  readonly abort = (): void => this.controller.abort();

  listen(): void {
    for (const signal of Object.keys(STATUS)) process.on(signal, this.listener);
  }

  stop(): void {
    for (const signal of Object.keys(STATUS)) process.off(signal, this.listener);
  }

  /** The exit status that it asks for, if it came. */
  get status(): number | undefined {
    return this.received === undefined ? undefined : STATUS[this.received];
  }
}
