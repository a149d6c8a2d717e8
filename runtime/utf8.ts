/**
 * Where bytes stop being UTF-8: the first byte of the first sequence that is none, by the table of well-formed sequences
 * (The Unicode Standard, table 3-7); -1: all of them are UTF-8.
 */
export function malformedAt(bytes: Uint8Array): number {
  const { length } = bytes;
  let at = 0;
  while (at < length) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at++;
      continue;
    }
    // Overlong forms, surrogates and what is beyond U+10FFFF show in the second byte.
    const [more, low, high] =
      lead < 0xc2 || lead > 0xf4
        ? [0, 0, 0]
        : lead < 0xe0
          ? [1, 0x80, 0xbf]
          : lead < 0xf0
            ? [2, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf]
            : [3, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf];
    const second = bytes[at + 1] ?? 0;
    if (more === 0 || second < low || second > high) return at;
    for (let next = 2; next <= more; next++) {
      const byte = bytes[at + next] ?? 0;
      if (byte < 0x80 || byte > 0xbf) return at;
    }
    at += more + 1;
  }
  return -1;
}
