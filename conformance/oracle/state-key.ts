import type { World } from '../../runtime/index.js';
import type { Item, Lane, SearchState, Stream } from './state.js';

/** Tells states apart from which different things can happen; parts that states share are written once. */
export class StateKeys {
  private readonly numbers = new Map<string, number>();
  private readonly worlds = new WeakMap<World, number>();
  private readonly lanes = new WeakMap<Lane, number>();
  private readonly streams = new WeakMap<Stream, number>();

  /** `ordered`: it matters who of a group's members came first. */
  constructor(
    private readonly ordered: boolean,
    /** By slot: where a stream ends for now, if it does not matter what will come behind. */
    private readonly ends: readonly (number | undefined)[] = [],
  ) {}

  of(state: SearchState): string {
    const codes = [this.world(state.world), state.loose.length];
    for (const lane of state.lanes) codes.push(this.lane(lane));
    for (const [slot, stream] of state.streams.entries()) codes.push(this.stream(stream, this.ends[slot]));
    return String.fromCharCode(
      ...codes.flatMap((code) => (code < 0xffff ? [code] : [0xffff, code & 0xffff, code >> 16])),
    );
  }

  private world(world: World): number {
    let number = this.worlds.get(world);
    if (number === undefined) {
      number = this.number(`w${worldKey(world, this.ordered)}`);
      this.worlds.set(world, number);
    }
    return number;
  }

  private lane(lane: Lane): number {
    let number = this.lanes.get(lane);
    if (number === undefined) {
      const { begun, run, openSend } = lane;
      const running = run === undefined ? '' : `${run.clause}@${run.pc}${JSON.stringify(run.bound)}`;
      number = this.number(
        `l${begun}${running}${openSend === undefined ? '' : `~${openSend.input}${openSend.send.clause}${JSON.stringify(openSend.send.text)}`}`,
      );
      this.lanes.set(lane, number);
    }
    return number;
  }

  private stream(stream: Stream, end: number | undefined): number {
    let number = this.streams.get(stream);
    if (number === undefined) {
      // Nothing that is queued can be received any more: it can't tell what else will happen.
      const waiting = stream.at === end ? [] : stream.queues;
      const queues = waiting.map((queue) => `${queue.source}[${queue.items.map(itemKey).join()}]`).sort();
      number = this.number(
        `s${stream.at}${stream.ended ? 'E' : ''}${stream.wild ? `W${stream.wild.from}` : ''}${queues.join('')}`,
      );
      this.streams.set(stream, number);
    }
    return number;
  }

  private number(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(text, number);
    }
    return number;
  }
}

/** The order of arrival is nothing that a clause could see; that of joining is, where two members may have one name. */
function worldKey({ connections, groups, variables }: World, ordered: boolean): string {
  const present = connections.toSorted((a, b) => a.id - b.id);
  const members = Object.entries(groups).map(([name, ids]) => [name, ordered ? ids : ids.toSorted((a, b) => a - b)]);
  return JSON.stringify([present, members, variables]);
}

function itemKey(item: Item): string {
  return `${item.owed ? '' : '?'}${item.many ? '*' : ''}${item.input}.${item.text?.key ?? 'END'}`;
}
