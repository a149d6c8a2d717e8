/**
 * Judging servers from a program: what `parley conform` does, as functions.
 *
 * @module
 */

export type { Target } from './driver/connection.js';
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
export { requirementsOf } from './engine/requirements.js';
export type { Selection } from './engine/selection.js';
export { type Death, type Server, type Servers, serverAt } from './engine/servers.js';
export { type SpawnOptions, spawnedServers } from './engine/spawned-servers.js';
export * from './report/index.js';
