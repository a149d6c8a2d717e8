import type { CaseResult } from '../../engine/events.js';

/** What a family of cases did in a run. */
export interface FamilyActivity {
  readonly name: string;
  readonly cases: number;
  readonly ms: number;
}

/** What is heard of a run while it goes on and stands in no report: which families came to what, and how long they took. */
export class Activity {
  private readonly families = new Map<string, { cases: number; ms: number }>();
  private readonly byRequirement = new Map<string, Set<string>>();
  readonly started = new Date();

  hear({ family, ms, judgement, aim }: CaseResult): void {
    const known = this.families.get(family) ?? { cases: 0, ms: 0 };
    this.families.set(family, { cases: known.cases + 1, ms: known.ms + ms });
    const covered = judgement.kind === 'inconclusive' ? [] : judgement.covered;
    for (const id of aim === undefined ? covered : [aim, ...covered]) this.cameTo(id, family);
    if (judgement.kind === 'violation') this.cameTo(judgement.fault.clause, family);
  }

  /** In the order in which they ran. */
  get all(): readonly FamilyActivity[] {
    return [...this.families].map(([name, { cases, ms }]) => ({ name, cases, ms }));
  }

  /** The families whose cases came to a requirement. */
  familiesOf(requirement: string): readonly string[] {
    return [...(this.byRequirement.get(requirement) ?? [])];
  }

  private cameTo(requirement: string, family: string): void {
    const known = this.byRequirement.get(requirement) ?? new Set();
    this.byRequirement.set(requirement, known.add(family));
  }
}
