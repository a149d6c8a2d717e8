import type { Output, Protocol, SessionEvent, World } from '../../runtime/index.js';
import type { Leaf, OwedItem } from './leaf.js';
import type { MicroSteps } from './micro-step.js';
import type { Input, TraceRecord } from './record.js';
import {
  type History,
  type Item,
  type Lane,
  type OpenSend,
  rememberReceived,
  rememberRun,
  type SearchState,
  type Stream,
} from './state.js';
import type { TraceEntry } from './trace.js';

/** What the events of one connection have come to. */
interface Source {
  begun: number;
  /** Its last event, and the world in which it ran. */
  last: { readonly world: World; readonly event: SessionEvent; readonly input: number } | undefined;
}

/** What one connection is sent. */
interface Recipient {
  /** How many bytes of whole messages have come. */
  at: number;
  /** How many of the next one. */
  partly: number;
  ended: boolean;
  /** What is sent to it is not waited for: we read no more of it. */
  unread: boolean;
  /** In the order in which it is sent. */
  readonly owed: Item[];
}

/** The execution as it was when nothing was owed. */
interface Settled {
  readonly world: World;
  readonly history: History | undefined;
  readonly sources: readonly Readonly<Source>[];
  readonly recipients: readonly { readonly at: number; readonly ended: boolean }[];
}

/**
 * One execution, in which every event runs to its end before the next one begins, and whoever hears of it hears it in that
 * order. A trace in which each waits for what the one before it owes has mostly this one; where it explains all that
 * came, no search is needed. It proves nothing but that: as soon as anything else comes, or the spec leaves a choice, it is
 * given up, and the search goes on from where nothing was owed.
 */
export class Foresight {
  private world: World;
  private history: History | undefined;
  private readonly sources: Source[] = [];
  private readonly recipients: Recipient[] = [];
  private settled: Settled;
  /** How many entries of the trace it has gone through. */
  private taken = 0;
  private debts = 0;
  private failed = false;
  /** Whose event was the last. */
  private actor: number | undefined;

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
    private readonly steps: MicroSteps,
  ) {
    this.world = protocol.session.initial;
    this.settled = { world: this.world, history: undefined, sources: [], recipients: [] };
  }

  /** What it comes to by now; undefined: the trace is not, or may not be, this execution's. Then it is not to be asked again. */
  look():
    | {
        readonly kind: Exclude<Leaf['kind'], 'dead'>;
        readonly world: World;
        readonly history: History | undefined;
        readonly owed: readonly OwedItem[];
      }
    | undefined {
    const { entries } = this.record;
    for (; this.taken < entries.length; this.taken++) {
      const entry = entries[this.taken];
      if (entry !== undefined && !this.take(entry)) {
        this.failed = true;
        return undefined;
      }
    }
    const { world, history, debts } = this;
    return debts === 0
      ? { kind: 'complete', world, history, owed: [] }
      : { kind: 'late', world, history, owed: this.owed() };
  }

  /** Where the search can go on: the execution as it was when nothing was owed. */
  state(): SearchState {
    // What it has failed at may be half done.
    if (this.debts === 0 && !this.failed) this.settle();
    const { world, history, sources, recipients } = this.settled;
    const lanes = sources.map(({ begun, last }): Lane => ({ begun, run: undefined, openSend: this.openSend(last) }));
    const streams = recipients.map(({ at, ended }): Stream => ({ at, ended, wild: undefined, queues: [] }));
    return { world, lanes, streams, loose: [], history };
  }

  private settle(): void {
    const { world, history } = this;
    this.settled = {
      world,
      history,
      sources: this.sources.map(({ begun, last }) => ({ begun, last })),
      recipients: this.recipients.map(({ at, ended }) => ({ at, ended })),
    };
  }

  /** The send that the last micro-step of an event leaves open. */
  private openSend(last: Source['last']): OpenSend | undefined {
    if (last === undefined || this.protocol.model.delivery.unit !== 'send') return undefined;
    const { session } = this.protocol;
    const started = session.begin(last.world, last.event);
    let open: OpenSend | undefined;
    for (let { world, run } = { world: started?.world ?? last.world, run: started?.run }; run !== undefined; ) {
      const [advance] = session.advance(world, run);
      if (advance === undefined) break;
      open = advance.open === undefined ? undefined : { send: advance.open, input: last.input };
      ({ world, run } = advance);
    }
    return open;
  }

  private owed(): readonly OwedItem[] {
    const found: OwedItem[] = [];
    for (const [slot, { owed }] of this.recipients.entries()) {
      if (owed.length === 0) continue;
      const isCut = this.record.connections[slot]?.cut !== undefined;
      // What a half-closed connection is sent may be lost; its end may not.
      for (const item of owed) if (item.text === undefined || !isCut) found.push({ slot, item });
    }
    return found;
  }

  private take(entry: TraceEntry): boolean {
    const slot = this.record.slotOf(entry.connection);
    switch (entry.kind) {
      case 'read':
        return this.read(slot, entry.bytes);
      case 'end':
        return entry.how === 'fin' && this.end(slot);
      case 'stall':
        this.recipient(slot).unread = true;
        return this.recipient(slot).owed.length === 0;
      case 'close':
      case 'reset':
        // What was written before it may be lost with it.
        if (this.debts > 0) return false;
        this.recipient(slot).unread = true;
        return this.act(slot);
      default:
        return this.act(slot);
    }
  }

  /** Runs what an entry amounts to: several events, or none. */
  private act(slot: number): boolean {
    // Where several are at work at once, their events may as well run in another order.
    if (this.debts > 0 && this.actor !== slot) return false;
    if (this.debts === 0) this.settle();
    this.actor = slot;
    this.recipient(slot);
    const source = this.source(slot);
    const inputs = this.record.connections[slot]?.inputs ?? [];
    for (let input = inputs[source.begun]; input?.entry === this.taken; input = inputs[source.begun]) {
      // A server that has patience is likelier than one that drops; what else need not have happened is for the search.
      const isPassed = input.optional && input.event.kind === 'end';
      if (input.optional && !isPassed) return false;
      if (!isPassed && !this.run(slot, source, input)) return false;
      source.begun += 1;
    }
    return true;
  }

  private run(slot: number, source: Source, { event, entry }: Input): boolean {
    const [only, ...others] = this.protocol.session.outcomes(this.world, event);
    if (only === undefined || others.length > 0) return false;
    source.last = { world: this.world, event, input: source.begun };
    this.world = only.world;
    if (only.trail.length > 0) {
      const frame = event.kind === 'frame' ? event.bytes : undefined;
      this.history = rememberRun(this.history, only.trail, event.connection, entry, frame);
    }
    return only.outputs.every((output) => this.send(slot, source, output));
  }

  /** Whether there is but one way in which it can be sent. */
  private send(slot: number, { begun }: Source, output: Output): boolean {
    if (output.kind === 'wild') return false;
    if (output.kind === 'message' && (output.times.min !== 1 || output.times.max !== 1)) return false;
    const recipient = this.recipient(this.record.slotOf(output.to));
    if (recipient.unread || recipient.ended) return true;
    const text = output.kind === 'close' ? undefined : this.steps.textOf(output.text);
    recipient.owed.push({ text, output, owed: true, many: false, source: slot, input: begun });
    this.debts += 1;
    // What has no bytes, or a hole, can't be told by what comes next.
    return text === undefined || (!text.hole && text.parts.length > 0);
  }

  private read(slot: number, bytes: Uint8Array): boolean {
    const recipient = this.recipient(slot);
    for (let i = 0; i < bytes.length; ) {
      const expected = recipient.owed[0]?.text?.parts[0];
      if (expected === undefined) return false;
      const length = Math.min(bytes.length - i, expected.length - recipient.partly);
      const { partly } = recipient;
      if (expected.compare(bytes, i, i + length, partly, partly + length) !== 0) return false;
      i += length;
      recipient.partly += length;
      if (recipient.partly === expected.length) this.received(slot, recipient, expected.length);
    }
    return true;
  }

  private end(slot: number): boolean {
    const recipient = this.recipient(slot);
    if (recipient.owed[0]?.output.kind !== 'close') return false;
    this.received(slot, recipient, 0);
    recipient.ended = true;
    this.debts -= recipient.owed.length;
    recipient.owed.length = 0;
    return true;
  }

  private received(slot: number, recipient: Recipient, length: number): void {
    const item = recipient.owed.shift();
    const { at } = recipient;
    recipient.at += length;
    recipient.partly = 0;
    this.debts -= 1;
    this.history = rememberReceived(
      this.history,
      { slot, from: at, to: recipient.at },
      item,
      item?.output.clause ?? '',
    );
  }

  private source(slot: number): Source {
    this.sources[slot] ??= { begun: 0, last: undefined };
    return this.sources[slot];
  }

  private recipient(slot: number): Recipient {
    this.recipients[slot] ??= { at: 0, partly: 0, ended: false, unread: false, owed: [] };
    return this.recipients[slot];
  }
}
