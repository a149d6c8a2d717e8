/**
 * Why a client can't go on. `closed`: the connection is over. `refused`: the text can't be sent as it is. `failed`: the
 * connection broke; `cause` is the system's code. `aborted`: the signal said so; `cause` is its reason.
 */
export type ClientErrorCode = 'closed' | 'refused' | 'failed' | 'aborted';

/** An error of a client; an unencodable message is an `EncodeError`, a failing connect the system's own error. */
export class ClientError extends Error {
  override readonly name = 'ClientError';

  constructor(
    readonly code: ClientErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
