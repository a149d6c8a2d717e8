import type { Protocol } from '../../runtime/index.js';
import type { GrammarTally } from '../grammar/grammar-tally.js';
import type { Failure, RunEvent } from './events.js';
import type { Interruption } from './halt.js';
import type { KnownFailures } from './known-failures.js';
import type { ObservedOrder } from './observed-order.js';
import type { Pace } from './pace.js';
import type { Standstill } from './standstill.js';
import type { Tally } from './tally.js';

/** What the workers of a run share. */
export interface Run {
  readonly protocol: Protocol;
  readonly tally: Tally;
  readonly grammar: GrammarTally;
  readonly standstill: Standstill;
  readonly known: KnownFailures;
  readonly interruption: Interruption;
  /** Requirements that a worker is looking into: another one waits until it is known what came of it. */
  readonly inquiries: Map<string, Promise<void>>;
  readonly order: ObservedOrder;
  readonly pace: Pace;
  isJudged(requirement: string): boolean;
  /** Whether any server of the run has ever answered. */
  answered(): boolean;
  count(kind: 'run' | 'blocked'): number;
  emit(event: RunEvent): void;
}

/** A failure is counted and told. */
export function tell({ tally, emit }: Pick<Run, 'tally' | 'emit'>, failure: Failure): void {
  tally.fail(failure);
  emit({ kind: 'failure', failure });
}
