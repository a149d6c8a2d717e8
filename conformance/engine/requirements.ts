import type { Arm, Clause, Effect, Model, SendEffect, State } from '../../runtime/index.js';
import { optionalSend } from '../oracle/coverage.js';
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
  const found = new Map<string, Requirement>();
  const add = (requirements: readonly Requirement[]): void => {
    for (const one of requirements) if (!found.has(one.id)) found.set(one.id, one);
  };
  add(clauseRequirements(model, model.session.connect));
  for (const state of model.session.states) {
    for (const clause of state.clauses) add(clauseRequirements(model, clause));
    if (!state.clauses.some(({ trigger }) => trigger.kind === 'disconnect')) add([silentEnd(model, state)]);
  }
  for (const [name, text] of Object.entries(SUITE_REQUIREMENTS)) {
    const id = `${model.name}/suite/${name}`;
    found.set(id, { id, level: 'must', text, kind: 'suite' });
  }
  return [...found.values()];
}

/** What holds in a state without a `disconnect` clause. */
function silentEnd(model: Model, state: State): Requirement {
  const text = `A connection that ends in ${state.name} is gone: nobody is told anything because of it.`;
  const place = `${model.file}:${state.at.line}:${state.at.column}`;
  return { id: `${model.name}/${state.name}/disconnect`, level: 'must', text, place, kind: 'clause' };
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
  for (const { branch, effect } of sendsOf(clause.id, clause.body)) {
    if (effect.times.min > 0) continue;
    const id = optionalSend(branch, effect.message);
    found.push({ id, ...common, level: 'may', text: clause.text, place: place(effect.at), kind: 'open' });
  }
  return found;
}

function sendsOf(branch: string, body: readonly Effect[]): readonly { branch: string; effect: SendEffect }[] {
  return body.flatMap((effect) => {
    if (effect.kind === 'send') return [{ branch, effect }];
    return effect.kind === 'branch' ? effect.arms.flatMap((arm) => sendsOf(arm.id, arm.body)) : [];
  });
}

function armsOf(body: readonly Effect[]): readonly Arm[] {
  return body.flatMap((effect) =>
    effect.kind === 'branch' ? effect.arms.flatMap((arm) => [arm, ...armsOf(arm.body)]) : [],
  );
}
