/**
 * Judging servers from a program: what `parley conform` does, as functions.
 *
 * @module
 */

export type { Target, TlsTrust } from './driver/connection.js';
export type { Limits } from './driver/limits.js';
export { type Catalogue, type CatalogueOptions, catalogueOf } from './engine/catalogue.js';
export { type ConformOptions, conform } from './engine/conform.js';
export type {
  CaseResult,
  Coverage,
  ExitStatus,
  Failure,
  Report,
  Requirement,
  RunEvent,
  StaleFailure,
  Verdict,
  VerdictKind,
} from './engine/events.js';
export type { KnownFailure } from './engine/known-failures.js';
export type { OrderSeen } from './engine/observed-order.js';
export { requirementsOf } from './engine/requirements.js';
export type { Selection } from './engine/selection.js';
export { type Death, type Server, type Servers, serverAt } from './engine/servers.js';
export { type SpawnOptions, spawnedServers } from './engine/spawned-servers.js';
export type { CasePlan } from './families/family.js';
export type { WaySeen } from './grammar/grammar-tally.js';
export type { Way } from './grammar/ways.js';
export type { Execution, Fault, FaultKind, Judgement, Owed } from './oracle/judgement.js';
export type { Trace, TraceEntry } from './oracle/trace.js';
export * from './report/index.js';
export {
  type Action,
  type ClientIndex,
  FRESH_VARIANTS,
  type FreshVariant,
  type Payload,
  type PayloadPart,
  type Scenario,
  type Step,
} from './scenario/scenario.js';
