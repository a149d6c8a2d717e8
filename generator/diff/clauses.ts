import type { Clause, Effect, MessageModel, Model, State } from '../../runtime/model.js';
import { describeEffects, describeTrigger } from '../emit/describe.js';
import type { Change } from './change.js';

/** What differs in what follows of an input that both versions take: the effects of clauses, and how binding they are. */
export function* clauseChanges(before: Model, after: Model): Iterable<Change> {
  const shape = (model: Model) => (clause: Clause) => JSON.stringify([clause.level, bodyOf(model, clause)]);
  const [old, now] = [shape(before), shape(after)];
  if (old(before.session.connect) !== now(after.session.connect)) {
    yield changed('when a client connects', before.session.connect, after.session.connect);
  }
  for (const state of before.session.states) {
    const same = after.session.states.find(({ name }) => name === state.name);
    if (same === undefined) continue;
    for (const clause of state.clauses) {
      const other = clauseFor(same, clause);
      if (other === undefined) {
        // Which texts are read as another message is said of the texts.
        if (clause.trigger.kind === 'message') continue;
        yield {
          level: 'wire',
          kind: 'clause',
          compatible: clause.trigger.kind === 'overlong' || clause.body.length === 0,
          message: `in the state \`${state.name}\`, \`${clause.trigger.kind}\` has no clause any more`,
          old: describeEffects(clause.body),
          at: same.at,
        };
      } else if (old(clause) !== now(other)) {
        yield changed(`in the state \`${state.name}\`, after \`${describeTrigger(other.trigger)}\``, clause, other);
      }
    }
    for (const clause of same.clauses) {
      if (clause.trigger.kind === 'message' || clauseFor(state, clause) !== undefined) continue;
      yield {
        level: 'wire',
        kind: 'clause',
        // A departure that others hear of, where it was silent, is something that old clients do not expect.
        compatible: clause.trigger.kind !== 'disconnect' || clause.body.length === 0,
        message: `in the state \`${state.name}\`, \`${clause.trigger.kind}\` has a clause now`,
        new: describeEffects(clause.body),
        at: clause.at,
      };
    }
  }
}

function changed(where: string, old: Clause, now: Clause): Change {
  const [was, is] = bodies(old, now);
  const levels = old.level === now.level ? '' : ` (${old.level.toUpperCase()} before, ${now.level.toUpperCase()} now)`;
  return {
    level: 'wire',
    kind: 'clause',
    compatible: false,
    message: `${where}, something else follows${levels}`,
    old: was,
    new: is,
    at: now.at,
  };
}

/** Both as they are written; where they are written alike, what the blocks come to that they name. */
function bodies(old: Clause, now: Clause): readonly [string, string] {
  const written = ({ text }: Clause) => text.replace(/\s+/g, ' ');
  if (written(old) !== written(now)) return [written(old), written(now)];
  return [describeEffects(old.body), describeEffects(now.body)];
}

function clauseFor(state: State, { trigger }: Clause): Clause | undefined {
  const nameOf = (one: Clause['trigger']) => (one.kind === 'message' ? `message ${one.name}` : one.kind);
  return state.clauses.find((one) => nameOf(one.trigger) === nameOf(trigger));
}

/** A clause's effects without what is not on the wire: places, ids, names of fields, and what the reference server does where nothing is said. */
function bodyOf(model: Model, { trigger, body }: Clause): unknown {
  const name = trigger.kind === 'message' ? trigger.name : undefined;
  const message = model.messages.client.find(({ id }) => id === name);
  return body.map((effect) => plain(effect, message));
}

function plain(node: unknown, message: MessageModel | undefined): unknown {
  if (Array.isArray(node)) return node.map((one) => plain(one, message));
  if (typeof node !== 'object' || node === null) return node;
  const effect = node as Partial<Effect> & { readonly name?: unknown };
  if ((effect.kind as string | undefined) === 'field') {
    return { field: message?.fields.findIndex(({ name }) => name === effect.name) };
  }
  const entries = Object.entries(node).filter(([key]) => !['at', 'id', 'own', 'sample'].includes(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value, message)]).sort());
}
