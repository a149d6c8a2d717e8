/** The reference server: a generated session machine behind TCP. */
export * from './events.js';
export * from './limits.js';
export { ListenError, runServer, type ServerProcess } from './run.js';
export { createServer, type Server, type ServerOptions } from './server.js';
