import type { Effect, SessionModel } from '../../runtime/model.js';
import type { Context } from './context.js';
import type { Vocabulary } from './rules.js';
import type { Sections } from './sections.js';

/** Warns of rules and messages that nothing uses. */
export function checkUsage(sections: Sections, vocabulary: Vocabulary, session: SessionModel, context: Context): void {
  const clauses = [session.connect, ...session.states.flatMap((state) => state.clauses)];
  const sent = new Set(clauses.flatMap((clause) => sentBy(clause.body)));
  const taken = new Set(clauses.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : [])));
  for (const { name } of sections.rules) {
    if (!vocabulary.names.used.has(name.text)) context.report.add('P218', name.span, { name: name.text });
  }
  for (const { name } of sections.server?.messages ?? []) {
    if (!sent.has(name.text)) context.report.add('P414', name.span, { name: name.text });
  }
  for (const { name } of sections.client?.messages ?? []) {
    if (!taken.has(name.text)) context.report.add('P415', name.span, { name: name.text });
  }
}

function sentBy(body: readonly Effect[]): readonly string[] {
  return body.flatMap((effect) => {
    switch (effect.kind) {
      case 'send':
        return [effect.message];
      case 'branch':
        return effect.arms.flatMap((arm) => sentBy(arm.body));
      case 'undefined':
        return sentBy(effect.own);
      default:
        return [];
    }
  });
}
