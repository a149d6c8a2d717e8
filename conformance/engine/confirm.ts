import type { Scenario } from '../scenario/scenario.js';
import type { Attempt, Attempts } from './attempt.js';
import type { Finding } from './finding.js';

/** How often a finding showed again on fresh connections. */
export interface Confirmation {
  readonly failed: number;
  readonly tries: number;
}

export interface ConfirmOptions {
  readonly attempts: Attempts;
  /** Whether the server still serves somebody who comes anew. */
  serves(): Promise<boolean>;
  /** An earlier case has shown a fault: what only shows now and never again may be its doing. */
  readonly tainted: boolean;
  readonly signal?: AbortSignal;
}

/** What rests on waiting costs a deadline each time; what does not is quick. */
const LATE_TRIES = 2;
const QUICK_TRIES = 10;
const QUICK_MS = 3_000;

/**
 * Replays a scenario on fresh connections. What was only late is believed if it is late every time while the server
 * still serves others; a violation stands by itself, and the count says how sure it shows.
 */
export async function confirm(
  scenario: Scenario,
  finding: Finding,
  options: ConfirmOptions,
): Promise<Confirmation & { readonly believed: boolean; readonly reason: string }> {
  const tries = finding.late ? LATE_TRIES : QUICK_TRIES;
  const started = performance.now();
  let done = 0;
  let failed = 0;
  while (done < tries && options.signal?.aborted !== true) {
    if (!finding.late && done > 0 && performance.now() - started > QUICK_MS) break;
    const attempt = await options.attempts.once(scenario);
    done++;
    if (shows(attempt, finding)) failed++;
    // One timely answer is enough to know that waiting alone convicts nobody.
    else if (finding.late) break;
    if (attempt.kind === 'no-service') break;
  }
  if (!finding.late) {
    const believed = !options.tainted || failed * 2 >= done;
    return {
      failed,
      tries: done,
      believed,
      reason: believed
        ? ''
        : `it showed again in ${failed} of ${done} replays only, on a server that an earlier case had harmed`,
    };
  }
  if (failed < done || done === 0) {
    return {
      failed,
      tries: done,
      believed: false,
      reason: `it was late once, and in time when it was tried again (${failed} of ${done} late)`,
    };
  }
  const believed = await options.serves();
  return { failed, tries: done, believed, reason: believed ? '' : 'the server no longer answers anybody' };
}

/** Whether an attempt shows the same requirement broken. */
export function shows(attempt: Attempt, finding: Finding): boolean {
  return attempt.kind === 'found' && attempt.finding.fault.clause === finding.fault.clause;
}
