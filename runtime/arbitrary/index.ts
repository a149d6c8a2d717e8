/** fast-check arbitraries for any model: what generated arbitraries are made of. */
export * from './arbitraries.js';
export * from './character.js';
export * from './field.js';
export * from './frame.js';
export * from './malformed.js';
export * from './message.js';
export * from './near-miss.js';
export type { PieceOptions } from './piece.js';
export * from './short-texts.js';
export * from './text.js';
