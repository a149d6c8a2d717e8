import type { Requirement } from '../../conformance/engine/events.js';
import { rehearsedTrace } from '../../conformance/engine/rehearsed-trace.js';
import { type Markup, markup } from '../../diagrams/markup.js';
import { describeArm, describeEffects, describeTrigger } from '../../generator/emit/describe.js';
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
  return {
    key: protocolKey(model, 'requirements'),
    title: 'Requirements',
    text: text.toString(),
    children: requirements.map((one) => requirementPage(subject, one, embeds)),
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
  if (clause.id === requirement.id) {
    const said = clause.doc === '' ? '' : inlineProse(clause.doc.replaceAll('\n', ' '));
    return clause.doc === '' ? linkedWords(model, clauseWords(clause)) : markup`${said}`;
  }
  const words = branchWords(clause.body, requirement.id);
  return words === undefined ? inlineProse(lineText(clause, lineOf(requirement.place))) : linkedWords(model, words);
}

function clauseWords({ trigger, body }: Clause): string {
  return `${describeTrigger(trigger)} { ${describeEffects(body)} }`;
}

/** A branch on one line: its condition, and what it does. */
function branchWords(body: readonly Effect[], id: string): string | undefined {
  for (const effect of body) {
    if (effect.kind !== 'branch') continue;
    for (const [nth, arm] of effect.arms.entries()) {
      if (arm.id === id) return `${describeArm(arm, nth)} { ${describeEffects(arm.body)} }`;
      const below = branchWords(arm.body, id);
      if (below !== undefined) return below;
    }
  }
  return undefined;
}

function lineText(clause: Clause, line: number | undefined): string {
  const text = clause.text.split(/\r?\n/)[(line ?? clause.at.line) - clause.at.line]?.trim();
  return text === undefined || text === '' ? clause.text : `\`${text}\``;
}

/** The clause that a requirement is, or is a branch of. */
export function clauseOf(model: Model, id: string): Clause | undefined {
  const all = [model.session.connect, ...model.session.states.flatMap(({ clauses }) => clauses)];
  return all.find((clause) => clause.id === id) ?? all.find((clause) => id.startsWith(`${clause.id}/`));
}

function requirementPage(subject: Subject, requirement: Requirement, embeds: Embeds): Page {
  const { model } = subject;
  const { id } = requirement;
  const clause = clauseOf(model, id);
  const text = new PageText(embeds);
  if (clause === undefined) text.prose(requirement.text);
  else text.html(proseMarkup(clause.doc)).html(excerpt(clause, lineOf(requirement.place)));
  text.html(about(subject, requirement, clause));
  const example = shortestExchange(subject, id);
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

function about({ model, casesOf }: Subject, requirement: Requirement, clause: Clause | undefined): Markup {
  const { id } = requirement;
  const state =
    clause === undefined
      ? model.session.states.find(({ name }) => id.startsWith(`${model.name}/${name}/`))
      : stateOfClause(model, clause);
  const branches = clause?.id === id ? armsOf(clause.body).map((arm) => arm.id) : [];
  const families = [...new Set((casesOf.get(id) ?? []).map(({ family }) => family))];
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

interface Example {
  readonly clients: readonly string[];
  readonly trace: Trace;
}

/** The shortest exchange of the suite's cases that comes to a requirement. */
function shortestExchange({ protocol, casesOf }: Subject, id: string): Example | undefined {
  const found = (casesOf.get(id) ?? []).flatMap(({ scenario }): readonly Example[] => {
    const trace = rehearsedTrace(protocol, scenario, id);
    return trace === undefined ? [] : [{ clients: scenario.clients, trace }];
  });
  return found.sort((a, b) => a.trace.length - b.trace.length)[0];
}
