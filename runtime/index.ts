/** What generated code stands on, and what reads it: the session, the framings, and the types of both. */
export * from './assigned.js';
export * from './client-states/index.js';
export * from './encoding.js';
export * from './errors.js';
export * from './expression-source.js';
export * from './find-rule.js';
export * from './framing.js';
export * from './group.js';
export * from './integer-text.js';
export * from './model.js';
export * from './protocol.js';
export * from './reading/index.js';
export * from './rule-language.js';
export * from './session/index.js';
export * from './text.js';
export * from './world.js';
export * from './writer.js';
