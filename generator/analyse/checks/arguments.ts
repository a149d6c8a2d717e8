import { expressionSource } from '../../../runtime/expression-source.js';
import type { At, Expr } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { accepts } from '../../rules/automaton/automaton.js';
import { shortestCommon, shortestOutside } from '../../rules/automaton/languages.js';
import { termOf } from '../../rules/term.js';
import { type Flow, originName } from '../flow/flows.js';
import { type Check, decide, type Subject } from '../subject.js';

/** A value that goes where a rule stands, be it a field of a message or a variable, is one that the rule matches. */
export const checkArguments: Check = function* (subject) {
  const done = new Set<string>();
  for (const { what, rule, flow, at } of placesOf(subject)) {
    // One value in one place is one finding, however often it is written.
    const key = `${what} ${flow.key} ${flow.mayOverflow === true}`;
    if (done.has(key)) continue;
    done.add(key);
    if (flow.mayOverflow === true) {
      const why = 'nothing that is known there keeps the sum in its range';
      const question = `${what} holds what it is given`;
      yield diagnostic('P515', subject.model.file, { start: at }, { question, why }, HINT_FOR_SUMS);
    }
    if (flow.key === expressionSource(rule)) continue;
    yield* decide(subject, at, `${what} holds what it is given`, () => checkPlace(subject, { what, rule, flow, at }));
  }
};

const HINT_FOR_SUMS = 'ask first, as in `when world.total > 999 - n { … } else { … }`';

interface Place {
  readonly what: string;
  readonly rule: Expr;
  readonly flow: Flow;
  readonly at: At;
}

function placesOf({ flows }: Subject): readonly Place[] {
  const sent = flows.sites.flatMap(({ message, args, at }) =>
    args.flatMap((flow, index): readonly Place[] => {
      const field = message.fields[index];
      return field === undefined
        ? []
        : [{ what: `\`${field.name}\` of \`${message.id}\``, rule: field.language, flow, at }];
    }),
  );
  const kept = flows.assignments.map(({ variable, flow, at }): Place => {
    const whose = variable.scope === 'world' ? 'world' : 'self';
    return { what: `\`${whose}.${variable.name}\``, rule: { kind: 'reference', rule: variable.type.rule }, flow, at };
  });
  return [...sent, ...kept];
}

function* checkPlace(subject: Subject, { what, rule, flow, at }: Place): ReturnType<Check> {
  const { model } = subject;
  const held = subject.term(termOf(model, rule, false));
  const values = { place: what, rule: expressionSource(rule) };
  if (flow.constant !== undefined) {
    if (accepts(held, flow.constant)) return;
    yield diagnostic('P521', model.file, { start: at }, { ...values, value: JSON.stringify(flow.constant) });
    return;
  }
  const given = subject.term(flow.term);
  const outside = shortestOutside(given, [held]);
  if (outside === undefined) return;
  if (shortestCommon(given, held) === undefined) {
    const value = `${JSON.stringify(outside)} or the like`;
    yield diagnostic('P521', model.file, { start: at }, { ...values, value });
    return;
  }
  const whose = flow.origins.length === 0 ? '' : `; it comes from ${flow.origins.map(originName).join(' or ')}`;
  yield diagnostic('P522', model.file, { start: at }, { ...values, value: JSON.stringify(outside), whose });
}
