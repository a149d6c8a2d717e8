/** The first room is as small as that, each next one twice as large, and none larger than this but for an entry that is. */
const smallestRoom = 1024;
const largestRoom = 64 * 1024;

/** Before each entry that has to be told apart stands its length. */
const prefixBytes = 4;

interface Room {
  readonly bytes: Buffer;
  /** What is still in it: from here … */
  start: number;
  /** … to here. What stands before is never written again, so views of it stay as they are. */
  end: number;
}

/**
 * What waits in this process for a client that does not read as fast as it is written to: copied together, so that it
 * costs what it is long and keeps nothing else in memory. It grows by rooms, so that growing copies nothing and leaves
 * nothing behind.
 */
export class Backlog {
  private readonly rooms: Room[] = [];
  private nextRoom = smallestRoom;
  private waiting = 0;

  /** @param apart whether each entry is to be a write of its own. */
  constructor(private readonly apart: boolean) {}

  /** How many bytes wait. */
  get length(): number {
    return this.waiting;
  }

  /** How many bytes of memory they take. */
  get room(): number {
    return this.rooms.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  push(entry: Uint8Array): void {
    this.waiting += entry.length;
    if (this.apart) {
      const room = this.roomFor(prefixBytes + entry.length);
      room.end = room.bytes.writeUInt32LE(entry.length, room.end);
      this.put(room, entry);
      return;
    }
    for (let at = 0; at < entry.length; ) {
      const room = this.roomFor(1);
      const part = entry.subarray(at, at + room.bytes.length - room.end);
      this.put(room, part);
      at += part.length;
    }
  }

  /** Takes off what the next write is to be: the oldest entry, or as much as stands in one piece. The bytes are the caller's. */
  shift(): Uint8Array {
    const [room] = this.rooms;
    if (room === undefined) return new Uint8Array();
    const from = this.apart ? room.start + prefixBytes : room.start;
    const to = this.apart ? from + room.bytes.readUInt32LE(room.start) : room.end;
    room.start = to;
    this.waiting -= to - from;
    if (to === room.end) this.rooms.shift();
    if (this.rooms.length === 0) this.nextRoom = smallestRoom;
    return room.bytes.subarray(from, to);
  }

  private put(room: Room, part: Uint8Array): void {
    room.bytes.set(part, room.end);
    room.end += part.length;
  }

  /** The last room, or a new one if so many bytes are not free in it. */
  private roomFor(bytes: number): Room {
    const last = this.rooms.at(-1);
    if (last !== undefined && last.bytes.length - last.end >= bytes) return last;
    const room = { bytes: Buffer.allocUnsafeSlow(Math.max(this.nextRoom, bytes)), start: 0, end: 0 };
    this.nextRoom = Math.min(largestRoom, this.nextRoom * 2);
    this.rooms.push(room);
    return room;
  }
}
