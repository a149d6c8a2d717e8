/** Why a run stopped before its last case. */
export type Halt =
  | { readonly kind: 'unreachable'; readonly reason: string; readonly notRun?: boolean }
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'aborted' | 'timeout'; readonly reason: string };

/** Those who may end a run before its last case: its caller, and its time. */
export class Interruption {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly listener = (): void => this.end({ kind: 'aborted', reason: 'the run was interrupted' });
  readonly signal: AbortSignal = this.controller.signal;
  halt: Halt | undefined;

  constructor(
    private readonly caller: AbortSignal | undefined,
    timeoutMs: number | undefined,
  ) {
    caller?.addEventListener('abort', this.listener, { once: true });
    if (caller?.aborted === true) this.listener();
    // A timer of our own: Node may collect a signal with a timeout that only a combined signal refers to.
    if (timeoutMs !== undefined)
      this.timer = setTimeout(
        () => this.end({ kind: 'timeout', reason: 'the time given for the run is over' }),
        timeoutMs,
      );
  }

  /** Nothing of it is left to wait for. */
  close(): void {
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.listener);
  }

  private end(halt: Halt): void {
    this.halt ??= halt;
    this.controller.abort();
  }
}
