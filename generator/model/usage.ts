import type { SessionModel } from '../../runtime/model.js';
import { clausesOf, effectsIn } from '../../runtime/walks.js';
import type { Context } from './context.js';
import type { Vocabulary } from './rules.js';
import type { Sections } from './sections.js';

/** Warns of rules and messages that nothing uses. */
export function checkUsage(sections: Sections, vocabulary: Vocabulary, session: SessionModel, context: Context): void {
  const sent = messagesSent({ session });
  const triggers = clausesOf({ session }).map(({ trigger }) => trigger);
  const taken = new Set(triggers.flatMap((trigger) => (trigger.kind === 'message' ? [trigger.name] : [])));
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

/** The messages that some clause sends. */
export function messagesSent(model: { readonly session: SessionModel }): ReadonlySet<string> {
  const effects = clausesOf(model).flatMap(({ body }) => effectsIn(body));
  return new Set(effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : [])));
}
