import type { Scenario } from '../scenario/scenario.js';
import type { Attempt } from './attempt.js';
import type { Finding } from './finding.js';

/** How often a finding showed again on fresh connections. */
export interface Confirmation {
  readonly failed: number;
  readonly tries: number;
}

export interface ConfirmOptions {
  /** `missed`: what has been missed in vain by an earlier replay, and is known to be broken: it need not be waited for in full again. */
  attempt(scenario: Scenario, missed: ReadonlySet<string>): Promise<Attempt>;
  /** Whether the server still serves somebody who comes anew. */
  serves(): Promise<boolean>;
  /** An earlier case has shown a fault: what only shows now and never again may be its doing. */
  readonly tainted: boolean;
  /** What is known to be broken: a replay that shows that instead explains what was found. */
  broken(): ReadonlySet<string>;
  /** Why what came may be due to what was before the case, where it may. */
  readonly outside?: string | undefined;
  /** How many replays there are at most. */
  readonly most?: number;
  /** So many are enough where it shows in all of them. */
  readonly enough?: number;
  readonly signal: AbortSignal;
}

/** What confirming came to. */
export type Confirmed = Confirmation &
  (
    | { readonly kind: 'believed' }
    /** `unlessAlone`: where nothing else is broken that it may come of, it stands all the same. */
    | { readonly kind: 'doubted'; readonly reason: string; readonly unlessAlone?: true }
    /** It is the doing of a requirement that is known to be broken. */
    | { readonly kind: 'explained' }
    /** It was not brought to its end. */
    | { readonly kind: 'interrupted' }
  );

/** What rests on waiting costs a deadline each time; what does not is quick. */
const LATE_TRIES = 2;
const QUICK_TRIES = 10;
const QUICK_MS = 3_000;
/** What has not shown again yet is tried so often at least, however long that takes. */
const LEAST_TRIES = 4;

/**
 * Replays a scenario on fresh connections. What was only late is believed if it is late every time while the server
 * still serves others; a violation stands by itself, and the count says how sure it shows.
 */
export async function confirm(scenario: Scenario, finding: Finding, options: ConfirmOptions): Promise<Confirmed> {
  const most = Math.min(finding.late ? LATE_TRIES : QUICK_TRIES, options.most ?? QUICK_TRIES);
  const started = performance.now();
  let tries = 0;
  let failed = 0;
  let explained = 0;
  let instead: string | undefined;
  const missed = new Set<string>();
  while (tries < most) {
    if (failed === tries && failed >= (options.enough ?? most)) break;
    const least = failed === 0 ? LEAST_TRIES : 1;
    if (!finding.late && tries >= least && performance.now() - started > QUICK_MS) break;
    const attempt = await options.attempt(scenario, missed);
    if (attempt.kind === 'aborted' || options.signal.aborted) return { kind: 'interrupted', failed, tries };
    tries++;
    if (attempt.kind === 'found' && options.broken().has(attempt.finding.fault.clause)) {
      explained++;
      if (attempt.finding.late) missed.add(attempt.finding.fault.clause);
    }
    if (shows(attempt, finding)) failed++;
    // One timely answer is enough to know that waiting alone convicts nobody.
    else if (finding.late) {
      instead = attempt.kind === 'found' ? attempt.finding.fault.clause : undefined;
      break;
    }
    if (attempt.kind === 'no-service') break;
  }
  const count = { failed, tries };
  if (failed === 0 && explained > 0) return { kind: 'explained', ...count };
  if (!finding.late && failed === 0 && options.outside !== undefined) {
    const reason = `${options.outside}, and it did not come again in ${tries} ${tries === 1 ? 'replay' : 'replays'}`;
    // What was played beside others may be their doing, though none of them was found to be broken.
    return { kind: 'doubted', ...count, reason, ...(options.tainted ? {} : { unlessAlone: true }) };
  }
  if (!finding.late) {
    if (!options.tainted || failed * 2 >= tries) return { kind: 'believed', ...count };
    const reason = `it showed again in ${failed} of ${tries} replays only, on a server that an earlier case had harmed`;
    return { kind: 'doubted', ...count, reason };
  }
  if (failed < tries) {
    const reason =
      instead === undefined
        ? `it was late once, and in time when it was tried again (${failed} of ${tries} late)`
        : `it was late once, and when it was tried again ${instead} was broken first`;
    return { kind: 'doubted', ...count, reason };
  }
  const serves = await options.serves();
  if (options.signal.aborted) return { kind: 'interrupted', ...count };
  return serves
    ? { kind: 'believed', ...count }
    : { kind: 'doubted', ...count, reason: 'the server no longer answers anybody' };
}

/** Whether an attempt shows the same requirement broken. */
export function shows(attempt: Attempt, finding: Finding): boolean {
  return attempt.kind === 'found' && attempt.finding.fault.clause === finding.fault.clause;
}
