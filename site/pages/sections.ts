import { markup } from '../../diagrams/markup.js';
import { fragmentOf, messageLink, pageLink, protocolKey, requirementLink } from '../links.js';
import { type Embeds, type Page, PageText } from '../page.js';
import type { Subject } from '../subject.js';
import { lines, table } from '../table.js';

/** The sections of a spec's source, and what has become of each: clauses, messages, examples. */
export function sectionsPage({ model }: Subject, embeds: Embeds): Page {
  const { connect, states } = model.session;
  const clauses = [connect, ...states.flatMap((state) => state.clauses)];
  const sections = [...new Set([...clauses, ...model.examples].flatMap(({ source }) => source ?? []))];
  const rows = sections.map((section) => {
    const own = clauses.filter(({ source }) => source === section);
    const taken = own.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : []));
    const examples = model.examples.filter(({ source }) => source === section);
    return {
      id: fragmentOf('section', section),
      cells: [
        section,
        own.length === 0 ? '' : lines(own.map(({ id }) => requirementLink(id))),
        taken.length === 0 ? '' : lines([...new Set(taken)].map((id) => messageLink(model, id))),
        examples.length === 0
          ? ''
          : lines(
              examples.map(({ id, title }) =>
                pageLink(protocolKey(model, 'examples'), title, fragmentOf('example', id)),
              ),
            ),
      ],
    };
  });
  const documents = model.sources.map(({ file, title }) =>
    title === undefined ? markup`<li>${file}</li>` : markup`<li>${title} (<code>${file}</code>)</li>`,
  );
  const text = new PageText(embeds);
  if (documents.length > 0) text.html(markup`<p>The spec was made from:</p><ul>${documents}</ul>`);
  text.html(table('Sections of the source', ['Section', 'Clauses', 'Messages taken', 'Examples'], rows));
  return { key: protocolKey(model, 'sections'), title: 'Source sections', text: text.toString(), children: [] };
}
