import { type Content, type Markup, markup } from '../../../diagrams/markup.js';
import type { Failure, Requirement, Verdict } from '../../engine/events.js';
import { sourceText } from '../explanation.js';
import { requirementsById } from '../run.js';
import { COUNTED } from '../summary.js';
import { anchorOf, specLine } from './anchor.js';
import { failureMarkup } from './failure.js';
import type { HtmlRun } from './html-run.js';
import { VERDICT_ORDER, verdictBadge } from './verdict.js';

/** More failures than this begin closed: a page that is all of them at once shows none. */
const MOST_OPEN = 5;

/** All requirements, those of a state together, each with its verdict and, when it is opened, all that is known of it. */
export function requirementsMarkup(run: HtmlRun): Markup {
  const { report, protocol } = run;
  const requirements = requirementsById(protocol);
  const failures = new Map(report.failures.map((failure) => [failure.requirement, failure]));
  const isOpen = (verdict: Verdict): boolean =>
    report.failures.length <= MOST_OPEN && failures.has(verdict.requirement);
  return markup`<section aria-labelledby="requirements-${report.protocol}"><h2 id="requirements-${report.protocol}">Requirements</h2>
${filters(run, requirements)}
${groupsOf(report.verdicts, run).map(
  ({ name, doc, verdicts }) => markup`<section class="state"><h3>${name} ${counts(verdicts)}</h3>${
    doc === '' ? undefined : markup`<p class="soft">${doc}</p>`
  }
${verdicts.map((verdict) =>
  item(verdict, {
    run,
    requirement: requirements.get(verdict.requirement),
    failure: failures.get(verdict.requirement),
    open: isOpen(verdict),
  }),
)}</section>`,
)}</section>`;
}

interface Group {
  readonly name: string;
  readonly doc: string;
  readonly verdicts: readonly Verdict[];
}

/** By what stands behind the protocol's name: a state, or what belongs to none. */
function groupsOf(verdicts: readonly Verdict[], { protocol }: HtmlRun): readonly Group[] {
  const states = new Map(protocol.model.session.states.map((state) => [state.name, state]));
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const [, second = ''] = verdict.requirement.split('/');
    const name = second === 'suite' ? 'The whole server' : states.has(second) ? second : 'On connecting';
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(verdict);
  }
  return [...groups].map(([name, of]) => ({ name, doc: states.get(name)?.doc ?? '', verdicts: of }));
}

function counts(verdicts: readonly Verdict[]): Markup {
  const said = VERDICT_ORDER.map((kind) => ({ kind, count: verdicts.filter((one) => one.kind === kind).length }));
  return markup`<span class="soft small">${said
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${COUNTED[kind]}`)
    .join(', ')}</span>`;
}

/** Without a script they would do nothing, so that the script is what shows them. */
function filters({ report, activity }: HtmlRun, requirements: ReadonlyMap<string, Requirement>): Markup {
  const kinds = VERDICT_ORDER.filter((kind) => report.verdicts.some((verdict) => verdict.kind === kind));
  const levels = ['must', 'should', 'may'].filter((level) =>
    report.verdicts.some(({ requirement }) => requirements.get(requirement)?.level === level),
  );
  const options = (all: string, values: readonly string[]): Content => [
    markup`<option value="">${all}</option>`,
    ...values.map((value) => markup`<option value="${value}">${value}</option>`),
  ];
  return markup`<div class="filters" role="search" aria-label="Requirements of ${report.protocol}" hidden>
<label class="search"><span class="hidden">Search requirements</span><input type="search" placeholder="Search  ( / )" autocomplete="off" spellcheck="false"></label>
<div class="chips" role="group" aria-label="Verdicts">${kinds.map(
    (kind) =>
      markup`<button type="button" aria-pressed="false" data-verdict="${kind}">${verdictBadge(kind)} ${report.verdicts.filter((verdict) => verdict.kind === kind).length}</button>`,
  )}</div>
<label><span class="hidden">Level</span><select data-filter="level">${options('All levels', levels)}</select></label>
<label><span class="hidden">Family of cases</span><select data-filter="family">${options(
    'All families',
    activity.all.map(({ name }) => name),
  )}</select></label>
<button type="button" data-action="open">Open all</button><button type="button" data-action="close">Close all</button>
<output aria-live="polite"></output></div>`;
}

interface Item {
  readonly run: HtmlRun;
  readonly requirement: Requirement | undefined;
  readonly failure: Failure | undefined;
  readonly open: boolean;
}

function item(verdict: Verdict, { run, requirement, failure, open }: Item): Markup {
  const { requirement: id, kind, reason, cases, ms } = verdict;
  const level = requirement?.level ?? 'must';
  const families = run.activity.familiesOf(id);
  return markup`<details class="requirement" id="${anchorOf(id)}" data-verdict="${kind}" data-level="${level}" data-family="${families.join(' ')}"${
    open ? markup` open` : undefined
  }><summary>${verdictBadge(kind)} <span class="id">${idMarkup(id)}</span> <span class="level">${
    requirement?.kind === 'open' ? 'OPEN' : level.toUpperCase()
  }</span></summary>
<div class="inside"><pre class="clause" tabindex="0">${requirement?.text.trim() ?? ''}</pre>
${failure === undefined ? undefined : failureMarkup(failure, run)}
<dl class="facts">${fact('Verdict', reason === undefined || failure !== undefined ? undefined : reason)}${fact('Spec', placeMarkup(requirement?.place, run))}${fact(
    'Source',
    sourceText(run.protocol.model, requirement?.source),
  )}${fact('Cases', cases === 0 && families.length === 0 ? undefined : `${cases}${families.length === 0 ? '' : ` accepted; families: ${families.join(', ')}`}`)}${fact('Time', ms === 0 ? undefined : `${(ms / 1000).toFixed(2)} s`)}</dl>
<p class="small"><a href="#${encodeURI(anchorOf(id))}">Link to this requirement</a></p></div></details>
`;
}

/** The id with what tells it from its neighbours in bold. */
function idMarkup(id: string): Markup {
  const [protocol = '', ...rest] = id.split('/');
  return markup`<span class="soft">${protocol}/</span><wbr>${rest.map((part, at) => [at === 0 ? '' : markup`/<wbr>`, part])}`;
}

function fact(term: string, text: Content): Markup | undefined {
  return text === undefined || text === '' ? undefined : markup`<div><dt>${term}</dt><dd>${text}</dd></div>`;
}

function placeMarkup(place: string | undefined, { report, spec }: HtmlRun): Content {
  const line = /:(\d+):\d+$/.exec(place ?? '')?.[1];
  if (place === undefined || line === undefined || spec === undefined) return place;
  return markup`<a href="#${specLine(report.protocol, Number(line))}"><code>${place}</code></a>`;
}
