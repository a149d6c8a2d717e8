import { idsOf } from '../../conformance/engine/catalogue.js';
import type { Requirement } from '../../conformance/engine/events.js';
import { rehearsedTrace } from '../../conformance/engine/rehearsed-trace.js';
import { type Markup, markup } from '../../diagrams/markup.js';
import { sendsOf } from '../../generator/emit/usage.js';
import type { Arm, Clause, Effect, Model } from '../../runtime/index.js';
import { effectList, stateOfClause } from '../clauses.js';
import {
  fragmentOf,
  lineLink,
  linkedWords,
  messageLink,
  pageLink,
  protocolKey,
  requirementKey,
  requirementLink,
  sectionLink,
  stateLink,
} from '../links.js';
import { type Embeds, inlineProse, type Page, PageText, proseMarkup } from '../page.js';
import { diagramOf, sequenceOfTrace } from '../sequence.js';
import type { Subject } from '../subject.js';
import { facts, lines, table } from '../table.js';

/** All that a server is held to, with a page below for each. */
export function requirementsPage(subject: Subject, embeds: Embeds): Page {
  const { model, requirements } = subject;
  const rows = requirements.map((one) => ({
    id: fragmentOf('requirement', one.id),
    cells: [requirementLink(one.id), levelOf(one), summaryOf(model, one), sectionLink(model, one), placeOf(model, one)],
  }));
  const text = new PageText(embeds)
    .paragraph(
      markup`What the conformance suite holds a server of <code>${model.name}</code> to, and cites in its verdicts. Levels are those of RFC 2119; an open choice is the server's, and never held against it.`,
    )
    .html(table(`Requirements of ${model.name}`, ['Id', 'Level', 'What it asks', 'Source', 'Spec'], rows));
  const examples = new Examples(subject);
  return {
    key: protocolKey(model, 'requirements'),
    title: 'Requirements',
    text: text.toString(),
    children: requirements.map((one) => requirementPage(subject, one, examples, embeds)),
  };
}

function levelOf({ level, kind }: Requirement): Markup {
  return markup`${level.toUpperCase()}${kind === 'open' ? ', open' : ''}`;
}

function placeOf(model: Model, { place }: Requirement): Markup {
  const line = lineOf(place);
  return line === undefined ? markup`the suite's own` : lineLink(model, line);
}

function lineOf(place: string | undefined): number | undefined {
  const line = /:(\d+):\d+$/.exec(place ?? '')?.[1];
  return line === undefined ? undefined : Number(line);
}

/** Its prose; of a branch, its line of the spec. */
function summaryOf(model: Model, requirement: Requirement): Markup {
  const clause = clauseOf(model, requirement.id);
  if (clause === undefined) return inlineProse(requirement.text);
  const line = lineOf(requirement.place);
  const source = clause.text.split(/\r?\n/)[(line ?? clause.at.line) - clause.at.line]?.trim() ?? '';
  if (requirement.kind === 'clause' && clause.doc !== '') return inlineProse(clause.doc.replaceAll('\n', ' '));
  return linkedWords(model, source);
}

/** The clause that a requirement is, or is a branch of. */
export function clauseOf(model: Model, id: string): Clause | undefined {
  const all = [model.session.connect, ...model.session.states.flatMap(({ clauses }) => clauses)];
  return all.find((clause) => clause.id === id) ?? all.find((clause) => id.startsWith(`${clause.id}/`));
}

function requirementPage(subject: Subject, requirement: Requirement, examples: Examples, embeds: Embeds): Page {
  const { model } = subject;
  const { id } = requirement;
  const clause = clauseOf(model, id);
  const text = new PageText(embeds);
  if (clause === undefined) text.prose(requirement.text);
  else text.html(proseMarkup(clause.doc)).html(excerpt(clause, lineOf(requirement.place)));
  text.html(about(subject, requirement, clause));
  const example = examples.of(id);
  if (example !== undefined) {
    text
      .heading(2, 'The shortest exchange that comes to it')
      .html(diagramOf(sequenceOfTrace(subject.protocol, example, id)));
  }
  text
    .heading(2, 'On the command line')
    .html(
      markup`<pre class="source"><code>${`parley explain ${id}`}&#10;${`parley conform HOST:PORT --protocol ${model.name} --only '${id}'`}</code></pre>`,
    );
  return { key: requirementKey(id), title: id, text: text.toString(), children: [] };
}

function about({ model, cases, protocol }: Subject, requirement: Requirement, clause: Clause | undefined): Markup {
  const { id } = requirement;
  const state =
    clause === undefined
      ? model.session.states.find(({ name }) => id.startsWith(`${model.name}/${name}/`))
      : stateOfClause(model, clause);
  const branches = clause?.id === id ? armsOf(clause.body).map((arm) => arm.id) : [];
  const families = [...new Set(cases.filter((one) => idsOf(protocol, one).has(id)).map(({ family }) => family))];
  const messages = clause === undefined ? [] : messagesOf(model, clause);
  return facts([
    [
      'Level',
      requirement.kind === 'open'
        ? `${requirement.level.toUpperCase()}; the server's choice, never held against it`
        : requirement.level.toUpperCase(),
    ],
    ...(state === undefined ? [] : [['State', stateLink(model, state.name)] as const]),
    ...(messages.length === 0
      ? []
      : [['Messages', messages.flatMap((one, nth) => [nth === 0 ? '' : ', ', messageLink(model, one)])] as const]),
    ...(clause !== undefined && clause.id !== id ? [['Branch of', requirementLink(clause.id)] as const] : []),
    ...(branches.length === 0 ? [] : [['Branches', lines(branches.map((one) => requirementLink(one)))] as const]),
    ['Source', sectionLink(model, requirement)],
    ['Spec', placeOf(model, requirement)],
    ...(clause?.id === id ? [['Effects', effectList(model, clause.body)] as const] : []),
    [
      'Tried by',
      families.length === 0
        ? 'every case: afterwards it is looked at whether the server still serves'
        : `cases of ${families.join(', ')}`,
    ],
    ['In the table', pageLink(protocolKey(model, 'requirements'), 'all requirements', fragmentOf('requirement', id))],
  ]);
}

function armsOf(body: readonly Effect[]): readonly Arm[] {
  return body.flatMap((effect) =>
    effect.kind === 'branch' ? effect.arms.flatMap((arm) => [arm, ...armsOf(arm.body)]) : [],
  );
}

/** The messages that a clause takes and sends. */
function messagesOf(model: Model, clause: Clause): readonly string[] {
  const taken = clause.trigger.kind === 'message' ? [clause.trigger.name] : [];
  const sent = model.messages.server.filter(({ id }) => sendsOf(model, id).some((site) => site.clause === clause));
  return [...taken, ...sent.map(({ id }) => id)];
}

/** The clause as it stands in the spec, the line marked that the requirement is about. */
function excerpt(clause: Clause, own: number | undefined): Markup {
  const rows = clause.text.split(/\r?\n/).map((line, nth) => {
    const number = clause.at.line + nth;
    const text = markup`<span class="number">${number}</span> ${line}`;
    return number === own ? markup`<mark>${text}</mark>` : text;
  });
  return markup`<pre class="source"><code>${rows.flatMap((row, nth) => (nth === 0 ? [row] : [markup`&#10;`, row]))}</code></pre>`;
}

type Trace = NonNullable<ReturnType<typeof rehearsedTrace>>;

export interface Example {
  readonly clients: readonly string[];
  readonly trace: Trace;
}

/** The shortest exchange that comes to each requirement, found in one pass over the suite's cases. */
class Examples {
  private readonly found = new Map<string, Example>();

  constructor({ protocol, cases, requirements }: Subject) {
    const wanted = new Set(requirements.map(({ id }) => id));
    for (const plan of cases) {
      for (const id of idsOf(protocol, plan)) {
        if (!wanted.has(id)) continue;
        const known = this.found.get(id);
        if (known !== undefined && known.trace.length <= 2) continue;
        const trace = rehearsedTrace(protocol, plan.scenario, id);
        if (trace === undefined || (known !== undefined && known.trace.length <= trace.length)) continue;
        this.found.set(id, { clients: plan.scenario.clients, trace });
      }
    }
  }

  of(id: string): Example | undefined {
    return this.found.get(id);
  }
}
