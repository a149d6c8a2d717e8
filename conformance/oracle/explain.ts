import { isEchoOf } from './echo.js';
import type { Fault, Owed } from './judgement.js';
import { asFarAs, contains, type Parting, partingsOf } from './partings.js';
import type { TraceRecord } from './record.js';
import { type History, type Item, recall, type SearchState, type Stream } from './state.js';
import { matchText, type WireText } from './text-match.js';

/** No message is longer: what stands behind it is another one. */
const LOOKED_AT = 4096;
/** So many have to be overtaken. */
const OVERTAKEN = 2;
/** A shorter text may stand in a message by chance. */
const ECHOED = 5;

export function owedOf(record: TraceRecord, slot: number, item: Item): Owed {
  return {
    connection: record.connections[slot]?.id ?? -1,
    text: item.output.kind === 'message' ? item.output.text : undefined,
    clause: item.output.clause,
    source: item.output.kind === 'message' ? item.output.origin : item.output.to,
  };
}

/** Where the execution that explains most parts from the trace, and which clause is broken there. */
export function explain(record: TraceRecord, state: SearchState): Fault {
  const happened = recall(state.history);
  const partings = partingsOf(record, state);
  const [first] = partings;
  if (first === undefined) return blockedFault(record, state, happened);
  const { fault, since } = faultAt(record, state, happened, first);
  const earlier = since === undefined ? undefined : owedBefore(since, record, partings);
  return earlier === undefined ? fault : faultAt(record, state, happened, earlier).fault;
}

/** `since`: what came is nothing that was ever sent, and only likely to be the doing of what was written last before that entry. */
function faultAt(
  record: TraceRecord,
  state: SearchState,
  happened: readonly History[],
  { slot, entry, connection, stream }: Parting,
): { readonly fault: Fault; readonly since?: number } {
  const from = stream.wild === undefined ? stream.at : stream.wild.from;
  const got = connection.stream.slice(from, connection.length);
  const standsNext = (text: WireText): boolean =>
    asFarAs(() => matchText(text, got, 0, Math.min(got.length, LOOKED_AT), connection.effort).ends.length > 0);
  const acceptable = stream.wild === undefined ? heads(stream).map((item) => owedOf(record, slot, item)) : [];
  const owed = owedNext(stream);
  const base = { connection: connection.id, offset: from, acceptable, got, entry };
  const ran = lastRan(happened, entry, connection.id);
  const blamed = ran?.clauses.at(-1) ?? '';

  if (stream.wild !== undefined)
    return { fault: { ...base, kind: 'unexpected', clause: wildClause(happened, connection.id) ?? blamed } };
  if (stream.at === connection.length)
    return { fault: { ...base, kind: 'ended', clause: owed?.output.clause ?? blamed } };
  if (owed !== undefined && isPassedOver(stream, owed, standsNext)) {
    const came = (item: Item): boolean =>
      item.text !== undefined && asFarAs(() => contains(connection, item.text as WireText, from));
    const { output } = overtaking(stream, standsNext, came) ?? owed;
    return { fault: { ...base, kind: 'missing', clause: output.clause } };
  }
  const again = repeated(happened, slot, stream, standsNext);
  // A text without values of its own is the same whatever it answers: then it stands for the answer that is owed.
  if (again !== undefined && !(owed?.source === slot && isConstant(again)))
    return { fault: { ...base, kind: 'repeated', clause: again.output.clause } };
  const sent = sentToAnother(happened, state, slot, standsNext);
  // A text without values of its own tells nothing of who it was for, once something else has happened.
  const astray = sent !== undefined && isConstant(sent) && !isOtherAnswer(sent, blamed) ? undefined : sent;
  if (
    astray !== undefined &&
    (owed === undefined || !(isConstant(astray) || isOtherAnswer(astray, owed.output.clause)))
  )
    return { fault: { ...base, kind: 'unexpected', clause: astray.output.clause } };
  if (owed === undefined) {
    const said = echoed(happened, entry, got);
    const fault: Fault = { ...base, kind: 'unexpected', clause: said ?? blamed };
    return said === undefined && ran !== undefined ? { fault, since: ran.entry + 1 } : { fault };
  }
  const heard = isNothingLike(got, owed) ? endBefore(record, happened, owed) : undefined;
  if (heard !== undefined) return { fault: { ...base, kind: 'unexpected', clause: heard } };
  return { fault: { ...base, kind: 'wrong', clause: owed.output.clause }, since: causeOf(record, owed) };
}

/**
 * Where another stream parts from what is owed to it since before an entry. Between reads that nothing of ours stands
 * between, chance says which is first: what was asked for first went wrong first, and the others may only follow from it.
 */
function owedBefore(since: number, record: TraceRecord, [first, ...others]: readonly Parting[]): Parting | undefined {
  return others.find(({ entry, stream }) => {
    const owed = stream.wild === undefined ? owedNext(stream) : undefined;
    if (owed === undefined || causeOf(record, owed) >= since) return false;
    return record.entries.slice(first?.entry, entry).every(({ kind }) => kind === 'read' || kind === 'end');
  });
}

/** The entry that made it owed. */
function causeOf({ connections }: TraceRecord, { source, input }: Item): number {
  return connections[source]?.inputs[input]?.entry ?? 0;
}

/** Whether what came is another thing from its first byte on. */
function isNothingLike(got: Uint8Array, { text }: Item): boolean {
  const first = text?.parts[0];
  return first !== undefined && got[0] !== first[0];
}

/**
 * The branch that ran for somebody else's end, right before what is owed was caused. Nobody had to hear of it, so nobody
 * waited for what came of it all the same.
 */
function endBefore(record: TraceRecord, happened: readonly History[], owed: Item): string | undefined {
  const source = record.connections[owed.source]?.id;
  const ran = happened.filter((one) => one.kind === 'ran');
  const last = ran.findLast(({ connection, clauses }) => connection === source && clauses.includes(owed.output.clause));
  const before = ran.findLast(({ entry }) => last !== undefined && entry < last.entry);
  const cause = before === undefined ? undefined : record.entries[before.entry];
  const isEnd = cause?.kind === 'halfClose' || cause?.kind === 'close' || cause?.kind === 'reset';
  return isEnd && before?.connection !== source ? before?.clauses.at(-1) : undefined;
}

/** All streams are explained, and yet an input came too early for what had been seen: its own clause speaks of it. */
function blockedFault(record: TraceRecord, state: SearchState, happened: readonly History[]): Fault {
  const slot = record.connections.findIndex((connection, i) => (state.lanes[i]?.begun ?? 0) < connection.inputs.length);
  const connection = record.connections[Math.max(slot, 0)];
  return {
    kind: 'wrong',
    connection: connection?.id ?? -1,
    offset: connection?.length ?? 0,
    clause: lastRan(happened, Number.POSITIVE_INFINITY, connection?.id)?.clauses.at(-1) ?? '',
    acceptable: [],
    got: new Uint8Array(),
    entry: record.entries.length,
  };
}

/** The first message that has to come. */
function owedNext(stream: Stream): Item | undefined {
  return heads(stream).find((item) => item.owed && item.text !== undefined);
}

/** What could stand next: the first of each queue, and what need not come before it. */
function heads(stream: Stream): readonly Item[] {
  return stream.queues.flatMap((queue) => {
    const owed = queue.items.findIndex((item) => item.owed);
    return owed < 0 ? queue.items : queue.items.slice(0, owed + 1);
  });
}

/** What ran last before an entry of the trace, a clause of the spec at least; of several at once, that of the connection itself. */
function lastRan(
  happened: readonly History[],
  entry: number,
  connection: number | undefined,
): (History & { kind: 'ran' }) | undefined {
  let last: (History & { kind: 'ran' }) | undefined;
  for (const one of happened) {
    if (one.kind !== 'ran' || one.entry >= entry || one.clauses.length === 0) continue;
    if (last === undefined || one.entry >= last.entry || (one.entry === last.entry && one.connection === connection))
      last = one;
  }
  return last;
}

function wildClause(happened: readonly History[], connection: number): string | undefined {
  for (const one of happened) if (one.kind === 'wild' && one.connection === connection) return one.clause;
  return undefined;
}

function isConstant({ output }: Item): boolean {
  return output.kind === 'message' && Object.keys(output.message.fields).length === 0;
}

/** The message, received before, that stands here once more. */
function repeated(
  happened: readonly History[],
  slot: number,
  stream: Stream,
  standsNext: (text: WireText) => boolean,
): Item | undefined {
  for (const one of [...happened].reverse()) {
    if (one.kind !== 'received' || one.slot !== slot || one.item?.text === undefined || one.to > stream.at) continue;
    if (standsNext(one.item.text)) return one.item;
  }
  return undefined;
}

/** The message that stands here was sent to somebody else: what sent it is to blame, and not what is owed here. */
function sentToAnother(
  happened: readonly History[],
  { streams }: SearchState,
  slot: number,
  standsNext: (text: WireText) => boolean,
): Item | undefined {
  const onTheirWay = streams.flatMap(({ queues }, i) => (i === slot ? [] : queues.flatMap(({ items }) => items)));
  const received = happened.flatMap((one) =>
    one.kind === 'received' && one.slot !== slot && one.item !== undefined ? [one.item] : [],
  );
  return [...onTheirWay, ...received.reverse()].find(({ text }) => text !== undefined && standsNext(text));
}

/** Whether a message may stand for one that is owed, since another branch of the same clause sends it. */
function isOtherAnswer({ output }: Item, clause: string): boolean {
  return clauseOf(output.clause) === clauseOf(clause);
}

/** The clause that a branch is in: `protocol/State/trigger`, or `protocol/connect`, which belongs to no state. */
function clauseOf(id: string): string {
  const [protocol, state, trigger] = id.split('/');
  return state === 'connect' ? `${protocol}/${state}` : `${protocol}/${state}/${trigger}`;
}

/** What came instead is sent as well, but behind what is owed. */
function isPassedOver(stream: Stream, owed: Item, standsNext: (text: WireText) => boolean): boolean {
  const others = stream.queues.flatMap((queue) => queue.items).filter((item) => item !== owed);
  return others.some((item) => item.text !== undefined && standsNext(item.text));
}

/** What stands next, where it has overtaken several of its queue that came behind it: of two it can't be told which one was moved. */
function overtaking(
  { queues }: Stream,
  standsNext: (text: WireText) => boolean,
  came: (item: Item) => boolean,
): Item | undefined {
  for (const { items } of queues) {
    const place = items.findIndex(({ text }) => text !== undefined && standsNext(text));
    if (place >= OVERTAKEN && items.slice(0, OVERTAKEN).every(came)) return items[place];
  }
  return undefined;
}

/** Behind an end, the branch that ran for what is said there: the end has nothing to do with it, but that it came meanwhile. */
function echoed(happened: readonly History[], entry: number, got: Uint8Array): string | undefined {
  const ran = happened.flatMap((one) => (one.kind === 'ran' && one.entry < entry ? [one] : []));
  const begun = ran.findLastIndex(({ frame }) => frame !== undefined);
  const { frame, connection, entry: at } = ran[begun] ?? {};
  if (frame === undefined || begun === ran.length - 1 || frame.length < ECHOED || !isEchoOf(got, frame))
    return undefined;
  return ran.findLast((one) => one.connection === connection && one.entry === at)?.clauses.at(-1);
}
