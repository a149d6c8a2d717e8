import type { GroupSend, MessageOutput, Output, Protocol } from '../../runtime/index.js';
import { hearsForbidden } from './leaf.js';
import { laneOf, type MicroSteps, type Step, streamOf } from './micro-step.js';
import { hasText, pendingItem, placeOf } from './pending.js';
import type { Reading } from './reading.js';
import type { TraceRecord } from './record.js';
import type { SearchState } from './state.js';
import { matchText } from './text-match.js';

/**
 * Knows at once that a step leads nowhere, where a search would find out much later. It stands on `Reading`, as
 * `FirstSteps` does.
 */
export class DeadEnds {
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
   * Whether no execution that explains the trace comes of a step. `complete`: none that owes nothing.
   */
  isDead(before: SearchState, slot: number, step: Step, complete: boolean): boolean {
    const lane = laneOf(step.state, slot);
    const was = laneOf(before, slot);
    const { openSend } = was;
    if (openSend !== undefined) {
      // Nobody else gets it from now on; and what is owed of it is owed for good.
      const { send, input } = openSend;
      if (!this.isReceived(step.state, slot, input, this.steps.textOf(send.text).key)) return true;
      if (this.misses(step.state, slot, send, input, complete)) return true;
    }
    if (lane.begun > was.begun && !this.isReceived(step.state, slot, was.begun - 1, undefined)) return true;
    const input = lane.begun - 1;
    for (const output of step.outputs) {
      if (output.kind === 'wild' && this.isForbidden(step.state, output)) return true;
      if (
        output.kind === 'message' &&
        (output.group === undefined || this.atomicEvents || !this.couldBeExcused(step.state, output))
      ) {
        if (this.missesAt(step.state, slot, output, input, this.record.slotOf(output.to), complete)) return true;
      }
      if (this.exact && output.kind === 'message' && this.isMisplaced(step.state, output)) return true;
    }
    return (
      lane.run === undefined && lane.openSend === undefined && !this.isReceived(step.state, slot, input, undefined)
    );
  }

  /** Whether an input that is left out has surely come to something. */
  wasTaken(slot: number, input: number): boolean {
    return this.reading.observed(slot, input).length > 0;
  }

  private couldBeExcused(state: SearchState, output: MessageOutput): boolean {
    const to = this.record.slotOf(output.to);
    return this.reading.canLeave(to, laneOf(state, to));
  }

  /** Whether what a connection that is not judged never hears has come on it. */
  private isForbidden(state: SearchState, { connection }: Output & { kind: 'wild' }): boolean {
    const slot = this.record.slotOf(connection);
    const record = this.record.connections[slot];
    return record !== undefined && hearsForbidden(record, streamOf(state, slot));
  }

  /** Whether each stream that surely shows what an input sent has been sent it. */
  private isReceived(state: SearchState, slot: number, input: number, key: string | undefined): boolean {
    return this.reading.observed(slot, input).every((seen) => {
      // Of two places of a clause that send the same text the other one may still do so.
      if (key !== undefined && (seen.key !== key || !seen.certain)) return true;
      const stream = streamOf(state, seen.slot);
      if (stream.wild !== undefined || stream.at > seen.from) return true;
      return hasText(stream, slot, input, seen.key);
    });
  }

  private misses(state: SearchState, slot: number, send: GroupSend, input: number, complete: boolean): boolean {
    return this.record.connections.some((_, to) => this.missesAt(state, slot, send, input, to, complete));
  }

  /** It is owed there and not in the stream, and the stream shows later messages of its source, or is to owe nothing. */
  private missesAt(
    state: SearchState,
    slot: number,
    send: MessageOutput | GroupSend,
    input: number,
    to: number,
    complete: boolean,
  ): boolean {
    const stream = streamOf(state, to);
    const item = pendingItem(stream, slot, send);
    const record = this.record.connections[to];
    if (item === undefined || !item.owed || record === undefined || stream.wild !== undefined) return false;
    if (this.reading.sighting(to, slot, input, this.steps.textOf(send.text), stream.at) !== 'absent') return false;
    if (complete && record.cut === undefined && record.ended === undefined) return true;
    return this.reading.showsLater(to, slot, input);
  }

  /** Under one order for all nothing can come before what is owed next. */
  private isMisplaced(state: SearchState, send: MessageOutput): boolean {
    const to = this.record.slotOf(send.to);
    const record = this.record.connections[to];
    if (record === undefined || state.loose.length > 0 || send.times.min === 0) return false;
    const stream = streamOf(state, to);
    const place = placeOf(stream, send);
    if (place === undefined || place >= record.length) return false;
    const { ends, partial } = matchText(
      this.steps.textOf(send.text),
      record.stream,
      place,
      record.length,
      record.effort,
    );
    return ends.length === 0 && !partial;
  }
}
