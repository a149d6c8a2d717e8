/** A spec as it is written, before anything in it is looked up. */
export * from './examples.js';
export * from './places.js';
export * from './rules.js';
export * from './session.js';
export * from './spec.js';
export * from './statements.js';
export * from './values.js';
