import { Markup, markup } from '../../diagrams/markup.js';
import { stateDiagram } from '../../diagrams/state-diagram.js';
import { framed } from '../../diagrams/style.js';
import { describeTrigger, describeValue } from '../../generator/emit/describe.js';
import type { Clause, Model, State } from '../../runtime/index.js';
import { effectList, nextStates } from '../clauses.js';
import { apiLink, fragmentOf, linkedWords, protocolKey, requirementLink, ruleLink, sectionLink } from '../links.js';
import { type Embeds, type Page, PageText, proseMarkup } from '../page.js';
import type { Subject } from '../subject.js';
import { lines, type Row, table } from '../table.js';

/** The session: what becomes of every input in every state. */
export async function sessionPage({ model }: Subject, embeds: Embeds): Promise<Page> {
  const { states, connect } = model.session;
  const text = new PageText(embeds)
    .heading(2, 'State diagram')
    .html(await diagramOf(model, 'session'))
    .html(
      markup`<p class="soft">What stands in a state's box is answered there and leads nowhere. In brackets: the branches of a clause that go this way.</p>`,
    )
    .heading(2, 'When a client connects')
    .html(clauseTable(model, 'When a client connects', [connect], undefined));
  for (const state of states) {
    text
      .heading(2, `In state ${state.name}`)
      .html(markup`<div id="${fragmentOf('state', state.name)}">${proseMarkup(state.doc)}</div>`)
      .html(clauseTable(model, `What becomes of each input in ${state.name}`, state.clauses, state));
  }
  text.html(known(model));
  const module = `parley/generated/${model.name}`;
  text
    .heading(2, 'In TypeScript')
    .paragraph(
      markup`The session as a machine without I/O: ${apiLink(module, 'createMachine', markup`<code>createMachine</code>`)}, one step at a time; ${apiLink(module, 'session', markup`<code>session</code>`)}, every outcome that the spec allows. A client whose type says which state it is in: ${apiLink(`${module}/client`, undefined, markup`<code>${module}/client</code>`)}.`,
    );
  return { key: protocolKey(model, 'session'), title: 'Session', text: text.toString(), children: [] };
}

/** A session's state diagram in its frame. */
export async function diagramOf(model: Model, page: string): Promise<Markup> {
  const label = `State diagram of ${model.name}`;
  return new Markup(
    framed(await stateDiagram(model.session, { id: `states-${page}-${model.name}`, title: label }), label),
  );
}

function clauseTable(model: Model, caption: string, clauses: readonly Clause[], state: State | undefined): Markup {
  const rows = clauses.map((clause) => ({
    id: fragmentOf('clause', clause.id),
    cells: [
      linkedWords(model, describeTrigger(clause.trigger).replace(/^on /, '')),
      effectList(model, clause.body),
      lines(nextStates(model, clause, state)),
      markup`${clause.level.toUpperCase()} ${requirementLink(clause.id)}`,
      sectionLink(model, clause),
    ],
  }));
  const all: Row[] = [...rows];
  if (state !== undefined && !clauses.some(({ trigger }) => trigger.kind === 'disconnect')) {
    const id = `${model.name}/${state.name}/disconnect`;
    const nothing = markup`<span class="soft">nothing: nobody is told</span>`;
    all.push({
      cells: [markup`<code>disconnect</code>`, nothing, 'the end', markup`MUST ${requirementLink(id)}`, '–'],
    });
  }
  return table(caption, ['Input', 'Effects', 'Next state', 'Requirement', 'Source'], all);
}

/** What the session remembers: groups, and the variables of each connection and of the world. */
function known({ session, ...model }: Model): Markup {
  const { groups, variables } = session;
  const whole = { ...model, session };
  const rows = [
    ...groups.map(({ name, unique }) => ({
      cells: [
        markup`<code>${name}</code>`,
        'group of connections, in the order of joining',
        unique === undefined ? '' : markup`no two members agree in <code>${unique}</code>`,
      ],
    })),
    ...variables.map(({ name, scope, type, initial }) => ({
      cells: [
        markup`<code>${scope === 'world' ? 'world.' : 'self.'}${name}</code>`,
        markup`${scope === 'world' ? 'one for all' : 'one for each connection'}: ${ruleLink(whole, type.rule)}`,
        initial === undefined ? 'unset at first' : linkedWords(whole, describeValue(initial)),
      ],
    })),
  ];
  return table('What the session remembers', ['Name', 'What it is', 'More'], rows);
}
