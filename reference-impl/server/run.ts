import type { Protocol } from '../../runtime/protocol.js';
import type { ServerEvent } from './events.js';
import { createServer, type ServerOptions } from './server.js';

/** What a server program needs of its process. */
export interface ServerProcess {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  on(signal: 'SIGINT' | 'SIGTERM', listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: (signal: NodeJS.Signals) => void): unknown;
  exit(status: number): void;
}

/** The server can't listen where it was told to; the message is one line for whoever told it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const statusOf = { SIGINT: 130, SIGTERM: 143 };

/**
 * Serves until a signal: the first ends the connections, the second the process. Prints one line when clients can
 * connect, and on stderr what an operator should know.
 * @throws ListenError
 */
export async function runServer(
  protocol: Protocol,
  options: Omit<ServerOptions, 'log'>,
  owner: ServerProcess,
): Promise<void> {
  // Whoever reads our output may have gone; the clients have not.
  owner.stdout.on('error', () => undefined);
  owner.stderr.on('error', () => undefined);
  const server = createServer(protocol, {
    ...options,
    log(event) {
      const line = lineFor(event);
      if (line !== undefined) owner.stderr.write(`${line}\n`);
    },
  });
  const stopped = new Promise<void>((resolve) => {
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
  const { host, port } = await server.listen().catch((error: NodeJS.ErrnoException) => {
    throw new ListenError(wordsFor(error, options.host ?? '127.0.0.1', options.port ?? protocol.model.transport.tcp), {
      cause: error,
    });
  });
  owner.stdout.write(`listening on ${host.includes(':') ? `[${host}]` : host}:${port} (${protocol.model.name})\n`);
  await stopped;
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

/** Arrivals and ordinary departures are not worth a line. */
function lineFor(event: ServerEvent): string | undefined {
  switch (event.kind) {
    case 'connected':
      return undefined;
    case 'ended':
      if (event.reason === 'slow') return `connection ${event.connection} cut: it does not read what it is sent`;
      return event.reason === 'idle' || event.reason === 'login'
        ? `connection ${event.connection} ended: silent for too long`
        : undefined;
    case 'throttled':
      return undefined;
    case 'refused':
      return `connection from ${event.address} refused: there are too many`;
    case 'accept-failed':
      return `a connection could not be accepted: ${event.error.message}`;
    case 'fault':
      return `the session failed on connection ${event.connection}: ${event.error instanceof Error ? (event.error.stack ?? event.error.message) : String(event.error)}`;
  }
}
