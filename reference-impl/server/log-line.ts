import type { EndReason, ServerEvent } from './events.js';

/** How a log is written: a line for people, an object for machines, or not at all. */
export type LogFormat = 'text' | 'json' | 'none';

/** How much an event matters: `info` is the course of things, `warn` is a limit that was hit, `error` is ours to mend. */
type LogLevel = 'info' | 'warn' | 'error';

const reasons: Readonly<Record<EndReason, string>> = {
  closed: 'closed, as the session says',
  finished: 'the client has closed it',
  failed: 'it broke',
  slow: 'cut: it does not read what it is sent',
  idle: 'silent for too long',
  login: 'not in in time',
  stopped: 'the server stops',
};

const limits = { connections: 'too many connections', connectionsPerAddress: 'too many connections from there' };

/** A line of the log, without its end. Nothing that somebody wrote is in it. */
export function logLine(event: ServerEvent, format: 'text' | 'json', time: Date): string {
  const level = levelOf(event);
  if (format === 'text') return `${time.toISOString()} ${level.padEnd(5)} ${wordsFor(event)}`;
  const { kind, ...fields } = event;
  const plain = 'error' in fields ? { ...fields, error: textOf(fields.error) } : fields;
  return JSON.stringify({ time: time.toISOString(), level, event: kind, ...plain });
}

function levelOf(event: ServerEvent): LogLevel {
  switch (event.kind) {
    case 'connected':
    case 'entered':
      return 'info';
    case 'ended':
      return ['slow', 'idle', 'login'].includes(event.reason) ? 'warn' : 'info';
    case 'throttled':
    case 'overlong':
    case 'refused':
    case 'insecure':
    case 'few-descriptors':
      return 'warn';
    case 'accept-failed':
    case 'fault':
      return 'error';
  }
}

function wordsFor(event: ServerEvent): string {
  switch (event.kind) {
    case 'connected':
      return `connection ${event.connection} opened from ${event.address}`;
    case 'entered':
      return `connection ${event.connection} is in: ${event.state}`;
    case 'ended':
      return `connection ${event.connection} ended: ${reasons[event.reason]}${event.code === undefined ? '' : ` (${event.code})`}`;
    case 'throttled':
      return `connection ${event.connection} is read more slowly: it writes too many messages a second`;
    case 'overlong':
      return `connection ${event.connection} has written a line that is too long`;
    case 'refused':
      return `connection from ${event.address} refused: ${limits[event.limit]}`;
    case 'insecure':
      return `connection from ${event.address} closed: no TLS (${event.code})`;
    case 'few-descriptors':
      return `no more than ${event.connections} connections: the process may open ${event.descriptors} files`;
    case 'accept-failed':
      return `a connection could not be accepted: ${event.error.message}`;
    case 'fault':
      return `the session failed on connection ${event.connection}: ${textOf(event.error)}`;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
