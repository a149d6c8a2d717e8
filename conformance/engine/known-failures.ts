import type { FaultKind } from '../oracle/judgement.js';
import type { Failure, Requirement, StaleFailure, Verdict } from './events.js';

/** A failure that somebody has listed as known. */
export interface KnownFailure {
  /** The id of the requirement, or a pattern of ids. */
  readonly requirement: string;
  /** `any`: whatever the server does there. */
  readonly kind: FaultKind | 'any';
  /** Why it is let pass. */
  readonly reason: string;
}

/** The failures that are known of, as a run looks at them. */
export class KnownFailures {
  constructor(private readonly entries: readonly KnownFailure[]) {}

  /** Why a failure of this kind is known, if it is. */
  reasonFor(requirement: string, kind: FaultKind): string | undefined {
    return this.entries.find((one) => one.requirement === requirement && (one.kind === 'any' || one.kind === kind))
      ?.reason;
  }

  /**
   * Entries that no longer hold: nothing has this id, or it was judged and does not fail so. What was not judged, or not
   * to the end, proves nothing.
   */
  stale(
    protocol: string,
    requirements: readonly Requirement[],
    verdicts: readonly Verdict[],
    failures: readonly Failure[],
  ): readonly StaleFailure[] {
    const own = this.entries.filter(({ requirement }) => requirement.startsWith(`${protocol}/`));
    return own.flatMap(({ requirement, kind, reason }) => {
      const entry = { requirement, kind, reason };
      if (!requirements.some(({ id }) => id === requirement)) return [{ ...entry, why: 'no requirement has this id' }];
      const found = failures.find((one) => one.requirement === requirement);
      if (found !== undefined)
        return kind === 'any' || kind === found.fault.kind || found.known !== undefined
          ? []
          : [{ ...entry, why: `it fails in another way: ${found.fault.kind}` }];
      const verdict = verdicts.find((one) => one.requirement === requirement)?.kind;
      return verdict === 'pass' || verdict === 'info' ? [{ ...entry, why: 'it no longer fails' }] : [];
    });
  }
}
