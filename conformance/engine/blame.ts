import type { Protocol } from '../../runtime/index.js';
import { flawsOf } from '../scenario/check.js';
import { withPoliteEnd } from '../scenario/ending.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Found } from './attempt.js';
import { isAlike, ranBefore, withoutCauses } from './elsewhere.js';
import { pathOf } from './path.js';
import type { Replays } from './replays.js';
import { ownEntries, SHRINK_PROGRESS_MS } from './smallest.js';

/** Whose doing it is, if not that of what it was blamed on. */
export type Blame =
  /** It is the doing of what is known to be broken. */
  | { readonly kind: 'explained' }
  /** It shows without what it was blamed on: what it shows then. */
  | { readonly kind: 'elsewhere'; readonly found: Found };

/**
 * Whether what was found shows without what it is blamed on, and is something else's doing: where that is known to be
 * broken, it is explained; where it is not, it is what was found.
 */
export async function blame(
  found: Found,
  {
    protocol,
    replays,
    broken,
    signal,
  }: { protocol: Protocol; replays: Replays; broken(): ReadonlySet<string>; signal: AbortSignal },
): Promise<Blame | undefined> {
  const { service } = replays;
  const { fault: shown } = found.finding;
  const ran = ranBefore(protocol, found, service.attempts.world);
  for (const { scenario, last } of withoutCauses(found)) {
    if (signal.aborted || (!last && broken().size === 0)) return undefined;
    const candidate = withPoliteEnd(protocol, scenario);
    if (flawsOf(protocol, candidate).length > 0) continue;
    // Where the end is broken, all would end in that; at a server that goes with it nobody need see it.
    const { ids } = pathOf(protocol, candidate, protocol.session.initial);
    const endsHere = service.replaceable && [...ids].some((id) => broken().has(id));
    const again = await replays.apart(endsHere ? scenario : candidate, { progressMs: SHRINK_PROGRESS_MS });
    if (endsHere) replays.leaveServer();
    if (again.kind !== 'found' || again.finding.late) continue;
    const { fault } = again.finding;
    if (fault.clause === shown.clause || !ran.has(fault.clause) || !isAlike(fault, shown)) continue;
    const isWithout = last || !hasRun(again, shown.clause) || ownEntries(again) < deedsIn(scenario);
    if (broken().has(fault.clause) && isWithout) return { kind: 'explained' };
    if (last) return { kind: 'elsewhere', found: again };
  }
  return undefined;
}

/** How much is done in a scenario of single acts, the rest at its end left out. */
function deedsIn({ steps }: Scenario): number {
  return steps.filter((step) => step.kind === 'act' && step.action.kind !== 'rest').length;
}

function hasRun({ run: { judgement } }: Found, clause: string): boolean {
  return judgement.kind !== 'violation' || judgement.covered.includes(clause);
}
