const smallest = 1024;

/**
 * What waits in this process for a client that does not read as fast as it is written to: copied together, so that it
 * costs what it is long and keeps nothing else in memory.
 */
export class Backlog {
  private bytes = Buffer.alloc(0);
  private start = 0;
  private end = 0;
  /** Where each entry ends, in order; undefined: they need not be told apart. */
  private readonly ends: number[] | undefined;
  private taken = 0;

  /** @param apart whether each entry is to be a write of its own. */
  constructor(apart: boolean) {
    this.ends = apart ? [] : undefined;
  }

  /** How many bytes wait. */
  get length(): number {
    return this.end - this.start;
  }

  push(entry: Uint8Array): void {
    if (this.bytes.length - this.end < entry.length) this.grow(entry.length);
    this.bytes.set(entry, this.end);
    this.end += entry.length;
    this.ends?.push(this.end);
  }

  /** Takes off what the next write is to be: the oldest entry, or all that waits. The bytes are the caller's. */
  shift(): Uint8Array {
    const { ends } = this;
    if (ends === undefined) {
      const all = this.bytes.subarray(this.start, this.end);
      this.clear();
      return all;
    }
    const to = ends[this.taken] ?? this.end;
    const entry = Buffer.from(this.bytes.subarray(this.start, to));
    this.start = to;
    this.taken += 1;
    if (this.start === this.end) this.clear();
    return entry;
  }

  clear(): void {
    this.bytes = Buffer.alloc(0);
    this.start = 0;
    this.end = 0;
    this.taken = 0;
    if (this.ends !== undefined) this.ends.length = 0;
  }

  private grow(more: number): void {
    const { length } = this;
    const grown = Buffer.allocUnsafeSlow(Math.max(smallest, length + more, length * 2));
    this.bytes.copy(grown, 0, this.start, this.end);
    this.bytes = grown;
    if (this.ends !== undefined) {
      this.ends.splice(0, this.taken);
      for (const [index, end] of this.ends.entries()) this.ends[index] = end - this.start;
      this.taken = 0;
    }
    this.start = 0;
    this.end = length;
  }
}
