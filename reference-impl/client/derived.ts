import type { Clause, Effect, MessageModel, Model, State } from '../../runtime/model.js';
import type { Codec, Message, Protocol } from '../../runtime/protocol.js';
import { pathsOf } from './paths.js';

/** The state of a connection that has just been accepted; undefined where the server ends it at once. */
function firstState(model: Model): string | undefined {
  return pathsOf(model.session.connect.body, []).find((path) => path.next !== undefined)?.next;
}

/** The message with which a client says who it is: the first of the first state that has one field, a text, and can lead on to another state. */
export function openingMessage(
  model: Model,
): { readonly state: string; readonly message: string; readonly field: string } | undefined {
  const state = stateNamed(model, firstState(model));
  for (const clause of state?.clauses ?? []) {
    const [field, ...more] = messageOf(model, clause)?.fields ?? [];
    if (state === undefined || field === undefined || more.length > 0) continue;
    const leadsOn = pathsOf(clause.body, []).some(({ next }) => next !== undefined && next !== state.name);
    if (leadsOn && field.arity === 'one' && field.value.kind === 'text') {
      return { state: state.name, message: messageOf(model, clause)?.id ?? '', field: field.name };
    }
  }
  return undefined;
}

/** How a client of that state says that it leaves: the first message without fields on which the server surely closes. */
export function leavingText(
  { model, codec }: Pick<Protocol, 'model' | 'codec'>,
  state: string | undefined,
): string | undefined {
  for (const clause of stateNamed(model, state)?.clauses ?? []) {
    const message = messageOf(model, clause);
    if (state !== undefined && message?.fields.length === 0 && closesSurely(clause))
      return written(codec, state, { kind: message.id });
  }
  return undefined;
}

/** The clause that takes a text in a state: that of the message which it reads as, or the one for what is no message. */
export function clauseFor(
  { model, codec }: Pick<Protocol, 'model' | 'codec'>,
  state: string,
  text: string,
): Clause | undefined {
  const read = codec.parse(state, text);
  return stateNamed(model, state)?.clauses.find(({ trigger }) =>
    read.ok ? trigger.kind === 'message' && trigger.name === read.message.kind : trigger.kind === 'unrecognized',
  );
}

/** Whether the connection ends on every way through a clause, and nothing is left open. */
export function closesSurely(clause: Clause): boolean {
  return pathsOf(clause.body, []).every((path) => path.closes && path.undefinedBut === undefined);
}

/** The messages that the server sends to nobody but the one who caused them: when one comes, it is an answer. */
export function answersOnly(model: Model): ReadonlySet<string> {
  const answers = new Set(model.messages.server.map(({ id }) => id));
  const { connect, states } = model.session;
  for (const clause of [connect, ...states.flatMap(({ clauses }) => clauses)]) forget(clause.body, answers);
  return answers;
}

function forget(body: readonly Effect[], answers: Set<string>): void {
  for (const effect of body) {
    if (effect.kind === 'send' && effect.to.kind !== 'self') answers.delete(effect.message);
    if (effect.kind === 'branch') for (const arm of effect.arms) forget(arm.body, answers);
    if (effect.kind === 'undefined') {
      for (const pattern of effect.othersMayHear) answers.delete(pattern.message);
      forget(effect.own, answers);
    }
  }
}

function stateNamed(model: Model, name: string | undefined): State | undefined {
  return model.session.states.find((state) => state.name === name);
}

function messageOf(model: Model, clause: Clause): MessageModel | undefined {
  const { trigger } = clause;
  return trigger.kind === 'message' ? model.messages.client.find(({ id }) => id === trigger.name) : undefined;
}

/** A message that the codec refuses to write in this state is none that can be sent. */
function written(codec: Codec, state: string, message: Message): string | undefined {
  try {
    return codec.encode(state, message);
  } catch {
    return undefined;
  }
}
