import { Markup, markup } from '../../../diagrams/markup.js';
import { type MarkedWay, type Railroad, railroadDiagram } from '../../../diagrams/railroad.js';
import type { Mark } from '../../../diagrams/svg.js';
import { findRule, type Model } from '../../../runtime/index.js';
import type { WaySeen } from '../../grammar/grammar-tally.js';
import { type Definition, definitionsOf } from '../../grammar/ways.js';
import { grammarText } from '../summary.js';
import type { HtmlRun } from './html-run.js';

const SIGNS = { covered: '✓', uncovered: '○' } as const;

/** What the grammar leaves open, on the railroad diagrams of messages and rules: which ways the run went, and which not. */
export function grammarMarkup({ report, protocol }: HtmlRun): Markup | undefined {
  const { model } = protocol;
  const { grammar } = report.coverage;
  if (grammar.length === 0) return undefined;
  return markup`<h3>Grammar</h3>
<p class="soft">${grammarText(report.coverage)} of what it leaves open was taken or sent in accepted cases: each message, each alternative, and of repetitions the fewest times, the most, and what lies between.</p>
<div class="definitions">${definitionsOf(model).map((one) => {
    const seen = grammar.filter(({ definition }) => definition === one.name);
    return definitionMarkup(one, seen, model);
  })}</div>`;
}

function definitionMarkup({ name, occurs, ways }: Definition, seen: readonly WaySeen[], model: Model): Markup {
  const isSeen = new Map(seen.map(({ part, way, covered }) => [keyOf(part, way), covered]));
  const markOf = (part: string, way: string): Mark => (isSeen.get(keyOf(part, way)) ? 'covered' : 'uncovered');
  const marked = new Map(
    [...ways].map(([expr, of]) => [
      expr,
      of.map(({ part, way }): MarkedWay => ({ name: way, mark: markOf(part, way) })),
    ]),
  );
  const { source, ...railroad } = railroadOf(model, name);
  const missed = seen.filter(({ covered }) => !covered);
  const svg = railroadDiagram(railroad, {
    id: `grammar-${model.name}-${name}`,
    title: `Railroad diagram of ${name}, and what of it was exercised`,
    description: `${source}. ${missed.length === 0 ? 'All of it was exercised.' : `Not exercised: ${missed.map(inWords).join('; ')}.`}`,
    waysOf: (expr) => marked.get(expr),
  });
  const mark = missed.length === 0 ? 'covered' : 'uncovered';
  const count =
    occurs !== undefined && markOf(occurs.part, occurs.way) === 'uncovered'
      ? `never ${occurs.way}`
      : ways.size === 0
        ? (occurs?.way ?? 'nothing is left open')
        : `${seen.length - missed.length} of ${seen.length}`;
  return markup`<figure data-definition="${name}"><figcaption><code>${name}</code> <span class="mark ${mark}">${SIGNS[mark]} ${count}</span></figcaption><div class="frame" tabindex="0" role="group" aria-label="Railroad diagram of ${name}">${new Markup(svg)}</div></figure>\n`;
}

function keyOf(part: string, way: string): string {
  return JSON.stringify([part, way]);
}

function inWords({ part, way }: WaySeen): string {
  return `${part}: ${way}`;
}

function railroadOf(model: Model, name: string): Railroad & { readonly source: string } {
  const message = [...model.messages.client, ...model.messages.server].find(({ id }) => id === name);
  if (message === undefined) return findRule(model, name);
  const { parts, except, source } = message;
  return { expr: { kind: 'sequence', of: parts.map(({ expr }) => expr) }, except, source };
}
