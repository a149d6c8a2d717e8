import type { Arm, Clause, ConnectionId, Effect, Model, Protocol } from '../../runtime/index.js';
import { type Catalogue, idsOf } from '../engine/catalogue.js';
import type { Requirement } from '../engine/events.js';
import { rehearsedTrace } from '../engine/rehearsed-trace.js';
import type { CasePlan } from '../families/family.js';
import type { Trace } from '../oracle/trace.js';
import { wrappedProse } from './cells.js';
import type { Colours } from './colour.js';
import { diagramOf } from './diagram.js';
import { CONTENT_WIDTH, labelled, REPORT_WIDTH } from './labelled.js';
import { rowsOf } from './rows.js';

/** What a requirement asks, where it is written, which cases come to it, and what it looks like when it is kept. */
export function explanationLines(
  { id, level, kind, text, place, source }: Requirement,
  protocol: Protocol,
  { cases }: Catalogue,
  colours: Colours,
): readonly string[] {
  const { model } = protocol;
  const exercising = cases.filter((one) => idsOf(protocol, one).has(id));
  const clause = clausesOf(model).find((one) => one.id === id || armsOf(one.body).some((arm) => arm.id === id));
  const prose = clause?.doc === undefined || clause.doc === '' ? (clause === undefined ? text : '') : clause.doc;
  const example = shortest(protocol, exercising, id);
  return [
    colours.bold(id),
    ...wrappedProse(prose, REPORT_WIDTH - 2).map((line) => (line === '' ? '' : `  ${line}`)),
    ...(clause === undefined ? [] : ['', ...numbered(clause, place)]),
    '',
    ...labelled('level', [
      kind === 'open' ? `${level.toUpperCase()}, and the server's choice: never held against it` : level.toUpperCase(),
    ]),
    ...section('spec', place),
    ...section('source', sourceText(model, source)),
    ...labelled('cases', familyLines(exercising)),
    ...(example === undefined ? [] : ['', ...exchange(protocol, example.plan, example.trace)]),
  ];
}

function section(label: string, text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : labelled(label, wrappedProse(text, CONTENT_WIDTH));
}

/** A section with the documents that it is in. */
export function sourceText({ sources }: Model, section: string | undefined): string | undefined {
  if (section === undefined) return undefined;
  const documents = sources.map(({ file, title }) => (title === undefined ? file : `${file}, "${title}"`));
  // What we have added ourselves stands in no document.
  return documents.length === 0 || !/^§|List|Fig/.test(section) ? section : `${section} of ${documents.join('; ')}`;
}

function familyLines(cases: readonly CasePlan[]): readonly string[] {
  const families = [...new Set(cases.map(({ family }) => family))];
  if (families.length === 0) return ['none: after all of them it is looked at whether the server still serves'];
  return families.map((family) => `${family}: ${cases.filter((one) => one.family === family).length}`);
}

/** The clause as it stands in the spec, a mark at the line that the requirement is about. */
function numbered({ text, at }: Clause, place: string | undefined): readonly string[] {
  const own = Number(/:(\d+):\d+$/.exec(place ?? '')?.[1]);
  const lines = text.split(/\r?\n/);
  const width = String(at.line + lines.length).length;
  return lines.map((line, nth) =>
    `${at.line + nth === own ? '>' : ' '} ${String(at.line + nth).padStart(width)} | ${line}`.trimEnd(),
  );
}

/** The shortest exchange that comes to it. */
function shortest(
  protocol: Protocol,
  cases: readonly CasePlan[],
  id: string,
): { readonly plan: CasePlan; readonly trace: Trace } | undefined {
  return cases
    .flatMap((plan) => {
      const trace = rehearsedTrace(protocol, plan.scenario, id);
      return trace === undefined ? [] : [{ plan, trace }];
    })
    .sort((a, b) => a.trace.length - b.trace.length)[0];
}

function exchange(protocol: Protocol, { scenario }: CasePlan, trace: Trace): readonly string[] {
  const nameOf = (connection: ConnectionId): string => scenario.clients[connection] ?? `#${connection}`;
  const rows = rowsOf(trace, protocol);
  return diagramOf(rows, { nameOf, fault: -1, width: REPORT_WIDTH }).map(({ text }) => text);
}

function clausesOf({ session }: Model): readonly Clause[] {
  return [session.connect, ...session.states.flatMap(({ clauses }) => clauses)];
}

function armsOf(body: readonly Effect[]): readonly Arm[] {
  return body.flatMap((effect) =>
    effect.kind === 'branch' ? effect.arms.flatMap((arm) => [arm, ...armsOf(arm.body)]) : [],
  );
}
