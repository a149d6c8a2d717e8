import type { Failure } from '../engine/events.js';
import { exchangeLines } from './exchange.js';
import { type FinishedRun, requirementsById } from './run.js';

/** A failure as the terminal shows it, without colours, for the reports that carry it along. */
export function plainExchange(
  run: Pick<FinishedRun, 'protocol'>,
  failure: Failure,
  { number, seed, again }: { readonly number: number; readonly seed: number; readonly again: readonly string[] },
): string {
  return exchangeLines(failure, {
    protocol: run.protocol,
    requirement: requirementsById(run.protocol).get(failure.requirement),
    number,
    seed,
    again,
  }).join('\n');
}
