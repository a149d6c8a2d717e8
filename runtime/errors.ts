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
    /** Why it was refused: stays the same from version to version. */
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
    /** What was wrong: stays the same from version to version. */
    readonly code: 'unknown-connection' | 'connected-twice' | 'bad-program',
    message: string,
  ) {
    super(message);
  }
}

/** What a program asked of a codec that no codec can do. Texts from the wire and values of fields never cause it. */
export type CodecErrorCode =
  /** The protocol has no such state. */
  | 'unknown-state'
  /** The spec has no such rule. */
  | 'unknown-rule'
  /** What was to be read is no string. */
  | 'not-a-text'
  /** What was to be written is no object with the `kind` of a message that this side sends. */
  | 'not-a-message'
  /** What was to be written into a buffer has more bytes than there are from its place on. */
  | 'no-room';

/** A mistake in the program that calls a codec, which its types would have told. */
export class CodecError extends Error {
  override readonly name = 'CodecError';

  constructor(
    /** What was wrong: stays the same from version to version. */
    readonly code: CodecErrorCode,
    message: string,
  ) {
    super(message);
  }
}
