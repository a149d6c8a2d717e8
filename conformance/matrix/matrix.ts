import type { Protocol } from '../../runtime/index.js';
import type { ExitStatus, Report, Requirement, VerdictKind } from '../engine/events.js';
import { cellsOfProse, shortened, textOf } from '../report/cells.js';
import { requirementsById } from '../report/run.js';

/** What became of one implementation. */
export interface MatrixEntry {
  readonly name: string;
  readonly protocol: Protocol;
  /** Absent where it was not judged: `trouble` says why. */
  readonly report?: Report;
  readonly trouble?: string;
  /** Its own report, as a link from where the matrix is written. */
  readonly link?: string | undefined;
}

/** All implementations of one protocol, side by side. */
export interface MatrixTable {
  readonly protocol: string;
  readonly entries: readonly MatrixEntry[];
  readonly rows: readonly MatrixRow[];
}

/** A requirement, and what was found of it in each, in the order of the entries. */
export interface MatrixRow {
  readonly requirement: Requirement;
  readonly cells: readonly (MatrixCell | undefined)[];
}

export interface MatrixCell {
  readonly kind: VerdictKind;
  readonly reason: string | undefined;
}

/** A table for each protocol, in the order in which they come up. */
export function matrixTables(entries: readonly MatrixEntry[]): readonly MatrixTable[] {
  const names = [...new Set(entries.map(({ protocol }) => protocol.model.name))];
  return names.map((protocol) => {
    const of = entries.filter((entry) => entry.protocol.model.name === protocol);
    const [first] = of;
    const requirements = first === undefined ? [] : [...requirementsById(first.protocol).values()];
    const verdicts = of.map(({ report }) => new Map(report?.verdicts.map((one) => [one.requirement, one])));
    const rows = requirements.map((requirement) => ({
      requirement,
      cells: verdicts.map((known) => {
        const verdict = known.get(requirement.id);
        return verdict === undefined ? undefined : { kind: verdict.kind, reason: verdict.reason };
      }),
    }));
    return { protocol, entries: of, rows };
  });
}

/** An implementation's own status: what was not judged is 3. */
export function statusOf({ report }: MatrixEntry): ExitStatus {
  return report?.status ?? 3;
}

/** Why it was not judged to its end, in short: its own report has all of it. */
export function troubleOf({ trouble, report }: MatrixEntry): string | undefined {
  const why = trouble ?? report?.halted;
  return why === undefined ? undefined : textOf(shortened(cellsOfProse(why), MOST_TROUBLE));
}

const MOST_TROUBLE = 120;

/** How many requirements have each verdict. */
export function countOf({ report }: MatrixEntry, kind: VerdictKind): number {
  return report?.verdicts.filter((verdict) => verdict.kind === kind).length ?? 0;
}
