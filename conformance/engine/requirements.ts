import type { Arm, Clause, Effect, Model } from '../../runtime/index.js';
import type { Requirement } from './events.js';

/** What the suite asks of every server, whatever its protocol. */
export const SUITE_REQUIREMENTS = {
  survival: 'After every case, however harsh, the server still serves new clients.',
} as const;

export function suiteRequirement(model: Model, name: keyof typeof SUITE_REQUIREMENTS): string {
  return `${model.name}/suite/${name}`;
}

/** All that a protocol's servers are held to, in the order of the spec; the suite's own come last. */
export function requirementsOf(model: Model): readonly Requirement[] {
  const clauses = [model.session.connect, ...model.session.states.flatMap((state) => state.clauses)];
  const found = new Map<string, Requirement>();
  for (const clause of clauses) for (const one of clauseRequirements(model, clause)) if (!found.has(one.id)) found.set(one.id, one);
  for (const [name, text] of Object.entries(SUITE_REQUIREMENTS)) {
    const id = `${model.name}/suite/${name}`;
    found.set(id, { id, level: 'must', text, kind: 'suite' });
  }
  return [...found.values()];
}

function clauseRequirements(model: Model, clause: Clause): readonly Requirement[] {
  const common = {
    level: clause.level,
    ...(clause.source === undefined ? {} : { source: clause.source }),
  };
  const place = (at: { line: number; column: number }): string => `${model.file}:${at.line}:${at.column}`;
  const found: Requirement[] = [
    {
      id: clause.id,
      ...common,
      text: clause.doc === '' ? clause.text : clause.doc,
      place: place(clause.at),
      kind: clause.body.some((effect) => effect.kind === 'undefined') ? 'open' : 'clause',
    },
  ];
  for (const arm of armsOf(clause.body)) {
    const open = arm.when === 'open' || arm.body.some((effect) => effect.kind === 'undefined');
    found.push({ id: arm.id, ...common, text: clause.text, place: place(arm.at), kind: open ? 'open' : 'branch' });
  }
  return found;
}

function armsOf(body: readonly Effect[]): readonly Arm[] {
  return body.flatMap((effect) => (effect.kind === 'branch' ? effect.arms.flatMap((arm) => [arm, ...armsOf(arm.body)]) : []));
}
