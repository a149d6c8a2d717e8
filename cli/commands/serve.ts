import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { WrongUse } from '../wrong-use.js';

interface ServeOptions {
  readonly protocol: string;
  readonly host: string;
  readonly port?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly log: string;
  readonly metrics?: string;
  readonly maxConnections?: string;
  readonly maxPerAddress?: string;
  readonly maxLine?: string;
  readonly maxUnsent?: string;
  readonly maxRate?: string;
  readonly loginTimeout?: string;
  readonly idleTimeout?: string;
  readonly stopTimeout?: string;
}

const formats = ['text', 'json', 'none'] as const;

/** `parley serve`: the reference server of a protocol. */
export function register(program: Command): void {
  program
    .command('serve')
    .summary('serve a protocol with the reference server')
    .description(
      'Serves a protocol with the reference server.\n\n' +
        'Prints "listening on HOST:PORT (NAME)" when clients can connect. SIGINT or SIGTERM ends the connections, without ' +
        'telling anybody that the others left, and exits with 0; a second one exits at once.\n\n' +
        'Exit status: 0 after a signal, 2 for wrong use, an address or a port that cannot be had included.',
    )
    .requiredOption('--protocol <name>', 'the protocol: its name, or the path of a .parley file')
    .option('--host <address>', 'the address to listen at; :: is every address', '127.0.0.1')
    .option('--port <number>', "the port, 0 for any that is free (default: the spec's)")
    .option('--tls-cert <file>', 'speak TLS, with this certificate (PEM)')
    .option('--tls-key <file>', "the certificate's key (PEM)")
    .option('--log <format>', 'what happens, on standard error: text, json or none; never what is said', 'text')
    .option('--metrics <port>', 'serve /metrics (Prometheus) and /ready on this port of loopback, 0 for any')
    .option('--max-connections <number>', 'connections at once (default: 10000)')
    .option(
      '--max-per-address <number>',
      'connections at once from one address, of IPv6 from one /64 (default: as many as in all)',
    )
    .option('--max-line <bytes>', "the longest line that is taken, its end included (default, and at most: the spec's)")
    .option(
      '--max-unsent <bytes>',
      'what may wait for a client that does not read, before it is cut (default: 1048576)',
    )
    .option('--max-rate <number>', 'messages a second that are read of one client; more have to wait (default: all)')
    .option('--login-timeout <seconds>', 'to come in (default: 60 where the spec allows it)')
    .option('--idle-timeout <seconds>', 'of silence, then a client is ended (default: never)')
    .option('--stop-timeout <seconds>', 'for the clients to fetch the rest after a signal (default: 2)')
    .action(serve);
}

async function serve(given: ServeOptions): Promise<void> {
  const { host, log } = given;
  if (host === '') throw new WrongUse('--host is empty');
  const format = formats.find((one) => one === log);
  if (format === undefined) throw new WrongUse(`--log must be ${formats.join(', ')}, not ${log}`);
  const port = portOf('--port', given.port);
  const metricsPort = portOf('--metrics', given.metrics);
  const limits = withoutAbsent({
    connections: countOf('--max-connections', given.maxConnections),
    connectionsPerAddress: countOf('--max-per-address', given.maxPerAddress),
    lineBytes: countOf('--max-line', given.maxLine),
    unsentBytes: countOf('--max-unsent', given.maxUnsent),
    messagesPerSecond: countOf('--max-rate', given.maxRate),
    loginMs: millisecondsOf('--login-timeout', given.loginTimeout),
    idleMs: millisecondsOf('--idle-timeout', given.idleTimeout),
    closeMs: millisecondsOf('--stop-timeout', given.stopTimeout),
  });
  const tls = tlsOf(given);
  const { loadProtocol } = await import('../protocols.js');
  const { ListenError, runServer, ServerOptionError } = await import('../../reference-impl/server/index.js');
  const protocol = await loadProtocol(given.protocol);
  try {
    await runServer(protocol, { host, log: format, limits, ...withoutAbsent({ port, metricsPort, tls }) }, process);
  } catch (error) {
    if (error instanceof ListenError) throw new WrongUse(error.message);
    if (error instanceof ServerOptionError)
      throw new WrongUse(`${optionFor[error.option] ?? error.option}: ${error.message}`);
    throw error;
  }
}

/** The options of the command by those of the server that can be wrong for a protocol. */
const optionFor: Readonly<Record<string, string>> = {
  lineBytes: '--max-line',
  idleMs: '--idle-timeout',
  loginMs: '--login-timeout',
  closeMs: '--stop-timeout',
  tls: '--tls-cert',
};

type Present<Values> = { -readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> };

function withoutAbsent<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
}

function tlsOf({ tlsCert, tlsKey }: ServeOptions): { cert: Buffer; key: Buffer } | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined) throw new WrongUse('--tls-key needs --tls-cert');
  if (tlsKey === undefined) throw new WrongUse('--tls-cert needs --tls-key');
  return { cert: contentOf('--tls-cert', tlsCert), key: contentOf('--tls-key', tlsKey) };
}

function contentOf(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new WrongUse(`${option}: ${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
}

function portOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new WrongUse(`${option} must be a number from 0 to 65535, not ${text}`);
}

function countOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text) && Number(text) > 0) return Number(text);
  throw new WrongUse(`${option} must be a whole number, 1 or more, not ${text}`);
}

function millisecondsOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const milliseconds = /^\d{1,7}(?:\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : 0;
  if (milliseconds > 0 && milliseconds < 2 ** 31) return milliseconds;
  throw new WrongUse(`${option} must be a number of seconds greater than 0, not ${text}`);
}
