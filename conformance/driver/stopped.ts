import type { Judgement } from '../oracle/judgement.js';

/** Why no further step is taken. */
export type StopReason =
  /** Final: a violation, or a search that was given up. */
  | { readonly kind: 'judged'; readonly judgement: Judgement }
  /** Something is owed and its time is up: `quiet`, nothing came for too long; `hard`, the step took too long. */
  | { readonly kind: 'late'; readonly judgement: Judgement & { kind: 'late' }; readonly why: 'quiet' | 'hard' }
  /** Said in the run's `problem`. */
  | { readonly kind: 'problem' }
  /** Another part of the same step was stopped. */
  | { readonly kind: 'halted' };

/** Thrown through whatever is under way in a run, and caught by the runner alone. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor(readonly reason: StopReason) {
    super(reason.kind);
  }
}
