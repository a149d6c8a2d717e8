import { CodecError } from './errors.js';

/** Up to how many units a text is written here; longer ones, `Buffer` is quicker with. */
const SHORT = 64;

/**
 * Writes a text into a buffer as UTF-8; where it does not fit, not all of it.
 * @returns where it ends, or would: past the buffer's end, then.
 */
export function putText(buffer: Buffer, at: number, text: string): number {
  const { length } = text;
  const room = buffer.length - at;
  if (length <= SHORT && length * 2 <= room) {
    let end = at;
    let index = 0;
    for (; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit < 0x80) buffer[end++] = unit;
      else if (unit < 0x800) {
        buffer[end++] = 0xc0 | (unit >> 6);
        buffer[end++] = 0x80 | (unit & 0x3f);
      } else break;
    }
    if (index === length) return end;
  }
  if (length * 3 <= room) return at + buffer.write(text, at);
  const bytes = Buffer.byteLength(text);
  if (bytes <= room) buffer.write(text, at);
  return at + bytes;
}

/**
 * Checks that what was written into a buffer is in it.
 * @param end - where it ends, or would.
 * @throws CodecError `no-room`.
 */
export function requireRoom(buffer: Buffer, at: number, end: number): number {
  if (end <= buffer.length && at >>> 0 === at) return end;
  throw new CodecError('no-room', `${end - at} bytes from ${at} on in a buffer of ${buffer.length}`);
}
