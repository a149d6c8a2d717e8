import { decodeText, type Model, terminatorOf } from '../../runtime/index.js';
import type { TraceRecord } from './record.js';
import { type History, recall } from './state.js';

/** A message that an execution took or sent, with its text, without the end of its frame. */
export interface SeenMessage {
  /** Its name. */
  readonly message: string;
  readonly text: string;
}

/** What an execution has taken from clients, and what of the server's was received; of messages that are wanted when it comes to them. */
export function* messagesSeen(
  history: History | undefined,
  record: TraceRecord,
  model: Model,
  wanted: (message: string) => boolean,
): Generator<SeenMessage> {
  const taken = takenIn(model);
  const end = terminatorOf(model.framing.server).length;
  for (const happened of recall(history)) {
    let message: string | undefined;
    let bytes: Uint8Array | undefined;
    if (happened.kind === 'ran') {
      message = taken.get(happened.clauses[0] ?? '');
      bytes = happened.frame;
    } else if (happened.kind === 'received' && happened.item?.output.kind === 'message') {
      message = happened.item.output.message.kind;
      bytes = record.connections[happened.slot]?.stream.subarray(happened.from, happened.to - end);
    }
    if (message === undefined || bytes === undefined || !wanted(message)) continue;
    const text = decodeText(bytes);
    if (text !== undefined) yield { message, text };
  }
}

/** By clause: the message that it takes. */
function takenIn({ session }: Model): ReadonlyMap<string, string> {
  const clauses = session.states.flatMap((state) => state.clauses);
  return new Map(clauses.flatMap(({ id, trigger }) => (trigger.kind === 'message' ? [[id, trigger.name]] : [])));
}
