import type { Potential } from './input-walk.js';
import type { ConnectionRecord } from './record.js';
import type { LooseText } from './state.js';
import { TextIndex } from './text-index.js';

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

/** What has become of a send on one stream: the byte at which it stands, surely not there, or not known. */
export type Sighting = number | 'absent' | 'unknown';

/** A stream, cut into messages: each must be one that some input can have caused, written before it was read. */
export class StreamReading {
  readonly segments: Segment[] = [];
  private readonly byStart = new Map<number, Segment>();
  /** Where a text stands that only one input can have sent; and the sends of which no place can be told. */
  private readonly once = new Map<string, number>();
  private readonly several = new Set<string>();
  private readonly beginnings = new Map<number, boolean>();
  private readonly judged = new Map<number, boolean>();
  private readonly exact: TextIndex<Potential>;
  private readonly holed: TextIndex<Potential>;
  /** For each source the last input of which this stream surely shows something. */
  readonly lastInput = new Map<number, number>();
  /** From here on nothing is known. */
  unknownFrom = Number.POSITIVE_INFINITY;
  impossibleAt: number | undefined;
  /** A message that can have come once only, and came again. */
  repeatedAt: number | undefined;

  constructor(
    private readonly record: ConnectionRecord,
    potentials: readonly Potential[],
    private readonly inputEntry: (potential: Potential) => number,
    private readonly wildFrom: number,
    start: number,
    /** What none of the trace's inputs has caused, and yet may stand anywhere. */
    private readonly strays: readonly LooseText[],
  ) {
    this.exact = new TextIndex(potentials.filter(({ text }) => !text.hole));
    this.holed = new TextIndex(potentials.filter(({ text }) => text.hole));
    let at: number | undefined = start;
    while (at !== undefined && at < record.length) at = this.readAt(at);
  }

  at(offset: number): Segment | undefined {
    return this.byStart.get(offset);
  }

  sighting(slot: number, input: number, key: string): Sighting | undefined {
    const id = `${slot}/${input}/${key}`;
    if (this.several.has(id) || this.several.has(`${slot}/${input}/`)) return 'unknown';
    return this.once.get(id);
  }

  /** Whether what a judged input can have sent may begin at a place; else what stands there belongs to what began before. */
  mayBegin(at: number): boolean {
    let may = this.beginnings.get(at);
    if (may === undefined) {
      may = this.looksForBeginning(at);
      this.beginnings.set(at, may);
    }
    return may;
  }

  /** Whether what stands at a place is to the byte what judged inputs can have sent, and nothing else is: nobody else knew their values. */
  isJudged(at: number): boolean {
    let is = this.judged.get(at);
    if (is === undefined) {
      is = this.looksForJudged(at);
      this.judged.set(at, is);
    }
    return is;
  }

  private looksForJudged(at: number): boolean {
    if (this.strays.some(({ text }) => this.record.match(text, at).ends.length > 0)) return false;
    const entry = this.record.entryOf(at) ?? 0;
    let [once, many] = [false, false];
    this.exact.at(this.record.stream, at, this.record.length, this.record.effort, (one, ends) => {
      if (ends.length === 0 || this.inputEntry(one) >= entry) return;
      if (one.many) many = true;
      else once = true;
    });
    return once && !many;
  }

  private looksForBeginning(at: number): boolean {
    const entry = this.record.entryOf(at) ?? 0;
    let found = false;
    for (const index of [this.exact, this.holed]) {
      index.at(this.record.stream, at, this.record.length, this.record.effort, (one, ends, partial) => {
        if (!one.many && this.inputEntry(one) < entry && (partial || ends.length > 0)) found = true;
      });
      if (found) break;
    }
    return found;
  }

  /** Reads one message, and says where the next one begins. */
  private readAt(at: number): number | undefined {
    const entry = this.record.entryOf(at) ?? 0;
    if (entry > this.wildFrom) return this.giveUp(at);
    const found = this.candidates(at);
    if (found === undefined) return this.giveUp(at);
    for (const { text } of this.strays) {
      const { ends, partial } = this.record.match(text, at);
      const [end] = ends;
      if (end === undefined && !partial) continue;
      // It is whoever's it is, and no message of the trace's.
      return end === undefined || found.size > 0 ? this.giveUp(at) : end;
    }
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
    for (const index of [this.exact, this.holed]) {
      let open = false;
      index.at(this.record.stream, at, this.record.length, this.record.effort, (one, ends, partial) => {
        if (this.inputEntry(one) >= entry) return;
        if (ends.length > 1 || (partial && one.text.open)) open = true;
        for (const end of ends) add(end, one);
        if (partial) add(PARTIAL, one);
      });
      if (open) return undefined;
      if (found.size > 0) break;
    }
    return found;
  }

  /** Whether a stream can be cut into messages from here on; undefined where that can't be said. */
  private goesOn(at: number, seen: Map<number, boolean | undefined>): boolean | undefined {
    if (at >= this.record.length) return true;
    if (this.strays.length > 0) return undefined;
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
