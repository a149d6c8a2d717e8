import { expressionSource } from '../../../runtime/expression-source.js';
import { findRule } from '../../../runtime/find-rule.js';
import type { Expr, MessageModel, Model } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { messagesSent } from '../../model/usage.js';
import { accepts } from '../../rules/automaton/automaton.js';
import { fieldsBound, leastText } from '../../rules/least-text.js';
import { type Check, decide, type Subject } from '../subject.js';

/** What stands outside every label is written by the rule alone; so the rule must say which text that is. */
export const checkWritable: Check = function* (subject) {
  const { model } = subject;
  const sent = messagesSent(model);
  for (const message of [...model.messages.client, ...model.messages.server.filter(({ id }) => sent.has(id))]) {
    yield* decide(subject, message.at, `\`${message.id}\` can be written`, function* () {
      const what = obstacle(subject, message);
      if (what !== undefined) yield diagnostic('P511', model.file, { start: message.at }, { name: message.id, what });
    });
  }
};

function obstacle(subject: Subject, message: MessageModel): string | undefined {
  return obstacleIn(subject, { kind: 'sequence', of: message.parts.map(({ expr }) => expr) });
}

/** What keeps an expression from being written, in words; undefined: nothing. */
function obstacleIn(subject: Subject, expr: Expr): string | undefined {
  switch (expr.kind) {
    case 'literal':
    case 'capture':
      return undefined;
    case 'class':
      return `${expr.source} stands outside a label, and could be any of its characters`;
    case 'sequence':
      return firstOf(subject, expr.of);
    case 'choice':
      // Values choose among alternatives that bind them; where nothing does, the first one is written.
      return firstOf(subject, expr.of.some((one) => binds(subject.model, one)) ? expr.of : expr.of.slice(0, 1));
    case 'repeat': {
      const rounds = binds(subject.model, expr.of) ? expr.max : expr.min;
      if (rounds === 0) return undefined;
      return firstOf(subject, rounds !== 1 && expr.separator ? [expr.of, expr.separator] : [expr.of]);
    }
    case 'reference': {
      const rule = findRule(subject.model, expr.rule);
      const inside = obstacleIn(subject, rule.expr);
      if (inside !== undefined || binds(subject.model, rule.expr)) return inside;
      const text = leastText(subject.model, rule.expr);
      if (text === undefined || accepts(subject.rule(rule.id), text)) return undefined;
      return `${expressionSource(expr)} stands outside a label, and the least text of its rule, ${JSON.stringify(text)}, is not in it`;
    }
  }
}

function firstOf(subject: Subject, of: readonly Expr[]): string | undefined {
  for (const one of of) {
    const found = obstacleIn(subject, one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function binds(model: Model, expr: Expr): boolean {
  return fieldsBound(model, expr).length > 0;
}
