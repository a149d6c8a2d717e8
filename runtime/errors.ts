/** Why a value can't be sent as a message in a state. */
export type EncodeErrorCode =
  /** The string has a surrogate without its partner, which no charset can carry. */
  | 'ill-formed'
  /** A field's value is outside its language, of the wrong type, or missing. */
  | 'not-in-language'
  /** The text would be read back as another message, or with other fields. */
  | 'reads-as-other'
  /** More bytes than the framing allows. */
  | 'too-long'
  /** The state takes no such message. */
  | 'not-in-state';

/** A message was refused because its reader would not read it back as it was meant. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';

  constructor(
    readonly code: EncodeErrorCode,
    message: string,
    /** The field whose value is at fault, where it is one. */
    readonly field?: string,
  ) {
    super(message);
  }
}

/** The session was driven wrongly: an event for a connection that is not there, or twice. */
export class SessionError extends Error {
  override readonly name = 'SessionError';

  constructor(
    readonly code: 'unknown-connection' | 'connected-twice' | 'bad-program',
    message: string,
  ) {
    super(message);
  }
}
