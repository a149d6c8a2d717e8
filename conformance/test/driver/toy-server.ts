import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface Listening {
  readonly target: { readonly host: string; readonly port: number };
  /** Connections that are open at the server. */
  readonly open: ReadonlySet<Socket>;
  close(): Promise<void>;
}

/** A server for one test; all that it does is said by `accept`. */
export async function listen(accept: (socket: Socket, number: number) => void): Promise<Listening> {
  const open = new Set<Socket>();
  let count = 0;
  const server: Server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    accept(socket, count++);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    target: { host: '127.0.0.1', port },
    open,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** How a correct server may send: everything goes through here, in order, `undefined` for the end. */
export type Sender = (socket: Socket) => (text: string | undefined) => void;

export const plainly: Sender = (socket) => (text) => {
  if (text === undefined) socket.end();
  else socket.write(text);
};

/** Each text after `ms`, in order. */
export const delayed =
  (ms: number): Sender =>
  (socket) => {
    let last = Promise.resolve();
    return (text) => {
      last = last.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        plainly(socket)(text);
      });
    };
  };

/** One byte at a time, with a pause after each. */
export const byteByByte =
  (ms: number): Sender =>
  (socket) => {
    let last = Promise.resolve();
    const pause = (): Promise<void> =>
      new Promise((resolve) => (ms === 0 ? setImmediate(resolve) : setTimeout(resolve, ms)));
    return (text) => {
      last = last.then(async () => {
        if (text === undefined) socket.end();
        else
          for (const byte of Buffer.from(text)) {
            socket.write(Buffer.of(byte));
            await pause();
          }
      });
    };
  };

/** All that is due within `ms` in one write. */
export const joined =
  (ms: number): Sender =>
  (socket) => {
    let held = '';
    let waiting = false;
    let ending = false;
    return (text) => {
      if (text === undefined) ending = true;
      else held += text;
      if (waiting) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        if (held !== '') socket.write(held);
        held = '';
        if (ending) socket.end();
      }, ms);
    };
  };

export interface ToyFaults {
  /** Who never hears what others say. */
  readonly deaf?: number;
  /** Who says `quit` is let go only when its FIN comes. */
  readonly clinging?: boolean;
  /** Nobody hears anything said: but everything else goes on. */
  readonly mute?: boolean;
}

/** The toy of `ToyJudge`, right unless `faults` says otherwise. */
export function toyServer(
  framing: 'line' | 'chunk',
  sender: Sender = plainly,
  faults: ToyFaults = {},
): Promise<Listening> {
  const seats = new Map<number, (text: string | undefined) => void>();
  return listen((socket, number) => {
    const send = sender(socket);
    seats.set(number, send);
    send('HI\n');
    const leave = (): void => {
      if (!seats.delete(number)) return;
      send(undefined);
      for (const other of seats.values()) other(`left ${number}\n`);
    };
    const say = (text: string): void => {
      for (const [to, other] of seats) if (to !== faults.deaf && faults.mute !== true) other(`${text}\n`);
    };
    let line = '';
    socket.on('data', (data) => {
      const texts = framing === 'chunk' ? [data.toString('utf8')] : (line + data.toString('utf8')).split('\n');
      if (framing === 'line') line = texts.pop() ?? '';
      for (const text of texts) {
        if (!seats.has(number)) return;
        if (text === 'quit') {
          if (faults.clinging !== true) leave();
        } else if (!text.startsWith('?')) say(text);
        else if (text === '?garbage') socket.write('garbage');
      }
    });
    socket.on('end', leave);
    socket.on('close', leave);
  });
}
