import type { Arm, Clause, Effect, Expr, MessageModel, Model, SendEffect, Value } from '../../runtime/index.js';

import { type Change, excuseForAlways, excuseForChange } from './excuses.js';

/** A session that differs from the spec in one place. */
export interface SessionMutant {
  /** The place, and what is different there. */
  readonly name: string;
  /** The requirement whose text is not kept. */
  readonly clause: string;
  readonly model: Model;
  /** Why nobody can tell it from the session without it; absent: somebody should. */
  readonly excuse?: string | undefined;
}

/** One edit of a list of effects. */
interface Edit {
  readonly what: string;
  readonly body: readonly Effect[];
  readonly excuse: string | undefined;
}

/** Where in a clause an edit is made. */
interface Scope {
  readonly model: Model;
  readonly clause: Clause;
  readonly within: Change['within'];
}

/**
 * All mutants of a session: an effect dropped, doubled, or swapped with the next; a message sent to others, to all, or to
 * its cause alone; its values exchanged; a guard negated or never asked; a literal altered.
 */
export function* sessionMutants(model: Model): Generator<SessionMutant> {
  const { session } = model;
  for (const { what, clause, excuse } of clauseEdits(session.connect, model)) {
    const altered = { ...model, session: { ...session, connect: clause } };
    yield { name: what, clause: session.connect.id, model: altered, excuse };
  }
  for (const [s, state] of session.states.entries()) {
    for (const [c, own] of state.clauses.entries()) {
      for (const { what, clause, excuse } of clauseEdits(own, model)) {
        const clauses = state.clauses.with(c, clause);
        const states = session.states.with(s, { ...state, clauses });
        yield { name: what, clause: own.id, model: { ...model, session: { ...session, states } }, excuse };
      }
    }
  }
  for (const [m, message] of model.messages.server.entries()) {
    for (const altered of alteredLiterals(message)) {
      const server = model.messages.server.with(m, altered.message);
      yield {
        name: `${model.name}/${message.id}: ${altered.what}`,
        clause: senderOf(model, message.id),
        model: { ...model, messages: { ...model.messages, server } },
      };
    }
  }
}

function* clauseEdits(
  clause: Clause,
  model: Model,
): Generator<{ what: string; clause: Clause; excuse: string | undefined }> {
  for (const { what, body, excuse } of bodyEdits(clause.body, { model, clause, within: [] }))
    yield { what: `${clause.id}: ${what}`, clause: { ...clause, body }, excuse };
}

function* bodyEdits(body: readonly Effect[], scope: Scope): Generator<Edit> {
  const { model } = scope;
  for (const [i, effect] of body.entries()) {
    const name = nameOf(effect);
    const excuse = excuseForChange({ ...scope, effect }, model);
    // Whatever a server does in an undefined case, doing nothing is one of it.
    if (effect.kind === 'undefined') continue;
    if (effect.kind === 'branch') {
      for (const edit of branchEdits(effect, scope)) yield { ...edit, body: body.with(i, edit.effect) };
      continue;
    }
    yield { what: `without ${name}`, body: body.toSpliced(i, 1), excuse };
    const next = body[i + 1];
    if (next !== undefined && nameOf(next) !== name && interfere(effect, next))
      yield {
        what: `${nameOf(next)} before ${name}`,
        body: body.toSpliced(i, 2, next, effect),
        excuse: excuse ?? excuseForChange({ ...scope, effect: next }, model),
      };
    if (effect.kind === 'become') {
      for (const { name: state } of model.session.states)
        if (state !== effect.state)
          yield { what: `becomes ${state}`, body: body.with(i, { ...effect, state }), excuse };
    }
    if (effect.kind !== 'send') continue;
    yield { what: `${name} twice`, body: body.toSpliced(i, 0, effect), excuse };
    for (const { what, send } of sendEdits(effect, model, isIn(effect, body.slice(0, i))))
      yield { what: `${name} ${what}`, body: body.with(i, send), excuse };
  }
}

/** `isIn`: its cause may be a member by then; else "all" and "the others" are the same. */
function* sendEdits(send: SendEffect, model: Model, isIn: boolean): Generator<{ what: string; send: SendEffect }> {
  const { to, args } = send;
  const [group] = model.session.groups;
  const of = to.kind === 'members' ? to.of : group === undefined ? undefined : { group: group.name };
  if (to.kind !== 'self') yield { what: 'to its cause alone', send: { ...send, to: { kind: 'self' } } };
  if (of !== undefined) {
    if (to.kind !== 'members' || to.but === 'self')
      yield { what: 'to all', send: { ...send, to: { kind: 'members', of } } };
    if (to.kind !== 'members' || (to.but === undefined && isIn))
      yield { what: 'to the others', send: { ...send, to: { kind: 'members', of, but: 'self' } } };
  }
  const [first, second, ...rest] = args;
  if (first !== undefined && second !== undefined)
    yield { what: 'with its values exchanged', send: { ...send, args: [second, first, ...rest] } };
}

function isIn({ to }: SendEffect, before: readonly Effect[]): boolean {
  return (
    to.kind !== 'members' || !before.some((effect) => effect.kind === 'leave' && effect.group.group === to.of.group)
  );
}

function* branchEdits(
  branch: Effect & { kind: 'branch' },
  scope: Scope,
): Generator<{ what: string; effect: Effect; excuse: string | undefined }> {
  const { arms } = branch;
  for (const [a, arm] of arms.entries()) {
    const inside = { ...scope, within: [...scope.within, { arms, at: a }] };
    const excuse = excuseForChange({ ...inside, effect: undefined }, scope.model);
    const id = arm.id.split('/').slice(3).join('/');
    const withArm = (changed: Arm): Effect => ({ ...branch, arms: arms.with(a, changed) });
    if (typeof arm.when !== 'string') {
      yield { what: `${id} negated`, effect: withArm({ ...arm, when: { kind: 'not', of: arm.when } }), excuse };
      yield { what: `${id} never asked`, effect: { ...branch, arms: arms.toSpliced(a, 1) }, excuse };
      yield {
        what: `${id} always taken`,
        effect: withArm({ ...arm, when: 'otherwise' }),
        excuse: excuse ?? excuseForAlways(branch, a),
      };
    }
    for (const { what, body, excuse: inner } of bodyEdits(arm.body, inside))
      yield { what: `${id}: ${what}`, effect: withArm({ ...arm, body }), excuse: inner };
  }
}

function* alteredLiterals(message: MessageModel): Generator<{ what: string; message: MessageModel }> {
  for (const [p, part] of message.parts.entries()) {
    for (const { what, expr } of alterations(part.expr))
      yield { what, message: { ...message, parts: message.parts.with(p, { ...part, expr }) } };
  }
}

/** An expression with one of its words changed. */
function* alterations(expr: Expr): Generator<{ what: string; expr: Expr }> {
  if (expr.kind === 'sequence') {
    for (const [i, one] of expr.of.entries())
      for (const { what, expr: altered } of alterations(one))
        yield { what, expr: { ...expr, of: expr.of.with(i, altered) } };
  }
  if (expr.kind !== 'literal') return;
  const { text } = expr;
  const altered = new Map([
    [text.slice(0, -1), 'shorter'],
    [`${text} `, 'with a blank behind'],
    [text.toUpperCase(), 'in capitals'],
    [`${text.slice(0, -1)}\u00a0`, 'with another end'],
  ]);
  altered.delete(text);
  for (const [changed, how] of altered)
    yield { what: `${JSON.stringify(text)} ${how}`, expr: { ...expr, text: changed } };
}

/**
 * Whether somebody could tell in which order two effects are run: two messages to the same recipients, a message and what
 * decides who gets it or what it says. The rest of a clause nobody sees before its messages.
 */
function interfere(one: Effect, other: Effect): boolean {
  if (one.kind === 'send' && other.kind === 'send') return one.to.kind === other.to.kind || one.to.kind !== 'self';
  const [send, change] = one.kind === 'send' ? [one, other] : [other, one];
  if (send.kind !== 'send') return false;
  switch (change.kind) {
    case 'join':
    case 'leave':
      return send.to.kind === 'members' && send.to.of.group === change.group.group && send.to.but !== 'self';
    case 'set':
    case 'unset':
      return send.args.some((arg) => reads(arg, change.place.name));
    case 'close':
      return send.to.kind === 'self';
    case 'send':
    case 'become':
    case 'branch':
    case 'undefined':
      return false;
  }
}

function reads(value: Value, name: string): boolean {
  if (value.kind === 'sum') return reads(value.left, name) || reads(value.right, name);
  return (value.kind === 'variable' || (value.kind === 'attribute' && value.of === 'self')) && value.name === name;
}

function nameOf(effect: Effect): string {
  switch (effect.kind) {
    case 'send':
      return `${effect.message} to ${effect.to.kind === 'bound' ? effect.to.name : effect.to.kind}`;
    case 'join':
    case 'leave':
      return `${effect.kind} ${effect.group.group}`;
    case 'set':
    case 'unset':
      return `${effect.kind} ${effect.place.name}`;
    case 'become':
      return `become ${effect.state}`;
    case 'close':
    case 'branch':
    case 'undefined':
      return effect.kind;
  }
}

/** The first clause that sends a message. */
function senderOf({ session }: Model, message: string): string {
  const sends = (body: readonly Effect[]): boolean =>
    body.some((effect) => {
      if (effect.kind === 'branch') return effect.arms.some((arm) => sends(arm.body));
      return effect.kind === 'send' && effect.message === message;
    });
  const clauses = [session.connect, ...session.states.flatMap((state) => state.clauses)];
  return clauses.find(({ body }) => sends(body))?.id ?? '';
}
