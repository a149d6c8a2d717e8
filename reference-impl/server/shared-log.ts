/**
 * Room for several batches, so that most of them need no memory of their own. No more: a client that stops reading keeps the
 * slab alive which holds what it was being written, whole.
 */
const slabBytes = 128 * 1024;

/**
 * The texts of one batch, one behind the other, written once however many connections they are for. Places in it count
 * bytes from the start of the batch. A view stays as it is when the log goes on: its bytes are never written again.
 */
export class SharedLog {
  private slab = Buffer.alloc(0);
  private start = 0;
  private end = 0;

  /** The place behind the last text. */
  get length(): number {
    return this.end - this.start;
  }

  append(text: string): void {
    // No code point takes more than three bytes for each of its UTF-16 units.
    const most = text.length * 3;
    if (this.slab.length - this.end < most) this.move(most);
    this.end += this.slab.write(text, this.end, 'utf8');
  }

  /** The bytes from one place to another. */
  view(from: number, to: number): Uint8Array {
    return this.slab.subarray(this.start + from, this.start + to);
  }

  /** Begins the next batch. */
  restart(): void {
    this.start = this.end;
  }

  /** A new slab, with the batch as it stands; the old one lives as long as a view of it. */
  private move(more: number): void {
    const { length } = this;
    const slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, length + more));
    this.slab.copy(slab, 0, this.start, this.end);
    this.slab = slab;
    this.start = 0;
    this.end = length;
  }
}
