import diagnostics from 'node:diagnostics_channel';
import { readdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { loadProtocol } from '../../cli/protocols.js';
import { createServer, type Limits } from '../../reference-impl/server/index.js';
import type { Machine } from '../../runtime/protocol.js';
import type { Census, Started } from './census.js';

// The process under soak: `node --expose-gc server.js PROTOCOL`. One server for the crowd, under narrow limits, and one for the
// suite, which can't judge where others talk. Tells its parent where they are, and, when it is asked, how it stands once nobody
// is connected any more.

const protocol = await loadProtocol(process.argv[2] ?? '');
let crowdMachine: Machine | undefined;
const narrow: Partial<Limits> = {
  connections: 75,
  connectionsPerAddress: 70,
  unsentBytes: 64 * 1024,
  messagesPerSecond: 20_000,
};
/** So many collections in a row, each of which frees a smaller share of the memory than that, are the last. */
const collectionsInVain = 10;
const worthAnotherTurn = 0.001;
const createMachine = (): Machine => {
  crowdMachine = protocol.createMachine();
  return crowdMachine;
};
const watched = { ...protocol, createMachine };
const crowd = createServer(watched, { port: 0, limits: narrow });
const suite = createServer(protocol, { port: 0 });
const [crowdAt, suiteAt] = [await crowd.listen(), await suite.listen()];

let sockets = 0;
let whenEmpty: (() => void) | undefined;
diagnostics.subscribe('net.server.socket', (message) => {
  sockets += 1;
  (message as { readonly socket: Socket }).socket.once('close', () => {
    sockets -= 1;
    if (sockets === 0) whenEmpty?.();
  });
});

process.on('message', () => void report());
process.on('disconnect', () => void Promise.all([crowd.close(), suite.close()]));
const started: Started = { kind: 'started', crowd: crowdAt.port, suite: suiteAt.port };
process.send?.(started);

/** The memory once no collection frees any more: what a closed socket holds goes in the turns of the loop after its end. */
async function collected(): Promise<{ readonly memory: number; readonly rss: number }> {
  const least = { memory: Number.POSITIVE_INFINITY, rss: Number.POSITIVE_INFINITY };
  for (let inVain = 0; inVain < collectionsInVain; inVain += 1) {
    await new Promise(setImmediate);
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    const memory = heapUsed + external;
    const enough = 1 - worthAnotherTurn;
    if (memory < least.memory * enough || rss < least.rss * enough) inVain = 0;
    least.memory = Math.min(least.memory, memory);
    least.rss = Math.min(least.rss, rss);
  }
  return least;
}

async function report(): Promise<void> {
  if (sockets > 0) await new Promise<void>((resolve) => (whenEmpty = resolve));
  const { memory, rss } = await collected();
  const { connected, received, delivered, ended, refused, throttled, faults } = crowd.counters;
  const world = crowdMachine?.world();
  const census: Census = {
    kind: 'census',
    connections: crowd.connections + suite.connections,
    known: world?.connections.length ?? 0,
    members: Object.values(world?.groups ?? {}).reduce((sum, members) => sum + members.length, 0),
    memory,
    rss,
    descriptors: readdirSync('/proc/self/fd').length,
    did: {
      connected,
      received,
      delivered,
      throttled,
      faults,
      ...Object.fromEntries(refused),
      ...Object.fromEntries(ended),
    },
  };
  process.send?.(census);
}
