import type { Potential, Reach } from './reach.js';
import type { ConnectionRecord, TraceRecord } from './record.js';
import type { Lane, SearchState } from './state.js';
import { matchText, mayStand } from './text-match.js';

/** A stretch of a stream that is one message, and all that can have caused it. */
export interface Segment {
  readonly from: number;
  /** Undefined: more of it may come. */
  readonly to: number | undefined;
  readonly candidates: readonly Potential[];
  /** The only source that any candidate has. */
  readonly owner: number | undefined;
  /** The only candidate; of several in one clause that send the same text, the first. */
  readonly once: Potential | undefined;
}

/** Where a stream can't be explained, whatever anybody has done. */
export interface Impossible {
  readonly slot: number;
  readonly offset: number;
}

/** What a send has come to on one stream: the byte at which it stands, surely not there, or not known. */
export type Standing = number | 'absent' | 'unknown';

/** A stream, cut into messages: each must be one that some input can have caused, written before it was read. */
class StreamReading {
  readonly segments: Segment[] = [];
  private readonly byStart = new Map<number, Segment>();
  /** Where a text stands that only one input can have sent; and the sends of which no place can be told. */
  private readonly once = new Map<string, number>();
  private readonly several = new Set<string>();
  /** For each source the last input of which this stream surely shows something. */
  readonly lastInput = new Map<number, number>();
  /** From here on nothing is known. */
  unknownFrom = Number.POSITIVE_INFINITY;
  impossibleAt: number | undefined;
  /** A message that can have come once only, and came again. */
  repeatedAt: number | undefined;

  constructor(
    private readonly record: ConnectionRecord,
    private readonly potentials: readonly Potential[],
    private readonly inputEntry: (potential: Potential) => number,
    private readonly wildFrom: number,
    start: number,
  ) {
    let at: number | undefined = start;
    while (at !== undefined && at < record.length) at = this.readAt(at);
  }

  at(offset: number): Segment | undefined {
    return this.byStart.get(offset);
  }

  standing(slot: number, input: number, key: string): Standing | undefined {
    const id = `${slot}/${input}/${key}`;
    if (this.several.has(id) || this.several.has(`${slot}/${input}/`)) return 'unknown';
    return this.once.get(id);
  }

  /** Reads one message, and says where the next one begins. */
  private readAt(at: number): number | undefined {
    const entry = this.record.entryOf(at) ?? 0;
    if (entry > this.wildFrom) return this.giveUp(at);
    const found = this.candidates(at);
    if (found === undefined) return this.giveUp(at);
    let ends = [...found.keys()];
    if (ends.length > 1) {
      const seen = new Map<number, boolean | undefined>();
      ends = ends.filter((end) => end === PARTIAL || this.goesOn(end, seen) !== false);
    }
    const [end] = ends;
    if (end === undefined) {
      this.impossibleAt = at;
      return undefined;
    }
    if (ends.length > 1) return this.giveUp(at);
    this.note(at, end === PARTIAL ? undefined : end, found.get(end) ?? []);
    return end === PARTIAL ? undefined : end;
  }

  private giveUp(at: number): undefined {
    this.unknownFrom = at;
    return undefined;
  }

  private note(from: number, to: number | undefined, candidates: readonly Potential[]): void {
    const [first] = candidates;
    if (first === undefined) return;
    const once = candidates.every((one) => idOf(one) === idOf(first) && !one.many) && !first.text.hole;
    const owner = candidates.every((one) => one.slot === first.slot && !one.many) ? first.slot : undefined;
    const segment = { from, to, candidates, owner, once: once ? first : undefined };
    this.segments.push(segment);
    this.byStart.set(from, segment);
    const id = idOf(first);
    if (once && !this.once.has(id)) {
      this.once.set(id, from);
      this.lastInput.set(first.slot, Math.max(this.lastInput.get(first.slot) ?? -1, first.input));
      return;
    }
    // One send comes to one recipient once; an input that sends the text in two places is another matter.
    if (once && candidates.length === 1) this.repeatedAt ??= from;
    for (const one of candidates) this.several.add(idOf(one));
  }

  /** All that can stand at a place, by where it ends. Undefined: a hole can end anywhere. */
  private candidates(at: number): Map<number, Potential[]> | undefined {
    const entry = this.record.entryOf(at) ?? 0;
    const found = new Map<number, Potential[]>();
    const add = (end: number, one: Potential): void => void (found.get(end)?.push(one) ?? found.set(end, [one]));
    // What a judged input can have sent to the byte was sent by it: nobody else knew its values.
    for (const hole of [false, true]) {
      for (const one of this.potentials) {
        if (one.text.hole !== hole || this.inputEntry(one) >= entry) continue;
        const { ends, partial } = matchText(one.text, this.record.stream, at, this.record.length);
        if (ends.length > 1 || (partial && one.text.open)) return undefined;
        for (const end of ends) add(end, one);
        if (partial) add(PARTIAL, one);
      }
      if (found.size > 0) break;
    }
    return found;
  }

  /** Whether a stream can be cut into messages from here on; undefined where that can't be said. */
  private goesOn(at: number, seen: Map<number, boolean | undefined>): boolean | undefined {
    if (at >= this.record.length) return true;
    if (seen.has(at)) return seen.get(at);
    seen.set(at, undefined);
    if (seen.size > MAX_LOOK_AHEAD || (this.record.entryOf(at) ?? 0) > this.wildFrom) return undefined;
    const found = this.candidates(at);
    if (found === undefined) return undefined;
    let goes: boolean | undefined = false;
    for (const end of found.keys()) {
      const on = end === PARTIAL ? true : this.goesOn(end, seen);
      if (on === true) goes = true;
      else if (on === undefined && goes === false) goes = undefined;
      if (goes === true) break;
    }
    seen.set(at, goes);
    return goes;
  }
}

const PARTIAL = -1;
const MAX_LOOK_AHEAD = 64;

/** A text with a hole may be what is sent as another text. */
function idOf({ slot, input, text }: Potential): string {
  return `${slot}/${input}/${text.hole ? '' : text.key}`;
}

/** Where a send must have been received. */
export interface Observation {
  readonly slot: number;
  readonly from: number;
  readonly key: string;
  /** One place in the clause alone can have sent it. */
  readonly certain: boolean;
}

/** The streams of a trace, read by what its inputs can have caused. What it says of a send holds in every execution. */
export class Reading {
  private readonly streams: readonly StreamReading[];
  private readonly observations = new Map<string, Observation[]>();
  private readonly firstSeen = new Map<string, number>();
  /** By slot: the last input that may make it a member of a group, and that may end a membership. */
  private readonly lastJoin: number[] = [];
  private readonly lastLeave: number[] = [];
  readonly impossible: Impossible | undefined;

  constructor(
    private readonly record: TraceRecord,
    readonly reach: Reach,
    /** Only what comes after this is read: all that was received before is explained. */
    from?: SearchState,
  ) {
    const { connections } = record;
    const old = from === undefined ? undefined : stillComing(from);
    const all: Potential[] = [];
    const wildFrom = connections.map(() => Number.POSITIVE_INFINITY);
    for (const [slot, connection] of connections.entries()) {
      for (const [i, input] of connection.inputs.entries()) {
        const one = reach.of(slot, i);
        if (old === undefined || i >= (from?.lanes[slot]?.begun ?? 0) || old.has(`${slot}/${i}`))
          all.push(...(one?.potentials ?? []));
        if (one?.joins !== false || reach.failed) this.lastJoin[slot] = i;
        if (one?.leaves !== false || reach.failed) this.lastLeave[slot] = i;
        if (one?.wild === true) wildFrom[slot] = Math.min(wildFrom[slot] ?? input.entry, input.entry);
      }
    }
    const entryOf = ({ slot, input }: Potential): number => connections[slot]?.inputs[input]?.entry ?? 0;
    this.streams = connections.map((connection, slot) => {
      const here = all.filter(({ to, slot: source }) =>
        to === 'self' ? source === slot : to === 'anybody' || source !== slot,
      );
      const start = from?.streams[slot]?.at ?? 0;
      return new StreamReading(connection, here, entryOf, reach.failed ? -1 : (wildFrom[slot] ?? 0), start);
    });
    for (const [slot, stream] of this.streams.entries()) {
      for (const segment of stream.segments) this.observe(segment, slot);
    }
    this.impossible = this.findImpossible();
  }

  private observe({ once, from, candidates }: Segment, slot: number): void {
    if (once === undefined) return;
    const key = `${once.slot}/${once.input}`;
    const list = this.observations.get(key) ?? [];
    this.observations.set(key, list);
    list.push({ slot, from, key: once.text.key, certain: candidates.length === 1 });
    const entry = this.record.connections[slot]?.entryOf(from) ?? 0;
    this.firstSeen.set(key, Math.min(this.firstSeen.get(key) ?? entry, entry));
  }

  private findImpossible(): Impossible | undefined {
    let first: (Impossible & { readonly entry: number }) | undefined;
    for (const [slot, stream] of this.streams.entries()) {
      for (const offset of [stream.impossibleAt, stream.repeatedAt]) {
        if (offset === undefined) continue;
        const entry = this.record.connections[slot]?.entryOf(offset) ?? 0;
        if (first === undefined || entry < first.entry) first = { slot, offset, entry };
      }
    }
    return first;
  }

  segment(slot: number, offset: number): Segment | undefined {
    return this.streams[slot]?.at(offset);
  }

  /** What a send has come to on a stream. */
  standing(slot: number, source: number, input: number, text: Potential['text'], from: number): Standing {
    const stream = this.streams[slot];
    const record = this.record.connections[slot];
    if (stream === undefined || record === undefined) return 'unknown';
    const known = stream.standing(source, input, text.key);
    if (known !== undefined) return known;
    if (stream.unknownFrom >= record.length) return 'absent';
    return mayStand(text, record.stream, Math.max(from, stream.unknownFrom), record.length) ? 'unknown' : 'absent';
  }

  /** All that an input must have caused, since nothing else can have. */
  observed(source: number, input: number): readonly Observation[] {
    return this.observations.get(`${source}/${input}`) ?? [];
  }

  /** Whether one place in a clause alone can have sent what stands on a stream. */
  isCertain(slot: number, source: number, input: number, key: string): boolean {
    return this.observed(source, input).some((seen) => seen.slot === slot && seen.key === key && seen.certain);
  }

  /** Whether a stream surely shows something that a source sent because of a later input. */
  showsLater(slot: number, source: number, input: number): boolean {
    return (this.streams[slot]?.lastInput.get(source) ?? -1) > input;
  }

  /** Whether a stream may show something that a source sent because of a later input. */
  mayShowLater(slot: number, source: number, input: number): boolean {
    const stream = this.streams[slot];
    if (stream === undefined || stream.unknownFrom !== Number.POSITIVE_INFINITY) return true;
    return stream.segments.some(({ candidates }) => candidates.some((one) => one.slot === source && one.input > input));
  }

  /** Whether a connection may still become a member of a group. */
  canJoin(slot: number, lane: Lane): boolean {
    return (this.lastJoin[slot] ?? -1) >= nextInput(lane);
  }

  /** Whether a connection that is a member may still cease to be one. */
  canLeave(slot: number, lane: Lane): boolean {
    return (this.lastLeave[slot] ?? -1) >= nextInput(lane);
  }

  /** The trace's entry that first shows an input's effect. */
  shownBy(source: number, input: number): number | undefined {
    return this.firstSeen.get(`${source}/${input}`);
  }
}

/** The first of a connection's inputs that can still change something. */
function nextInput({ begun, run }: Lane): number {
  return run === undefined ? begun : begun - 1;
}

/** Inputs that had begun and may still make something come: what they sent is open, or need not have come yet. */
function stillComing({ lanes, streams, loose }: SearchState): ReadonlySet<string> | undefined {
  if (loose.length > 0) return undefined;
  const inputs = new Set<string>();
  for (const [slot, lane] of lanes.entries()) {
    if (lane.openSend !== undefined) inputs.add(`${slot}/${lane.openSend.input}`);
    if (lane.run !== undefined) inputs.add(`${slot}/${lane.begun - 1}`);
  }
  for (const { queues } of streams)
    for (const { items } of queues) for (const { source, input } of items) inputs.add(`${source}/${input}`);
  return inputs;
}
