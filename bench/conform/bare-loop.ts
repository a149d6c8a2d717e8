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
const STEP_MS = 10_000;

/**
 * Plays what the suite did, on bare sockets: each write as soon as as many bytes have come as had come before it.
 * @returns how long it took, in milliseconds.
 * @throws Error where the server does not send what it sent before.
 */
export async function playBare(
  target: { readonly host: string; readonly port: number },
  traces: readonly Trace[],
): Promise<number> {
  const started = performance.now();
  for (const trace of traces) await new Exchange(target).play(trace);
  return performance.now() - started;
}

class Exchange {
  private readonly wires = new Map<ConnectionId, Wire>();
  /** What is to have come on each connection, before the next thing is done. */
  private readonly due = new Map<ConnectionId, number>();
  private changed = (): void => {};

  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  async play(trace: Trace): Promise<void> {
    for (const entry of trace) {
      const { connection } = entry;
      if (entry.kind === 'read') this.due.set(connection, (this.due.get(connection) ?? 0) + entry.bytes.length);
      else if (entry.kind === 'end')
        await this.until(() => this.wires.get(connection)?.ended === true, `the end of ${connection}`);
      else {
        await this.until(() => this.isAllThere(), `bytes before ${entry.kind} of ${connection}`);
        this.act(entry);
      }
    }
    await this.until(() => this.isAllThere(), 'bytes at the end');
    // Whoever is still there leaves, and is let go: the next exchange may need the same names.
    for (const { socket } of this.wires.values()) socket.resume().end();
    await this.until(() => [...this.wires.values()].every(({ ended }) => ended), 'the ends');
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

  private until(met: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.changed = () => {};
        reject(new Error(`what had come before did not come in ${STEP_MS} ms: ${what}`));
      }, STEP_MS);
      this.changed = () => {
        if (!met()) return;
        clearTimeout(timer);
        this.changed = () => {};
        resolve();
      };
      this.changed();
    });
  }
}
