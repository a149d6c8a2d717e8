/** Where what is written goes, and the functions that write it. */
export interface Output {
  readonly into: 'text' | 'buffer';
  readonly encode: string;
  readonly encodeServer: string;
  readonly write: string;
  /** What they take besides a message. */
  readonly parameters: string;
  readonly returns: string;
}

export const TEXT: Output = {
  into: 'text',
  encode: 'encode',
  encodeServer: 'encodeServer',
  write: 'write',
  parameters: '',
  returns: 'string',
};

const BUFFER: Output = {
  into: 'buffer',
  encode: 'encodeInto',
  encodeServer: 'encodeServerInto',
  write: 'writeInto',
  parameters: ', buffer: Buffer, at: number',
  returns: 'number',
};

export const OUTPUTS = [TEXT, BUFFER];

/** What is the same for all that writes into buffers. */
export const INTO_BUFFER =
  '\n\n@returns where the bytes end.\n@throws EncodeError, CodecError as it does.\n' +
  '@throws CodecError `no-room` where the buffer ends before them; what it held may be overwritten by then.';
