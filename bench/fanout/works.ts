import {
  brokers,
  type Contender,
  nagleByChunks,
  ours,
  oursByChunks,
  oursDeployed,
  writePerMessage,
} from './servers.js';

/** One kind of load, put on several servers in turn. */
export interface Work {
  readonly id: string;
  readonly title: string;
  /** Arguments of the generator. */
  readonly load: readonly string[];
  /** The first is ours, and the others are compared with it. */
  readonly contenders: readonly Contender[];
  readonly goals: readonly Goal[];
}

/** What ours should reach: a figure of another server over ours, or a bound of ours alone. */
export type Goal =
  | { readonly kind: 'ratio'; readonly of: 'cpu' | 'p50' | 'p99'; readonly to: string; readonly least: number }
  | { readonly kind: 'bound'; readonly of: 'p50' | 'settle' | 'memory'; readonly most: number };

const crowd = ['-n', '1000', '-s', '10', '-l', '64'];

function cpu(to: string, least: number): Goal {
  return { kind: 'ratio', of: 'cpu', to, least };
}

/** @param yardstick the least that a server does. */
export function works(yardstick: Contender): readonly Work[] {
  const all = [ours, yardstick, writePerMessage, ...brokers];
  return [
    {
      id: 'flood',
      title: '1,000 clients, 10 senders, 64 messages each on their way',
      load: [...crowd, '-w', '64'],
      contenders: all,
      goals: [cpu('yardstick in C', 0.75), cpu('NATS', 10), cpu('ngircd', 10), cpu('Redis', 6)],
    },
    {
      id: 'lockstep',
      title: '1,000 clients, 10 senders, one message each on its way',
      load: [...crowd, '-w', '1'],
      contenders: all,
      goals: [cpu('NATS', 2.5), cpu('ngircd', 1.1), cpu('Redis', 1)],
    },
    {
      id: 'offered',
      title: '1,000 clients, 1,000 messages a second offered: a million deliveries a second',
      load: [...crowd, '-w', '64', '--rate', '1000'],
      contenders: [ours, yardstick, ...brokers],
      goals: [
        cpu('NATS', 2),
        cpu('ngircd', 1.4),
        cpu('Redis', 1.4),
        ...brokers.map(({ name }): Goal => ({ kind: 'ratio', of: 'p99', to: name, least: 1 })),
      ],
    },
    {
      id: 'quiet',
      title: '1,000 clients, 50 messages a second offered: nothing to gather',
      load: [...crowd, '-w', '64', '--rate', '50'],
      contenders: [ours, yardstick, writePerMessage, ...brokers],
      goals: [{ kind: 'bound', of: 'p50', most: 2000 }],
    },
    {
      id: 'chunk',
      title: 'chunk framing: 10 clients, all of them senders, one message each on its way',
      load: ['-n', '10', '-s', '10', '-l', '64', '-w', '1'],
      contenders: [oursByChunks, nagleByChunks],
      goals: [{ kind: 'ratio', of: 'p50', to: nagleByChunks.name, least: 20 }],
    },
    {
      id: 'idle',
      title: '10,000 connections that log in and stay',
      load: ['-n', '10000', '--idle', '--conc', '200'],
      contenders: [ours, oursDeployed, yardstick],
      goals: [
        { kind: 'bound', of: 'memory', most: 8 },
        { kind: 'bound', of: 'settle', most: 15 },
      ],
    },
  ];
}
