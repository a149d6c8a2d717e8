import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../cli/package-paths.js';

/** What the load generator speaks. */
type Dialect = 'chat-line' | 'chat-chunk' | 'nats' | 'redis' | 'irc';

/** A server that is measured. */
export interface Contender {
  readonly name: string;
  readonly dialect: Dialect;
  /** What must be installed for it; absent: it is ours. */
  readonly program?: string;
  /** In which way its work is not the same as ours. */
  readonly differs?: string;
  /** What it says when clients can connect. */
  readonly listens: RegExp;
  /** The command that serves at a port until it is killed. */
  command(port: number, scratch: string): readonly string[];
}

const main = join(packageRoot, 'dist/cli/main.js');
const naive = fileURLToPath(new URL('./naive-server.js', import.meta.url));

function parley(protocol: string, dialect: Dialect, node: readonly string[] = []): Contender {
  return {
    name: node.length === 0 ? 'parley' : `parley ${node.join(' ')}`,
    dialect,
    listens: /^listening on /m,
    command: (port) => [
      process.execPath,
      ...node,
      main,
      'serve',
      '--protocol',
      protocol,
      '--port',
      String(port),
      '--log',
      'none',
      '--max-connections',
      '12000',
    ],
  };
}

/** The least that a server in C does: one epoll round, one write a client. Built beside the generator. */
export function yardstick(program: string): Contender {
  return {
    name: 'yardstick in C',
    dialect: 'chat-line',
    differs: 'checks no name and no text, has no limit, no private messages',
    listens: /^listening$/m,
    command: (port) => [program, String(port), 'line'],
  };
}

export const ours = parley('chat-line', 'chat-line');
/** As docs/deploy starts it. */
export const oursDeployed = parley('chat-line', 'chat-line', ['--max-semi-space-size=4']);
export const oursByChunks = parley('chat-basic', 'chat-chunk');

export const writePerMessage: Contender = {
  name: 'a write a message',
  dialect: 'chat-line',
  differs: 'the same session in Node, each message a write to each client',
  listens: /^listening$/m,
  command: (port) => [process.execPath, naive, 'chat-line', String(port)],
};

export const nagleByChunks: Contender = {
  name: 'Nagle left on',
  dialect: 'chat-chunk',
  differs: 'the same session in Node, each message a write, without TCP_NODELAY',
  listens: /^listening$/m,
  command: (port) => [process.execPath, naive, 'chat-basic', String(port), '--nagle'],
};

const brokerNote = 'does more for each message: subjects, accounts or channels to look up';

export const brokers: readonly Contender[] = [
  {
    name: 'NATS',
    dialect: 'nats',
    program: 'nats-server',
    differs: brokerNote,
    listens: /Server is ready/,
    command: (port) => ['nats-server', '-a', '127.0.0.1', '-p', String(port)],
  },
  {
    name: 'Redis',
    dialect: 'redis',
    program: 'redis-server',
    differs: `${brokerNote}; publishers are connections of their own`,
    listens: /Ready to accept connections/,
    command: (port) => [
      'redis-server',
      ...['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--maxclients', '12000'],
      ...['--client-output-buffer-limit', 'pubsub', '0', '0', '0'],
    ],
  },
  {
    name: 'ngircd',
    dialect: 'irc',
    program: 'ngircd',
    differs: `${brokerNote}; the sender hears no echo; tells all where a message is from`,
    listens: /Now listening on /,
    command(port, scratch) {
      const file = join(scratch, 'ngircd.conf');
      writeFileSync(file, ngircdConfiguration(port));
      return ['ngircd', '-n', '-f', file];
    },
  },
];

function ngircdConfiguration(port: number): string {
  return [
    '[Global]',
    '  Name = irc.bench.test',
    '  Info = bench',
    '  Listen = 127.0.0.1',
    `  Ports = ${port}`,
    '[Limits]',
    '  MaxConnections = 0',
    '  MaxConnectionsIP = 0',
    '  MaxJoins = 0',
    '  MaxPenaltyTime = 0',
    '[Options]',
    '  DNS = no',
    '  Ident = no',
    '  PAM = no',
    '',
  ].join('\n');
}

/** A folder for what the contenders and the generator need, removed with the process. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
