import {
  type MessageOutput,
  type Outcome,
  type Protocol,
  type Session,
  terminatorOf,
  type World,
} from '../../runtime/index.js';
import type { Effort } from './effort.js';
import type { TraceRecord } from './record.js';
import type { History, LooseText, SearchState } from './state.js';
import { mayStand, type WireText, wireText } from './text-match.js';

/** What may still come of a trace that is over, to whoever is a member by then. */
export interface Stray {
  readonly text: WireText;
  /** The branch that sends it. */
  readonly clause: string;
}

/** Nobody of the trace in which it comes. */
const NOBODY = -1;

/**
 * What those who have gone may still be told of: sends to groups that were the last that somebody's event did, since the
 * trace shows no later step by which they were done before others came; what comes of inputs that the trace does not show
 * to have been taken; what may come of those who are not judged; and what comes when those who are still there go. Only
 * what holds a text of its sender's: what is the same whoever sends it would excuse too much.
 */
export function straysOf(state: SearchState, record: TraceRecord, { session, model }: Protocol): readonly Stray[] {
  const last = state.lanes.flatMap(({ openSend }) => openSend?.send ?? []);
  const world = worldInTheEnd(state, record, session);
  const leaving = world.connections.flatMap(({ id }) => {
    return toListener(session.outcomes(withListener(world, id), { kind: 'end', connection: id }));
  });
  const terminator = terminatorOf(model.framing.server);
  const sends = [...last, ...sendsNotShown(state, record, session), ...leaving].filter(isOnesOwn);
  return [
    ...sends.map(({ text, clause }) => ({ text: wireText(text, terminator), clause })),
    // What was let pass as theirs came of an earlier trace yet.
    ...state.loose.filter(({ source }) => source !== NOBODY).flatMap((loose) => inTheirWords(loose, record)),
  ];
}

/**
 * What the inputs make others hear of which nothing was heard, nor of a later one of the same connection: a server may
 * take them, one after the other, when the next ones have come. Each connection is gone through as if it were there alone
 * with somebody who hears all, whatever the execution took to be lost.
 */
function sendsNotShown(state: SearchState, { connections }: TraceRecord, session: Session): readonly MessageOutput[] {
  const shown = lastShown(state.history);
  return connections.flatMap(({ id, inputs }, slot) => {
    const first = (shown.get(slot) ?? -1) + 1;
    const stream = state.streams[slot];
    // An end that the server has made is the last that it does.
    if (first >= inputs.length || stream?.ended === true || stream?.wild !== undefined) return [];
    let world: World = withListener({ ...session.initial, variables: state.world.variables }, id);
    return inputs.flatMap(({ event, optional }, i) => {
      if (optional) return [];
      const outcomes = session.outcomes(world, event);
      world = outcomes[0]?.world ?? world;
      return i < first ? [] : toListener(outcomes);
    });
  });
}

/** The last input of each connection of which anything was heard, by slot. */
function lastShown(history: History | undefined): ReadonlyMap<number, number> {
  const shown = new Map<number, number>();
  for (let one = history; one !== undefined; one = one.before) {
    if (one.kind !== 'received' || one.item === undefined) continue;
    const { source, input } = one.item;
    shown.set(source, Math.max(input, shown.get(source) ?? input));
  }
  return shown;
}

function toListener(outcomes: readonly Outcome[]): readonly MessageOutput[] {
  const outputs = outcomes.flatMap((outcome) => outcome.outputs);
  return outputs.filter((output) => output.kind === 'message').filter(({ to }) => to === NOBODY);
}

/** What others may hear of somebody who is not judged, with their own texts where the server has the choice. */
function inTheirWords({ source, text, clause }: LooseText, record: TraceRecord): readonly Stray[] {
  if (!text.hole) return [{ text, clause }];
  // In which of several places which text would stand is nothing that could be told.
  if (text.parts.filter((part) => part === undefined).length > 1) return [];
  const said = record.connections[record.slotOf(source)]?.inputs.flatMap(({ event }) =>
    event.kind === 'frame' && event.bytes.length > 0 ? [event.bytes] : [],
  );
  return (said ?? []).map((own) => {
    // As a server would write it that has read it as a text.
    const whole = Buffer.concat(text.parts.map((part) => part ?? own)).toString('utf8');
    return { text: wireText([whole], ''), clause };
  });
}

/** The world once the server has taken what a trace that was broken off has written to it. */
function worldInTheEnd({ lanes, world }: SearchState, { connections }: TraceRecord, session: Session): World {
  let end = world;
  for (const [slot, { inputs }] of connections.entries())
    for (const { event } of inputs.slice(lanes[slot]?.begun ?? 0)) end = session.outcomes(end, event)[0]?.world ?? end;
  return end;
}

/** The same world, with somebody in all groups who hears what a connection's end makes others hear. */
function withListener(world: World, leaving: number): World {
  const state = world.connections.find(({ id }) => id === leaving)?.state ?? '';
  const listener = { id: NOBODY, state, open: true, judged: true, attributes: {} };
  const groups = Object.fromEntries(Object.entries(world.groups).map(([name, ids]) => [name, [...ids, NOBODY]]));
  return { ...world, connections: [...world.connections, listener], groups };
}

function isOnesOwn({ message }: Pick<MessageOutput, 'message'>): boolean {
  return Object.values(message.fields).some((value) => typeof value === 'string' && value !== '');
}

/** How far it is looked: what strays in stands where a stream ceases to be explained. */
const LOOKED_AT = 4096;

/**
 * Those known of, and those that may stand in what can't be explained.
 * @throws EffortSpent
 */
export function straysIn(
  unexplained: readonly Uint8Array[],
  strays: readonly Stray[],
  known: readonly LooseText[],
  effort: Effort,
): readonly LooseText[] {
  const found = new Map(known.map((one) => [one.text.key, one]));
  const isThere = (text: WireText): boolean =>
    unexplained.some((got) => mayStand(text, got, 0, Math.min(got.length, LOOKED_AT), effort));
  for (const { text, clause } of strays)
    if (!found.has(text.key) && isThere(text)) found.set(text.key, { source: NOBODY, text, clause });
  return [...found.values()];
}
