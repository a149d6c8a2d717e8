/** What a generated typed client stands on. */
export * from './client-states.js';
export * from './types.js';
