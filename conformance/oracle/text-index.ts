import type { Effort } from './effort.js';
import { matchText, type WireText } from './text-match.js';

/** Finds which of many texts stand at a place of a stream, without looking at each: those without holes by what they are. */
export class TextIndex<T extends { readonly text: WireText }> {
  /** By length in bytes, then by the bytes themselves. */
  private readonly whole = new Map<number, Map<string, T[]>>();
  private readonly others: T[] = [];

  constructor(texts: readonly T[]) {
    for (const one of texts) {
      const [bytes, ...more] = one.text.parts;
      if (bytes === undefined || more.length > 0) {
        this.others.push(one);
        continue;
      }
      const sameLength = this.whole.get(bytes.length) ?? new Map<string, T[]>();
      this.whole.set(bytes.length, sameLength);
      const key = keyOf(bytes, 0, bytes.length);
      const same = sameLength.get(key);
      if (same === undefined) sameLength.set(key, [one]);
      else same.push(one);
    }
  }

  /** Tells of each text that can stand at an offset of a stream: where it can end, and whether more bytes could complete it. */
  at(
    stream: Uint8Array,
    from: number,
    length: number,
    effort: Effort,
    found: (one: T, ends: readonly number[], partial: boolean) => void,
  ): void {
    for (const [size, texts] of this.whole) {
      const end = from + size;
      if (end <= length) {
        for (const one of texts.get(keyOf(stream, from, end)) ?? []) found(one, [end], false);
        continue;
      }
      for (const same of texts.values()) {
        const [first] = same;
        if (first === undefined || !matchText(first.text, stream, from, length, effort).partial) continue;
        for (const one of same) found(one, [], true);
      }
    }
    for (const one of this.others) {
      const { ends, partial } = matchText(one.text, stream, from, length, effort);
      if (ends.length > 0 || partial) found(one, ends, partial);
    }
  }
}

function keyOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}
