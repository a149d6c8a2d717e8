import type { GroupSend, MessageOutput, Protocol } from '../../runtime/index.js';
import { laneOf, type MicroSteps, type Step, streamOf } from './micro-step.js';
import { hasText, pendingItem, placeOf } from './pending.js';
import type { Reading } from './reading.js';
import type { TraceRecord } from './record.js';
import type { Item, Queue, SearchState } from './state.js';

/**
 * Lets the search look at few orders of what happened, and miss nothing: it finds what can be taken first. It stands on
 * `Reading`, which holds for every execution: a message that only one input can have caused was caused by it.
 */
export class FirstSteps {
  private readonly exact: boolean;
  private readonly atomicEvents: boolean;

  constructor(
    protocol: Protocol,
    private readonly record: TraceRecord,
    private readonly steps: MicroSteps,
    private readonly reading: Reading,
  ) {
    this.exact = protocol.model.delivery.order === 'total';
    this.atomicEvents = protocol.model.delivery.unit === 'event';
  }

  /**
   * Whether a connection's next micro-step can be taken at once, without looking at what the others could do first: for
   * every execution that goes on from here and explains the trace there is one that begins with this step.
   *
   * A step that changes nothing that others see can be moved before theirs, if it comes out the same there and what it
   * sends comes to the same recipients. Nothing that others do later undoes what an input was waiting for.
   */
  canComeFirst(before: SearchState, slot: number, step: Step): boolean {
    if (step.outputs.some((output) => output.kind === 'wild')) return false;
    if (this.isVisible(before, step.state, slot)) return false;
    const open = laneOf(before, slot).openSend;
    // It closes what this connection sent to a group before, which someone may still have to join for, or to leave.
    if (open !== undefined && !this.isSettled(before, step.state, slot, open.send, open.input)) return false;
    const sends = step.outputs.filter((output) => output.kind === 'message');
    if (!this.isSure(step, slot, sends)) return false;
    /*
     * A send to a group stays open until this connection's next step. Sent earlier, it is open at every moment at which
     * it was open before, so whoever could get it still can, and whoever need not get it still need not. Where events are
     * atomic, or all have one order, that does not hold: then it must come to those whom it is seen to have come to.
     */
    if (this.atomicEvents || this.exact) {
      const { begun, openSend } = laneOf(step.state, slot);
      const toGroups = sends.filter(({ group }) => group !== undefined);
      for (const send of openSend === undefined ? toGroups : [...toGroups, openSend.send])
        if (!this.isSettled(step.state, step.state, slot, send, begun - 1)) return false;
    }
    return !this.exact || sends.every((send) => this.isNext(step.state, slot, send));
  }

  /** What others could tell: groups and their members' attributes, the world's variables. */
  private isVisible({ world: before, lanes }: SearchState, { world: after }: SearchState, slot: number): boolean {
    if (before === after) return false;
    if (before.variables !== after.variables) return true;
    const id = this.record.connections[slot]?.id;
    let member = false;
    for (const name of Object.keys(after.groups)) {
      const was = before.groups[name] ?? [];
      const is = after.groups[name] ?? [];
      if (id !== undefined && (was.includes(id) || is.includes(id)) && !this.reading.reach.harmless.has(name))
        member = true;
      // To be in a harmless group is to be able to get more, and to be owed nothing.
      if (was !== is && !(this.reading.reach.harmless.has(name) && was.every((one) => is.includes(one)))) return true;
    }
    const a = before.connections.find((one) => one.id === id);
    const b = after.connections.find((one) => one.id === id);
    if (a?.judged === false || b?.judged === false) return true;
    if (
      a !== undefined &&
      b === undefined &&
      id !== undefined &&
      lanes.some(({ run }) => Object.values(run?.bound ?? {}).includes(id))
    )
      return true;
    // Who is in no group can't be seen; a member can, but for its state.
    return member && (a === undefined || b === undefined || a.open !== b.open || a.attributes !== b.attributes);
  }

  /**
   * Whether a step comes out the same whenever it is taken: no guard in it can turn, or something of what it sends is
   * seen, and nothing else can have sent that.
   */
  private isSure(step: Step, slot: number, sends: readonly MessageOutput[]): boolean {
    if (step.clause === undefined) return true;
    const input = laneOf(step.state, slot).begun - 1;
    const reach = this.reading.reach.of(slot, input);
    const seen = sends.filter((send) => {
      return this.reading.isCertain(this.record.slotOf(send.to), slot, input, this.steps.textOf(send.text).key);
    });
    if (this.reading.reach.readers.has(step.clause) && seen.length === 0) return false;
    return step.arms.every(
      (arm) =>
        reach?.soleArms.has(arm) === true || seen.some(({ clause }) => clause === arm || clause.startsWith(`${arm}/`)),
    );
  }

  /**
   * Whether nothing is left open of a send to a group: each who is seen to have got it is among its recipients, and
   * nobody who is owed it, and is not seen to have got it, could still be excused by leaving. Where the next send of the
   * same input gives somebody the same text, that explains it as well.
   */
  private isSettled(
    state: SearchState,
    after: SearchState,
    slot: number,
    send: MessageOutput | GroupSend,
    input: number,
  ): boolean {
    const text = this.steps.textOf(send.text);
    return this.record.connections.every((record, to) => {
      const stream = streamOf(state, to);
      if (stream.wild !== undefined || stream.ended) return true;
      const sighting = this.reading.sighting(to, slot, input, text, stream.at);
      const item = pendingItem(stream, slot, send);
      if (typeof sighting === 'number')
        return sighting < stream.at || item !== undefined || hasText(streamOf(after, to), slot, input, text.key);
      if (item === undefined) return sighting === 'absent' || !this.reading.canJoin(to, laneOf(state, to));
      if (!item.owed || !this.reading.canLeave(to, laneOf(state, to))) return true;
      // A debt to a stream that has ended counts for nothing, if nothing of this source comes behind it.
      const over = record.ended !== undefined || record.abandoned;
      return sighting === 'absent' && over && !this.exact && !this.reading.mayShowLater(to, slot, input);
    });
  }

  /** Under one order for all: whether a send stands exactly where it must, or comes after all that has been read. */
  private isNext(state: SearchState, slot: number, send: MessageOutput): boolean {
    const to = this.record.slotOf(send.to);
    const record = this.record.connections[to];
    const stream = streamOf(state, to);
    const place = record === undefined ? undefined : placeOf(stream, send);
    if (record === undefined || place === undefined) return false;
    if (place < record.length) return this.reading.segment(to, place)?.owner === slot;
    return record.ended === undefined && !this.reading.canLeave(to, laneOf(state, to));
  }

  /** Whether what stands next on a stream can be nothing but this: then there is nothing to wait for. */
  isCertain(state: SearchState, to: number, queue: Queue, item: Item): boolean {
    if (item.text === undefined) return true;
    const stream = streamOf(state, to);
    if (this.exact && state.loose.length === 0 && item.owed && queue.items[0] === item) return true;
    const segment = this.reading.segment(to, stream.at);
    return segment !== undefined && segment.owner === item.source && (item.owed || segment.once !== undefined);
  }
}
