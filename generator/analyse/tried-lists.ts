import type { At, MessageModel, Model, State } from '../../runtime/model.js';
import { messagesOf } from '../rules/grammar.js';

/** Messages in the order in which they are tried for a text. */
export interface TriedList {
  readonly messages: readonly MessageModel[];
  /** The state that tries them; undefined: a client does, on what the server sends. */
  readonly state: State | undefined;
  /** Where the spec says that it tries one of them. */
  placeOf(message: MessageModel): At;
}

/** The lists of all states, and then the server's messages. */
export function triedLists(model: Model): readonly TriedList[] {
  const ofStates = model.session.states.map((state): TriedList => {
    const clauseOf = ({ id }: MessageModel) =>
      state.clauses.find(({ trigger }) => trigger.kind === 'message' && trigger.name === id);
    return { messages: messagesOf(model, state), state, placeOf: (message) => clauseOf(message)?.at ?? state.at };
  });
  return [...ofStates, { messages: model.messages.server, state: undefined, placeOf: ({ at }) => at }];
}
