import { malformedAt } from './utf8.js';

/** What `Buffer` writes in place of bytes that are no UTF-8, and a character like any other. */
const REPLACEMENT = '\ufffd';

/** Decodes a frame strictly: a BOM is a character, nothing is replaced. Undefined: it is not in the charset. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const buffer = bufferOf(bytes);
  return decodeRange(buffer, 0, buffer.length);
}

/** The same for the bytes from `from` up to `to`. */
export function decodeRange(bytes: Buffer, from: number, to: number): string | undefined {
  const text = bytes.toString('utf8', from, to);
  if (!text.includes(REPLACEMENT)) return text;
  return malformedAt(bytes.subarray(from, to)) < 0 ? text : undefined;
}

/** Bytes as a `Buffer`, which searches and decodes many times faster; nothing is copied. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether a string has no surrogate without its partner, so that UTF-8 can carry it as it is. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}
