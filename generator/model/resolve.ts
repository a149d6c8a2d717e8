import type { Model } from '../../runtime/model.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Report } from '../diagnostics/report.js';
import type { Syntax } from '../language/syntax/index.js';
import type { Context } from './context.js';
import { resolveDelivery, resolvePromises } from './delivery.js';
import { resolveExamples } from './examples.js';
import { checkPaths } from './paths.js';
import { resolveVocabulary } from './rules.js';
import { gatherSections } from './sections.js';
import { resolveSession } from './session.js';
import { resolveTransport } from './transport.js';
import { checkUsage } from './usage.js';

/** Looks up what a spec names, and makes its model; there is none where something is wrong. */
export function resolve(
  syntax: Syntax,
  file: string,
): { readonly model: Model | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const context: Context = { report: new Report(file), places: new WeakMap() };
  const sections = gatherSections(syntax, context);
  const { isFramed, ...settings } = resolveTransport(sections.transport, context);
  const vocabulary = resolveVocabulary(sections, context);
  const name = syntax.name?.text ?? 'protocol';
  const framing = isFramed ? settings.framing.client : undefined;
  const session = resolveSession(sections.session, name, framing, vocabulary, context);
  const examples = resolveExamples(sections.examples, context);
  const delivery = resolveDelivery(sections.delivery, context);
  const promises = resolvePromises(sections.promises, context);
  // Paths and uses can only be judged of what is whole: a wrong statement would look like a missing one.
  if (session !== undefined && !context.report.failed) {
    checkPaths(session, context);
    checkUsage(sections, vocabulary, session, context);
  }
  const { diagnostics } = context.report;
  if (session === undefined || context.report.failed) return { model: undefined, diagnostics };
  const model: Model = {
    name,
    doc: syntax.doc,
    file,
    sources: sections.sources.map((one) => ({
      file: one.file.text,
      ...(one.title !== undefined && { title: one.title.text }),
    })),
    ...settings,
    delivery,
    promises,
    rules: vocabulary.rules,
    messages: { client: [...vocabulary.client.values()], server: [...vocabulary.server.values()] },
    session,
    examples,
  };
  return { model, diagnostics };
}
