import type { Protocol } from '../../runtime/index.js';
import { defaultLimits } from '../driver/limits.js';
import type { CasePlan } from '../families/family.js';
import { isDeed } from '../oracle/trace.js';
import { flawsOf } from '../scenario/check.js';
import { withPoliteEnd } from '../scenario/ending.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Attempt, Found } from './attempt.js';
import { type Confirmation, shows } from './confirm.js';
import type { RunEvent } from './events.js';
import type { Replays } from './replays.js';
import { shrink, upTo } from './shrink.js';

/** What making a case smaller needs of its run. */
export interface ShrinkingRun {
  readonly protocol: Protocol;
  readonly signal: AbortSignal;
  emit(event: RunEvent): void;
}

const SHRINK_BUDGET = { tries: 60, ms: 15_000 };
/** What a candidate that is only late is waited for, while shrinking: the smallest one is tried again at full length. */
export const SHRINK_PROGRESS_MS = 400;
/** So much longer than anything took when it was found. */
const SHRINK_MARGIN = 5;
/** What hardly ever shows can't be made much smaller in the time that there is. */
const MOST_TIMES = 5;

/** The smallest scenario found that shows the same requirement broken, as it was played last. */
export async function smallestFinding(
  run: ShrinkingRun,
  plan: CasePlan,
  found: Found,
  { confirmed, replays }: { readonly confirmed: Confirmation; readonly replays: Replays },
): Promise<Found> {
  const { finding } = found;
  const progressMs = progressMsFor(found);
  const showsIt = (attempt: Attempt): attempt is Found => shows(attempt, finding);
  const shrunk = async (play: (one: Scenario) => Promise<Attempt>): Promise<Found> => {
    const times = finding.late ? 1 : timesFor(confirmed);
    const best = await smallest(run, plan, found, { isShown: showsIt, play, times });
    if (best === found || !finding.late) return showsIt(best) ? best : found;
    const sure = await replays.alone(best.scenario);
    return showsIt(sure) ? sure : found;
  };
  const best = await shrunk(async (one) => {
    const again = await replays.apart(one, { progressMs });
    // To start a server for each candidate takes too long: the smallest is counted on fresh ones.
    if (showsIt(again)) replays.keepServer();
    return again;
  });
  if (best !== found || !finding.late || !replays.service.replaceable || run.signal.aborted) return best;
  // What was small may have shown what others had left behind at the server: by itself each candidate shows its own.
  return shrunk((one) => replays.alone(one, { progressMs }));
}

/** The smallest scenario found in which this still shows, as it was played last. */
export async function smallest(
  { protocol, emit, signal }: ShrinkingRun,
  plan: CasePlan,
  start: Attempt,
  {
    isShown,
    play,
    times = 1,
  }: { isShown(attempt: Attempt): boolean; play(scenario: Scenario): Promise<Attempt>; readonly times?: number },
): Promise<Attempt> {
  if (plan.family === 'replay') return start;
  let best = start;
  let tries = 0;
  const scenario = { ...plan.scenario, steps: upTo(plan.scenario, ownEntries(start)).steps };
  await shrink(scenario, {
    budget: SHRINK_BUDGET,
    signal,
    complete: (core) => {
      const candidate = withPoliteEnd(protocol, core);
      return flawsOf(protocol, candidate).length === 0 ? candidate : undefined;
    },
    stillFails: async (candidate) => {
      for (let time = 0; time < times && !signal.aborted; time++) {
        tries++;
        emit({ kind: 'confirming', id: plan.id, doing: 'shrink', tries });
        const again = await play(candidate);
        if (!isShown(again)) continue;
        best = again;
        return true;
      }
      return false;
    },
  });
  return best;
}

/**
 * How long a candidate is waited for while shrinking. Where the finding does not rest on waiting, what is late is no sign of
 * it, but for what comes before it: that takes as long as it has taken.
 */
function progressMsFor({ finding, run }: Found): number {
  if (finding.late || run.late !== undefined) return SHRINK_PROGRESS_MS;
  return Math.min(defaultLimits.progressMs, Math.max(SHRINK_PROGRESS_MS, SHRINK_MARGIN * run.slowestMs));
}

/** How often a candidate is tried before it counts as one that does not show it: as often as makes that nine times in ten. */
function timesFor({ failed, tries }: Confirmation): number {
  if (failed === tries) return 1;
  const share = Math.max(failed, 1) / tries;
  return Math.min(MOST_TIMES, Math.ceil(Math.log(0.1) / Math.log(1 - share)));
}

/** How many entries of a trace are our own doing. */
export function ownEntries({ run }: Attempt): number {
  return run.trace.filter(isDeed).length;
}
