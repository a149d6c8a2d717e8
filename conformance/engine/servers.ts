import type { Target } from '../driver/connection.js';

/** The implementation under test, as a run comes by it: what listens at an address, or a command that is started. */
export interface Servers {
  /** How reports name it. */
  readonly name: string;
  /** How many can be had at the same time. */
  readonly most: number;
  /** A server to judge: the one that there is, or a fresh one, which may not listen yet. */
  open(): Promise<Server>;
}

/** One server, while it is judged. */
export interface Server {
  /** Where it listens. */
  readonly target: Target;
  /** Whether a fresh one can be had in its place. */
  readonly replaceable: boolean;
  /** How long it may take to listen, in milliseconds; 0: it should be listening. */
  readonly startMs: number;
  /** What became of its process, once it has ended without being told to. */
  readonly death: Death | undefined;
  /** Resolves with that as soon as it is known, or after so many milliseconds. */
  settled(ms: number): Promise<Death | undefined>;
  /** Ends it, if it was begun by `open`. */
  stop(): Promise<void>;
}

/** The end of a server's process that was not of our making. */
export interface Death {
  /** In words: its exit status, or the signal that ended it. */
  readonly how: string;
  /** The last of what it wrote to standard error; if that is nothing, to standard output. */
  readonly said: string;
  /** There was no such command, or it could not be run. */
  readonly notRun: boolean;
}

export function deathText({ how, said }: Death): string {
  return said === '' ? how : `${how}, and said:\n${said}`;
}

/** What somebody else has started. */
export function serverAt(target: Target): Servers {
  const server: Server = {
    target,
    replaceable: false,
    startMs: 0,
    death: undefined,
    settled: async () => undefined,
    stop: async () => undefined,
  };
  return { name: addressText(target), most: 1, open: async () => server };
}

/** As it is typed: an IPv6 address stands in brackets. */
export function addressText({ host, port }: Target): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
