import { connect, type Socket } from 'node:net';
import type { Trace, TraceEntry } from '../../conformance/oracle/trace.js';
import type { ConnectionId } from '../../runtime/index.js';
import { resetSocket } from '../../runtime/node/reset-socket.js';

interface Wire {
  readonly socket: Socket;
  received: number;
  ended: boolean;
}

/** How long the loop waits for what had come when the trace was recorded. */
const STEP_MS = 1_000;

/**
 * Plays what the suite did, on bare sockets: each write as soon as as many bytes have come as had come before it.
 * @returns how long it took, in milliseconds; undefined where not as much has come as before.
 */
export async function playBare(
  target: { readonly host: string; readonly port: number },
  trace: Trace,
): Promise<number | undefined> {
  const started = performance.now();
  const exchange = new Exchange(target);
  try {
    return (await exchange.play(trace)) ? performance.now() - started : undefined;
  } finally {
    exchange.close();
  }
}

class Exchange {
  private readonly wires = new Map<ConnectionId, Wire>();
  /** What is to have come on each connection, before the next thing is done. */
  private readonly due = new Map<ConnectionId, number>();
  private changed = (): void => {};

  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  /** Whether all has come. */
  async play(trace: Trace): Promise<boolean> {
    for (const entry of trace) {
      const { connection } = entry;
      if (entry.kind === 'read') this.due.set(connection, (this.due.get(connection) ?? 0) + entry.bytes.length);
      else if (entry.kind === 'end') {
        if (!(await this.until(() => this.wires.get(connection)?.ended === true))) return false;
      } else {
        if (!(await this.until(() => this.isAllThere()))) return false;
        this.act(entry);
      }
    }
    if (!(await this.until(() => this.isAllThere()))) return false;
    // Whoever is still there leaves, and is let go: the next exchange may need the same names.
    for (const { socket } of this.wires.values()) socket.resume().end();
    return this.until(() => [...this.wires.values()].every(({ ended }) => ended));
  }

  close(): void {
    for (const { socket } of this.wires.values()) socket.destroy();
  }

  private isAllThere(): boolean {
    return [...this.due].every(([connection, bytes]) => {
      const wire = this.wires.get(connection);
      return wire === undefined || wire.received >= bytes;
    });
  }

  private act(entry: TraceEntry): void {
    if (entry.kind === 'connect') {
      const socket = connect({ ...this.target, noDelay: true, allowHalfOpen: true });
      const wire: Wire = { socket, received: 0, ended: false };
      this.wires.set(entry.connection, wire);
      const end = (): void => {
        wire.ended = true;
        this.changed();
      };
      socket.on('data', (bytes) => {
        wire.received += bytes.length;
        this.changed();
      });
      socket.on('end', end).on('close', end).on('error', end);
      return;
    }
    const socket = this.wires.get(entry.connection)?.socket;
    if (socket === undefined) return;
    if (entry.kind === 'write') socket.write(entry.bytes);
    if (entry.kind === 'halfClose') socket.end();
    if (entry.kind === 'close') socket.end(() => socket.destroy());
    if (entry.kind === 'reset') resetSocket(socket);
    if (entry.kind === 'stall') socket.pause();
  }

  private until(met: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const over = (): void => {
        clearTimeout(timer);
        this.changed = () => {};
        resolve(met());
      };
      const timer = setTimeout(over, STEP_MS);
      this.changed = () => {
        if (met()) over();
      };
      this.changed();
    });
  }
}
