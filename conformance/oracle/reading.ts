import type { Potential } from './input-walk.js';
import type { Reach } from './reach.js';
import type { TraceRecord } from './record.js';
import type { Lane, SearchState } from './state.js';
import { type Segment, type Sighting, StreamReading } from './stream-reading.js';
import { mayStand } from './text-match.js';

/** Where a stream can't be explained, whatever anybody has done. */
export interface Impossible {
  readonly slot: number;
  readonly offset: number;
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
  /** Every execution owes something. */
  readonly owing: boolean;

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
      const until = reach.failed ? -1 : (wildFrom[slot] ?? 0);
      return new StreamReading(connection, here, entryOf, until, start, record.strays);
    });
    for (const [slot, stream] of this.streams.entries()) {
      for (const segment of stream.segments) this.observe(segment, slot);
    }
    this.impossible = this.findImpossible();
    this.owing = connections.some((_, slot) => this.owesAnswer(slot, from?.lanes[slot]?.begun ?? 0));
  }

  /** Whether a connection that stays has read fewer messages of its own than it has inputs that are answered in any case. */
  private owesAnswer(slot: number, begun: number): boolean {
    const record = this.record.connections[slot];
    const stream = this.streams[slot];
    if (record === undefined || stream === undefined || record.cut !== undefined || record.ended !== undefined)
      return false;
    if (record.stalled !== undefined) return false;
    if (stream.unknownFrom !== Number.POSITIVE_INFINITY) return false;
    const answered = record.inputs.filter((_, i) => i >= begun && this.reach.of(slot, i)?.answers === true);
    const own = stream.segments.filter((one) => one.to !== undefined && one.candidates.some((by) => by.slot === slot));
    return own.length < answered.length;
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

  /** Whether what a judged input can have sent may begin at a place. */
  mayBegin(slot: number, offset: number): boolean {
    return this.reach.failed || this.streams[slot]?.mayBegin(offset) !== false;
  }

  /** Whether what stands at a place is surely a judged input's. */
  isJudged(slot: number, offset: number): boolean {
    return !this.reach.failed && this.streams[slot]?.isJudged(offset) === true;
  }

  /** What has become of a send on a stream. */
  sighting(slot: number, source: number, input: number, text: Potential['text'], from: number): Sighting {
    const stream = this.streams[slot];
    const record = this.record.connections[slot];
    if (stream === undefined || record === undefined) return 'unknown';
    const known = stream.sighting(source, input, text.key);
    if (known !== undefined) return known;
    if (stream.unknownFrom >= record.length) return 'absent';
    return mayStand(text, record.stream, Math.max(from, stream.unknownFrom), record.length, record.effort)
      ? 'unknown'
      : 'absent';
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
