import { connect, type Socket } from 'node:net';
import { resetSocket } from '../../runtime/node/reset-socket.js';
import { type Pools, Speaker } from './script.js';

/** What a client does with its connection. */
type Act = (socket: Socket, speaker: Speaker, pools: Pools) => Promise<void>;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Says this and that, with time to think. */
const talk: Act = async (socket, speaker, pools) => {
  for (let left = 5 + pools.random() * 60; left > 0 && !socket.destroyed; left -= 1) {
    const what = pools.random();
    if (what < 0.88) socket.write(speaker.says() ?? '');
    else if (what < 0.97) socket.write(pools.frame());
    else socket.write(Buffer.alloc(3_000, 'x'));
    await pause(5 + pools.random() * 95);
  }
};

/** Talks in its sleep: reads nothing. */
const stall: Act = async (socket, speaker, pools) => {
  for (let left = 3; left > 0; left -= 1) {
    socket.write(speaker.says() ?? '');
    await pause(50);
  }
  socket.pause();
  await pause(2_000 + pools.random() * 8_000);
};

/** Far too much at once. */
const flood: Act = async (socket, speaker, pools) => {
  for (let left = 300; left > 0; left -= 1) socket.write(speaker.says() ?? '');
  await pause(pools.random() * 1_000);
};

/** Reads nothing, and asks for answers until more wait for it than may. */
const glut: Act = async (socket, speaker) => {
  socket.write(speaker.says() ?? '');
  socket.pause();
  for (let left = 60; left > 0 && !socket.destroyed; left -= 1) {
    socket.write(Buffer.alloc(10_000, '\n'));
    await pause(200);
  }
};

/** Never says a word. */
const silence: Act = (_, __, pools) => pause(pools.random() * 3_000);

/** Half a message. */
const half: Act = async (socket, speaker, pools) => {
  const whole = speaker.says() ?? Buffer.alloc(0);
  socket.write(whole.subarray(0, Math.ceil(whole.length / 2)));
  await pause(pools.random() * 100);
};

const nothing: Act = () => Promise.resolve();

/** With how many of a hundred do what. */
const acts: readonly (readonly [number, Act])[] = [
  [61, talk],
  [1, glut],
  [10, stall],
  [6, flood],
  [8, silence],
  [6, half],
  [8, nothing],
];

function chosen(random: number): Act {
  let left = random * 100;
  for (const [share, act] of acts) {
    left -= share;
    if (left < 0) return act;
  }
  return nothing;
}

/** A crowd of clients of which each comes, does something, and goes in some way; then another comes. */
export class Crowd {
  private stopping = false;
  private readonly running: Promise<void>[];
  /** Clients that have come and gone. */
  visits = 0;

  constructor(
    private readonly port: number,
    private readonly pools: Pools,
    size: number,
  ) {
    this.running = Array.from({ length: size }, () => this.place());
  }

  /** Resolves when the last one has gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  private async place(): Promise<void> {
    while (!this.stopping) {
      await this.visit();
      this.visits += 1;
    }
  }

  private async visit(): Promise<void> {
    const { pools } = this;
    const speaker = new Speaker(pools);
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true, allowHalfOpen: pools.random() < 0.5 });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    // Whatever the server does to a client like this is right; the census says whether it has come through.
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => speaker.hears(bytes));
    await new Promise<void>((resolve) => {
      socket.once('connect', resolve);
      socket.once('close', resolve);
    });
    const act = chosen(pools.random());
    await Promise.race([act(socket, speaker, pools), closed]);
    this.leave(socket, speaker);
    const late = setTimeout(() => socket.destroy(), 1_000);
    await closed;
    clearTimeout(late);
  }

  private leave(socket: Socket, speaker: Speaker): void {
    const how = this.pools.random();
    if (how < 0.4) socket.resume().end(speaker.leaves() ?? '');
    else if (how < 0.6) socket.resume().end();
    else if (how < 0.8) resetSocket(socket);
    else socket.destroy();
  }
}
