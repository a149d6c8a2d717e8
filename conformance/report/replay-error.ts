/** Why a file can't be replayed; each code has its section in docs/conform.md. */
export type ReplayErrorCode =
  /** The file can't be read at all. */
  | 'unreadable'
  | 'not-json'
  /** JSON, and no replay file. */
  | 'not-a-replay'
  /** Written by a version whose files mean something else. */
  | 'other-version'
  | 'missing-field'
  | 'unknown-field'
  /** A field holds another type of value than it should. */
  | 'wrong-type'
  /** A field's value is none of those that it can have. */
  | 'wrong-value'
  /** A client acts before it connects, or connects twice. */
  | 'wrong-order';

/** All codes, for those who list them. */
export const REPLAY_ERROR_CODES: readonly ReplayErrorCode[] = [
  'unreadable',
  'not-json',
  'not-a-replay',
  'other-version',
  'missing-field',
  'unknown-field',
  'wrong-type',
  'wrong-value',
  'wrong-order',
];

/** A replay file was refused. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';

  constructor(
    readonly code: ReplayErrorCode,
    /** The field at fault, as in `scenario.steps[2].action.client`; empty where it is the whole file. */
    readonly path: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${path === '' ? '' : `${path}: `}${reason} (${code})`, options);
  }
}
