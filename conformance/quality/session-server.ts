import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import {
  CodecError,
  type ConnectionId,
  createFrameDecoder,
  EncodeError,
  type FrameDecoder,
  type Model,
  type Output,
  type Session,
  SessionError,
  type SessionEvent,
  terminatorOf,
  type World,
} from '../../runtime/index.js';

/** What a server can do wrong with its connections, whatever its protocol. */
export const IO_FAULTS = {
  'read-is-message': 'takes what one read brings for one message',
  'cut-at-buffer': 'forgets what a read brings past 64 bytes',
  'reset-unnoticed': 'does not notice a reset',
  'end-unnoticed': 'does not notice a FIN',
  'shared-buffer': 'keeps the half lines of all clients in one buffer',
  'lost-side-by-side': 'loses what it sends while another message is on its way',
  'overtaken-side-by-side': 'lets every other message wait, so that later ones overtake it',
  'wrong-member': 'sends what is for one member to the one who came after',
  'slow-reader-blocks': 'stands still while a client does not read',
  'accept-waits': 'talks to a client before it accepts the next',
} as const;
export type IoFault = keyof typeof IO_FAULTS;

/** What a server does where the spec leaves it a choice: the first that is written and no more than it must, or the last and all it may. */
export type Choice = 'least' | 'most';

/** A server that runs a session as it is, with at most one fault in its I/O: what the suite is tried on. */
export class SessionServer {
  private world: World;
  private readonly wires = new Map<ConnectionId, { readonly socket: Socket; readonly decoder: FrameDecoder }>();
  private readonly shared: FrameDecoder;
  private readonly server: Server;
  /** What is still to be done: of all clients in one row, or where it is a fault that they overlap, of each. */
  private readonly work = new Map<ConnectionId | 'all', Promise<void>>();
  private newest = 0;
  private sent = 0;
  /** Events whose messages are being sent. */
  private underWay = 0;

  constructor(
    private readonly model: Model,
    private readonly session: Session,
    private readonly fault?: IoFault,
    private readonly choice: Choice = 'least',
  ) {
    this.world = session.initial;
    this.shared = createFrameDecoder(model.framing.client);
    this.server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => this.accept(socket));
  }

  /** Listens on loopback, on a port that is free. */
  async listen(): Promise<{ readonly host: string; readonly port: number }> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(0, '127.0.0.1', () => resolve());
    });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return { host: '127.0.0.1', port: address.port };
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const { socket } of this.wires.values()) socket.destroy();
    await closed;
  }

  private accept(socket: Socket): void {
    const connection = this.newest;
    this.newest += 1;
    const decoder = this.fault === 'shared-buffer' ? this.shared : createFrameDecoder(this.model.framing.client);
    this.wires.set(connection, { socket, decoder });
    const ended = (): void => {
      this.after(connection, () => this.apply({ kind: 'end', connection }));
      this.after(connection, () => this.forget(connection));
    };
    let spoken = false;
    socket.on('error', () => {
      if (this.fault !== 'reset-unnoticed') ended();
    });
    socket.on('end', () => {
      if (this.fault !== 'end-unnoticed') ended();
    });
    socket.on('data', (bytes) => {
      spoken = true;
      this.after(connection, () => this.read(connection, bytes));
    });
    this.after(connection, async () => {
      await this.apply({ kind: 'connect', connection });
      // Whoever accepts next is served once this one has said something.
      while (this.fault === 'accept-waits' && !spoken && !socket.destroyed) await turn();
    });
  }

  /** One thing after the other, as it comes. A client at which the session fails, as a mutant may, is dropped. */
  private after(connection: ConnectionId, step: () => void | Promise<void>): void {
    const row = this.fault === 'lost-side-by-side' ? connection : 'all';
    const before = this.work.get(row) ?? Promise.resolve();
    this.work.set(
      row,
      before.then(step).catch((error: unknown) => {
        if (!(error instanceof SessionError || error instanceof CodecError || error instanceof EncodeError))
          throw error;
        this.wires.get(connection)?.socket.destroy();
      }),
    );
  }

  private async read(connection: ConnectionId, bytes: Buffer): Promise<void> {
    const wire = this.wires.get(connection);
    if (wire === undefined) return;
    const kept = this.fault === 'cut-at-buffer' ? bytes.subarray(0, 64) : bytes;
    if (this.fault === 'read-is-message') {
      await this.apply({ kind: 'frame', connection, bytes: withoutEnd(kept) });
      return;
    }
    for (const frame of wire.decoder.push(kept)) {
      await this.apply(
        frame.kind === 'overlong'
          ? { kind: 'overlong', connection }
          : { kind: 'frame', connection, bytes: frame.bytes },
      );
    }
  }

  private async apply(event: SessionEvent): Promise<void> {
    const outcome = this.session.outcomes(this.world, event).at(this.choice === 'least' ? 0 : -1);
    if (outcome === undefined) return;
    this.world = outcome.world;
    const isLate = this.fault === 'lost-side-by-side' && this.underWay > 0;
    this.underWay += 1;
    try {
      for (const output of outcome.outputs) {
        if (isLate && output.kind === 'message' && output.to !== event.connection) continue;
        await this.put(output);
        if (this.fault === 'lost-side-by-side') await turn();
      }
    } finally {
      this.underWay -= 1;
    }
  }

  private async put(output: Output): Promise<void> {
    if (output.kind === 'wild') return;
    const { socket } = this.wires.get(this.recipient(output)) ?? {};
    if (socket === undefined) return;
    if (output.kind === 'close') {
      socket.end();
      return;
    }
    if (output.times.min === 0 && this.choice === 'least') return;
    const text = output.text.map((piece) => (typeof piece === 'string' ? piece : (piece.sample ?? 'x'))).join('');
    const bytes = text + terminatorOf(this.model.framing.server);
    this.sent += 1;
    if (this.fault === 'overtaken-side-by-side' && this.sent % 2 === 0) setTimeout(() => socket.write(bytes), 5);
    else socket.write(bytes);
    if (this.fault === 'slow-reader-blocks' && socket.writableNeedDrain)
      await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
  }

  private recipient(output: Exclude<Output, { kind: 'wild' }>): ConnectionId {
    const single = output.kind === 'message' && output.group === undefined && output.to !== output.origin;
    if (this.fault !== 'wrong-member' || !single) return output.to;
    const members = Object.values(this.world.groups).find((ids) => ids.includes(output.to)) ?? [output.to];
    return members[(members.indexOf(output.to) + 1) % members.length] ?? output.to;
  }

  private forget(connection: ConnectionId): void {
    this.wires.get(connection)?.socket.end();
    this.wires.delete(connection);
  }
}

function withoutEnd(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/\r?\n$/, '');
  return Buffer.from(text, 'latin1');
}
