import type { Protocol } from '../../runtime/protocol.js';
import type { ServerEvent } from './events.js';
import { type LogFormat, logLine } from './log-line.js';
import { createServer, type Server, type ServerOptions } from './server.js';

/** What a server program needs of its process. */
export interface ServerProcess {
  /** Where it is said that the server listens. */
  readonly stdout: NodeJS.WritableStream;
  /** Where the log goes. */
  readonly stderr: NodeJS.WritableStream;
  /** Listens to a signal. */
  on(signal: 'SIGINT' | 'SIGTERM', listener: (signal: NodeJS.Signals) => void): unknown;
  /** Listens to it no more. */
  off(signal: 'SIGINT' | 'SIGTERM', listener: (signal: NodeJS.Signals) => void): unknown;
  /** Ends the process at once. */
  exit(status: number): void;
}

/** How a server program is set up. */
export interface RunOptions extends Omit<ServerOptions, 'log'> {
  /** How what happens is written to stderr. */
  readonly log: LogFormat;
  /** The port of loopback at which metrics can be had; 0: any that is free. */
  readonly metricsPort?: number;
}

/** The server can't listen where it was told to; the message is one line for whoever told it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

interface Place {
  readonly host: string;
  readonly port: number;
}

const statusOf = { SIGINT: 130, SIGTERM: 143 };

/**
 * Serves until a signal: the first ends the connections, the second the process. Prints one line when clients can
 * connect, one more where metrics can be had, and on stderr the log.
 * @throws ListenError, ServerOptionError
 */
export async function runServer(protocol: Protocol, options: RunOptions, owner: ServerProcess): Promise<void> {
  // Whoever reads our output may have gone; the clients have not.
  owner.stdout.on('error', () => undefined);
  owner.stderr.on('error', () => undefined);
  const { log: format, metricsPort, ...serverOptions } = options;
  const log = (event: ServerEvent): void => {
    if (format !== 'none') owner.stderr.write(`${logLine(event, format, new Date())}\n`);
  };
  const server = createServer(protocol, { ...serverOptions, log });
  const stopped = untilStopped(server, owner);
  const metrics = metricsPort === undefined ? undefined : await startMetrics(server, protocol, metricsPort, log);
  try {
    const { host = '127.0.0.1', port = protocol.model.transport.tcp } = options;
    const bound = await server.listen().catch((error) => {
      throw new ListenError(wordsFor(error, host, port), { cause: error });
    });
    if (server.ready) {
      owner.stdout.write(`listening on ${formatPlace(bound)} (${protocol.model.name})\n`);
      if (metrics !== undefined) owner.stdout.write(`metrics at http://${formatPlace(metrics.bound)}/metrics\n`);
    }
    await stopped;
  } finally {
    metrics?.close();
  }
}

function untilStopped(server: Server, owner: ServerProcess): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (stopping) owner.exit(signal === 'SIGINT' ? statusOf.SIGINT : statusOf.SIGTERM);
      stopping = true;
      void server.close().then(() => {
        owner.off('SIGINT', stop);
        owner.off('SIGTERM', stop);
        resolve();
      });
    };
    owner.on('SIGINT', stop);
    owner.on('SIGTERM', stop);
  });
}

async function startMetrics(
  server: Server,
  protocol: Protocol,
  port: number,
  log: (event: ServerEvent) => void,
): Promise<{ readonly bound: Place; close(): void }> {
  // Loaded by those only who ask for it.
  const { MetricsServer } = await import('./metrics.js');
  const metrics = new MetricsServer(server, protocol.model.name);
  const bound = await metrics
    .listen(port, (error) => log({ kind: 'accept-failed', error }))
    .catch((error) => {
      throw new ListenError(wordsFor(error, '127.0.0.1', port), { cause: error });
    });
  return { bound, close: () => metrics.close() };
}

function formatPlace({ host, port }: Place): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function wordsFor(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} of ${host} is in use`;
    case 'EACCES':
      return `port ${port} of ${host} may not be opened by this user`;
    case 'EADDRNOTAVAIL':
      return `${host} is not an address of this machine`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host ${host}`;
    default:
      return error.message;
  }
}
