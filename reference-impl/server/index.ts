/** The reference server: a generated session machine behind TCP. */
export { Counters } from './counters.js';
export * from './events.js';
export * from './limits.js';
export type { TlsOptions } from './listener.js';
export { type LogFormat, logLine } from './log-line.js';
export { ListenError, type RunOptions, runServer, type ServerProcess } from './run.js';
export { createServer, type Server, type ServerOptions } from './server.js';
