export * from './session.js';
export { isHole } from './values.js';
export { findConnection } from './world-changes.js';
