const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes a frame strictly: a BOM is a character, nothing is replaced. Undefined: it is not in the charset. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether a string has no surrogate without its partner, so that UTF-8 can carry it as it is. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}
