import { decodeText, type Model, terminatorOf } from '../../runtime/index.js';
import type { TraceRecord } from './record.js';
import { type History, recall } from './state.js';

/** A message that an execution took or sent, with its text, without the end of its frame. */
export interface SeenMessage {
  /** Its name. */
  readonly message: string;
  readonly text: string;
}

/** What an execution has taken from clients, and what of the server's was received. */
export function messagesSeen(history: History | undefined, record: TraceRecord, model: Model): readonly SeenMessage[] {
  const taken = takenIn(model);
  const end = terminatorOf(model.framing.server).length;
  return recall(history).flatMap((happened): readonly SeenMessage[] => {
    if (happened.kind === 'ran') {
      const message = taken.get(happened.clauses[0] ?? '');
      return message === undefined || happened.frame === undefined ? [] : seen(message, happened.frame);
    }
    if (happened.kind !== 'received' || happened.item?.output.kind !== 'message') return [];
    const stream = record.connections[happened.slot]?.stream;
    return seen(happened.item.output.message.kind, stream?.subarray(happened.from, happened.to - end));
  });
}

function seen(message: string, bytes: Uint8Array | undefined): readonly SeenMessage[] {
  const text = bytes === undefined ? undefined : decodeText(bytes);
  return text === undefined ? [] : [{ message, text }];
}

/** By clause: the message that it takes. */
function takenIn({ session }: Model): ReadonlyMap<string, string> {
  const clauses = session.states.flatMap((state) => state.clauses);
  return new Map(clauses.flatMap(({ id, trigger }) => (trigger.kind === 'message' ? [[id, trigger.name]] : [])));
}
