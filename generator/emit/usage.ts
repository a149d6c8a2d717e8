/** Where a model uses what it declares: which clauses take a message, which send it, which read an attribute. */
import type { Clause, Effect, Model, SendEffect } from '../../runtime/model.js';
import { clausesOf } from '../../runtime/walks.js';

/** A send, with the innermost branch that it stands in. */
export interface SendSite {
  readonly effect: SendEffect;
  readonly branch: string;
  readonly clause: Clause;
}

/** All sends of a server message, in the order of the spec. */
export function sendsOf(model: Model, message: string): readonly SendSite[] {
  const sites: SendSite[] = [];
  for (const clause of clausesOf(model)) {
    eachEffect(clause.body, clause.id, (effect, branch) => {
      if (effect.kind === 'send' && effect.message === message) sites.push({ effect, branch, clause });
    });
  }
  return sites;
}

/** The clauses that take a client message. */
export function takersOf(model: Model, message: string): readonly Clause[] {
  return clausesOf(model).filter(({ trigger }) => trigger.kind === 'message' && trigger.name === message);
}

/** Walks effects in the order of the text, arms of branches and what `undefined` does included. */
function eachEffect(body: readonly Effect[], branch: string, visit: (effect: Effect, branch: string) => void): void {
  for (const effect of body) {
    visit(effect, branch);
    if (effect.kind === 'branch') for (const arm of effect.arms) eachEffect(arm.body, arm.id, visit);
    if (effect.kind === 'undefined') eachEffect(effect.own, branch, visit);
  }
}
