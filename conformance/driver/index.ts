/** Plays scenarios at a server over TCP, and keeps the trace of what really happened. */
export type { Target, TlsTrust } from './connection.js';
export { DriverError } from './errors.js';
export type { Judge } from './judge.js';
export { defaultLimits, type Limits } from './limits.js';
export type { Problem, ProblemKind } from './problem.js';
export { type Lateness, type RunOptions, runScenario, type ScenarioRun } from './run-scenario.js';
