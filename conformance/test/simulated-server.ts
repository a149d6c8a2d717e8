import {
  type ConnectionId,
  createFrameDecoder,
  type FrameDecoder,
  type Output,
  type Protocol,
  type Run,
  type SessionEvent,
  terminatorOf,
  type World,
} from '../../runtime/index.js';
import type { TraceEntry } from '../oracle/trace.js';

/** What a simulated client does next. */
export type Deed =
  | { readonly kind: 'connect' | 'halfClose' | 'reset' }
  | { readonly kind: 'write'; readonly bytes: Uint8Array };

/** What a faulty server does once, to one message that it owes to one of its victims. */
export interface ServerFault {
  readonly kind: 'swapped' | 'lost' | 'doubled' | 'misdelivered' | 'altered';
  readonly victims: readonly ConnectionId[];
  /** How many messages that it could damage it lets pass. */
  readonly after: number;
}

interface Item {
  readonly bytes: Uint8Array;
  /** False: it need not have been sent. */
  readonly owed: boolean;
}

interface Queue {
  readonly to: ConnectionId;
  readonly items: (Item | 'end')[];
}

interface Wire {
  inbox: SessionEvent[];
  run: Run | undefined;
  decoder: FrameDecoder;
  /** What has left the queues and has not been read. */
  buffer: number[];
  ending: boolean;
  endRead: boolean;
  gone: boolean;
}

/**
 * A server that guarantees exactly what a spec declares, and nothing more: micro-steps of different connections run in
 * any order, messages of different sources overtake each other, reads cut the stream anywhere. All chance is `choose`'s.
 */
export class SimulatedServer {
  readonly trace: TraceEntry[] = [];
  private world: World;
  private readonly wires = new Map<ConnectionId, Wire>();
  private readonly queues = new Map<string, Queue>();
  /** What it does wrong from now on, once. */
  fault: ServerFault | undefined;
  private passed = 0;
  /** Whether the fault has happened. */
  damaged = false;

  constructor(
    private readonly protocol: Protocol,
    private readonly choose: (n: number) => number,
  ) {
    this.world = protocol.session.initial;
  }

  /** Runs all scripts to their end, and everything that comes of them. */
  run(scripts: readonly (readonly Deed[])[]): void {
    const next = scripts.map(() => 0);
    for (;;) {
      const moves: (() => void)[] = [];
      for (const [client, script] of scripts.entries()) {
        const deed = script[next[client] ?? 0];
        if (deed === undefined) continue;
        moves.push(() => {
          next[client] = (next[client] ?? 0) + 1;
          this.act(client, deed);
        });
      }
      for (const [id, wire] of this.wires) {
        if (wire.run !== undefined) moves.push(() => this.advance(id, wire));
        else if (wire.inbox.length > 0) moves.push(() => this.begin(id, wire));
        if (!wire.gone && (wire.buffer.length > 0 || (wire.ending && !wire.endRead)))
          moves.push(() => this.read(id, wire));
      }
      for (const queue of this.queues.values()) if (queue.items.length > 0) moves.push(() => this.deliver(queue));
      if (moves.length === 0) return;
      moves[this.choose(moves.length)]?.();
    }
  }

  private act(id: ConnectionId, deed: Deed): void {
    if (deed.kind === 'connect') {
      this.trace.push({ kind: 'connect', connection: id });
      const decoder = createFrameDecoder(this.protocol.model.framing.client);
      const event: SessionEvent = { kind: 'connect', connection: id };
      this.wires.set(id, {
        inbox: [event],
        run: undefined,
        decoder,
        buffer: [],
        ending: false,
        endRead: false,
        gone: false,
      });
      return;
    }
    const wire = this.wires.get(id);
    if (wire === undefined) throw new Error('a script starts with connect');
    if (deed.kind === 'write') {
      this.trace.push({ kind: 'write', connection: id, bytes: deed.bytes });
      for (const frame of wire.decoder.push(deed.bytes)) {
        wire.inbox.push(
          frame.kind === 'overlong'
            ? { kind: 'overlong', connection: id }
            : { kind: 'frame', connection: id, bytes: frame.bytes },
        );
      }
      return;
    }
    this.trace.push({ kind: deed.kind, connection: id });
    if (deed.kind === 'reset') {
      wire.gone = true;
      // What the server has not read yet may be lost, the last first.
      const frames = wire.inbox.filter((event) => event.kind !== 'connect').length;
      wire.inbox.length -= this.choose(frames + 1);
    }
    wire.inbox.push({ kind: 'end', connection: id });
  }

  private begin(id: ConnectionId, wire: Wire): void {
    const event = wire.inbox.shift();
    if (event === undefined) return;
    const started = this.protocol.session.begin(this.world, event);
    if (started === undefined) return;
    this.world = started.world;
    wire.run = started.run;
    // An event is begun to be run at least by one step: a begun event without one could not be told from one not begun.
    this.advance(id, wire);
  }

  private advance(id: ConnectionId, wire: Wire): void {
    if (wire.run === undefined) return;
    const advances = this.protocol.session.advance(this.world, wire.run);
    const advance = advances[this.choose(advances.length)];
    if (advance === undefined) throw new Error('a session has an outcome for everything');
    this.world = advance.world;
    wire.run = advance.run;
    for (const output of advance.outputs) this.send(id, output);
  }

  private send(source: ConnectionId, output: Output): void {
    if (output.kind === 'wild') throw new Error('the scripts do nothing undefined');
    const key = this.protocol.model.delivery.order === 'total' ? `${output.to}` : `${source}>${output.to}`;
    const queue: Queue = this.queues.get(key) ?? { to: output.to, items: [] };
    this.queues.set(key, queue);
    if (output.kind === 'close') {
      queue.items.push('end');
      return;
    }
    if (output.times.min === 0 && this.choose(2) === 0) return;
    const bytes = Buffer.from(`${output.text.join('')}${terminatorOf(this.protocol.model.framing.server)}`);
    queue.items.push({ bytes, owed: output.times.min > 0 });
  }

  private deliver(queue: Queue): void {
    const wire = this.wires.get(queue.to);
    const item = this.isHit(queue) ? this.damage(queue) : queue.items.shift();
    if (item === undefined || wire === undefined || wire.ending) return;
    if (item === 'end') wire.ending = true;
    else wire.buffer.push(...item.bytes);
  }

  /** Whether the fault hits what comes next in a queue. */
  private isHit({ to, items }: Queue): boolean {
    const { fault } = this;
    const [first, second] = items;
    if (fault === undefined || this.damaged || !fault.victims.includes(to)) return false;
    if (first === undefined || first === 'end' || !first.owed) return false;
    if (fault.kind === 'swapped') {
      if (second === undefined || second === 'end' || !second.owed || Buffer.compare(first.bytes, second.bytes) === 0)
        return false;
    }
    return this.passed++ === fault.after;
  }

  private damage({ to, items }: Queue): Item | undefined {
    this.damaged = true;
    const [first] = items;
    if (first === undefined || first === 'end') return undefined;
    switch (this.fault?.kind) {
      case 'lost':
        items.shift();
        return undefined;
      case 'doubled':
        return first;
      case 'swapped': {
        const [second] = items.splice(1, 1);
        return second === 'end' ? undefined : second;
      }
      case 'altered': {
        items.shift();
        const bytes = Uint8Array.from(first.bytes);
        const at = this.choose(bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ 0x01;
        return { ...first, bytes };
      }
      case 'misdelivered': {
        items.shift();
        const others = [...this.wires].filter(([id, { gone, ending }]) => id !== to && !gone && !ending);
        others[this.choose(Math.max(others.length, 1))]?.[1].buffer.push(...first.bytes);
        return undefined;
      }
      case undefined:
        return undefined;
    }
  }

  private read(id: ConnectionId, wire: Wire): void {
    if (wire.buffer.length > 0) {
      const bytes = Uint8Array.from(wire.buffer.splice(0, 1 + this.choose(wire.buffer.length)));
      this.trace.push({ kind: 'read', connection: id, bytes });
    } else if (wire.ending) {
      wire.endRead = true;
      this.trace.push({ kind: 'end', connection: id, how: 'fin' });
    }
  }
}
