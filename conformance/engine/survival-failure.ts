import type { CaseResult, Failure } from './events.js';

/** What is known of the end of a server's service beside the case that brought it about. */
export type SurvivalFinding = Pick<Failure, 'confirmed' | 'hint' | 'process' | 'interrupted'>;

/** That a server serves nobody any more, since this case: it shows on no stream of the exchange, but after it. */
export function survivalFailure(
  requirement: string,
  { scenario, trace, times, id }: CaseResult,
  rest: SurvivalFinding,
): Failure {
  return {
    requirement,
    level: 'must',
    fault: {
      kind: 'refused',
      connection: 0,
      offset: 0,
      clause: requirement,
      acceptable: [],
      got: new Uint8Array(),
      entry: trace.length,
    },
    scenario,
    trace,
    times,
    found: id,
    ...rest,
  };
}
