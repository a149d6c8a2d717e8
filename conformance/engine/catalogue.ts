import type { Protocol } from '../../runtime/index.js';
import type { CasePlan } from '../families/family.js';
import { CaseQueue } from './case-queue.js';
import type { Requirement } from './events.js';
import { pathOf } from './path.js';
import { requirementsOf, suiteRequirement } from './requirements.js';
import { matches, Selected, type Selection } from './selection.js';

/** What could be judged of a protocol, and by which cases. */
export interface Catalogue {
  /** What a server is held to. */
  readonly requirements: readonly Requirement[];
  /** The cases that would run, in their order. */
  readonly cases: readonly CasePlan[];
}

/** Of what a catalogue is made. */
export interface CatalogueOptions {
  /** The protocol. */
  readonly protocol: Protocol;
  /** Fixes which cases are generated. */
  readonly seed: number;
  /** How many cases are generated beside those of the clauses. */
  readonly runs: number;
  /** What of it is asked for: everything, unless it is given. */
  readonly selection?: Selection;
}

/** All of it, or what is selected, without anything being run. */
export function catalogueOf({ protocol, seed, runs, selection = {} }: CatalogueOptions): Catalogue {
  const requirements = requirementsOf(protocol.model);
  const selected = new Selected(selection, requirements);
  const wanted = (plan: CasePlan): boolean => selected.runs(plan.id, () => idsOf(protocol, plan));
  const queue = new CaseQueue({ protocol, seed, runs, wanted });
  return {
    requirements: requirements.filter(({ id }) => selected.judges(id)),
    cases: [...queue.plans(() => protocol.session.initial)],
  };
}

/** The requirements that a case can come to: clauses and branches, and that the server lives, whatever it is. */
export function idsOf(protocol: Protocol, { scenario, aim }: CasePlan): ReadonlySet<string> {
  const { ids } = pathOf(protocol, scenario, protocol.session.initial);
  return new Set([...ids, suiteRequirement(protocol.model, 'survival'), ...(aim === undefined ? [] : [aim])]);
}

/** Which of these patterns match neither a requirement nor a case. */
export function unmatched(patterns: readonly string[], { requirements, cases }: Catalogue): readonly string[] {
  const ids = [...requirements, ...cases].map(({ id }) => id);
  return patterns.filter((pattern) => !ids.some((id) => matches(pattern, id)));
}
