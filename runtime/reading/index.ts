/** What generated parsers read with, and what they say of a text that is no message. */
export * from './automaton.js';
export * from './character-run.js';
export * from './character-table.js';
export * from './unrecognized.js';
export * from './vector-run.js';
export * from './where-it-stops.js';
