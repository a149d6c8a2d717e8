import type { Protocol } from '../../runtime/index.js';
import type { ExitStatus, Failure, Report, Requirement } from '../engine/events.js';
import { requirementsOf } from '../engine/requirements.js';

/** A run that is over, with what the reporters need beside its report. */
export interface FinishedRun {
  /** The protocol. */
  readonly protocol: Protocol;
  /** What the run said. */
  readonly report: Report;
  /** The file that each failure was saved in, where it was. */
  readonly replays: ReadonlyMap<Failure, string>;
  /** One case was played again: what the others would say is not asked. */
  readonly single?: boolean;
}

/** All that a protocol's servers are held to, by id. */
export function requirementsById(protocol: Protocol): ReadonlyMap<string, Requirement> {
  return new Map(requirementsOf(protocol.model).map((requirement) => [requirement.id, requirement]));
}

/** The status of several runs: a broken MUST before what could not be judged. */
export function worstStatus(statuses: readonly ExitStatus[]): ExitStatus {
  return ([2, 1, 3] as const).find((status) => statuses.includes(status)) ?? 0;
}
