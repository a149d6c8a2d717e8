import { decodeText, type TextPattern } from '../../runtime/index.js';

/** Bytes in JSON: the text that they are in UTF-8, or what they are in hexadecimal. */
export type JsonBytes = { readonly text: string } | { readonly hex: string };

export function jsonBytes(bytes: Uint8Array): JsonBytes {
  const text = decodeText(bytes);
  return text === undefined
    ? { hex: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex') }
    : { text };
}

/** A text with holes: its pieces, `{ any }` for what is the server's choice. */
export type JsonPattern = readonly (string | { readonly any: string })[];

export function jsonPattern(pattern: TextPattern): JsonPattern {
  return pattern.map((piece) => (typeof piece === 'string' ? piece : { any: piece.any }));
}
