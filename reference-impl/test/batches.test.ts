import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Audience } from '../server/audience.js';
import { Backlog } from '../server/backlog.js';
import { SharedLog } from '../server/shared-log.js';
import { flushed, type PeerOnSocket, PeersOnSockets, stopClock } from './peers.js';

beforeEach(stopClock);
afterEach(() => void vi.useRealTimers());

type Step =
  | { readonly does: 'tell-room' }
  | { readonly does: 'flush' }
  | { readonly does: 'tell' | 'tell-others' | 'join' | 'leave' | 'finish' | 'cut'; readonly who: number }
  | { readonly does: 'read'; readonly who: number; readonly bytes: number };

const people = 5;
const who = fc.nat(people - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('tell-room' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constantFrom('tell' as const, 'tell-others' as const, 'join' as const, 'leave' as const),
      who,
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('finish' as const, 'cut' as const), who }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('read' as const), who, bytes: fc.nat(200) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('flush' as const) }) },
);

/** What a peer is owed, by the steps alone. */
interface Owed {
  text: string;
  open: boolean;
  cut: boolean;
}

/** Plays the steps, and notes beside each peer what it should get: every message sent to it while it was open, in order. */
class Script {
  readonly peers: PeersOnSockets;
  readonly owed: Owed[] = [];
  private room: readonly number[] = [];
  private sent = 0;

  constructor(
    readonly kind: 'line' | 'chunk',
    rooms: readonly number[],
  ) {
    this.peers = new PeersOnSockets(kind);
    for (const room of rooms) {
      this.peers.add(room);
      this.owed.push({ text: '', open: true, cut: false });
    }
  }

  async play(step: Step): Promise<void> {
    if (step.does === 'flush') {
      await flushed();
      return;
    }
    if (step.does === 'tell-room') {
      this.tell(this.room);
      return;
    }
    const id = step.who + 1;
    const owed = this.owed[step.who];
    const there = this.peers.all[step.who];
    if (owed === undefined || there === undefined) return;
    if (step.does === 'tell') this.tell([id]);
    else if (step.does === 'tell-others') this.tell(this.room.filter((other) => other !== id));
    else if (step.does === 'join') this.room = [...this.room.filter((other) => other !== id), id];
    else if (step.does === 'leave') this.room = this.room.filter((other) => other !== id);
    else if (step.does === 'read') there.socket.makeRoom(step.bytes);
    else this.end(step.does, owed, there);
  }

  private end(how: 'finish' | 'cut', owed: Owed, { peer }: PeerOnSocket): void {
    owed.open = false;
    if (how === 'cut') {
      owed.cut = true;
      peer.cut('failed');
    } else {
      peer.finish('closed');
    }
  }

  private tell(to: readonly number[]): void {
    const text = `message ${this.sent++} ñ€😀`;
    this.peers.delivery.send(to, text);
    for (const id of to) {
      const owed = this.owed[id - 1];
      if (owed?.open === true) owed.text += this.kind === 'line' ? `${text}\n` : text;
    }
  }
}

describe.each(['line', 'chunk'] as const)('under %s framing', (kind) => {
  test('nothing is reordered, split between readers or lost, whoever joins, leaves, lags or ends meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constant(1e6), fc.nat(100)), { minLength: people, maxLength: people }),
        fc.array(step, { maxLength: 40, size: 'max' }),
        async (rooms, steps) => {
          const script = new Script(kind, rooms);
          for (const step of steps) await script.play(step);
          await flushed();
          for (const { socket } of script.peers.all) socket.makeRoom(1e6);
          await flushed();
          for (const [index, { text, open, cut }] of script.owed.entries()) {
            const { socket, reasons } = script.peers.all[index] ?? fail();
            if (cut) expect(text.startsWith(socket.text)).toBe(true);
            else expect(socket.text).toBe(text);
            expect(reasons.length).toBe(open ? 0 : 1);
            if (!open && !cut) expect(socket.writableEnded).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

function fail(): never {
  throw new Error('no such peer');
}

test('the bytes of a broadcast are written once and shared by all who get them whole', async () => {
  const peers = new PeersOnSockets('line');
  const seen: Buffer[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { socket } = peers.add(1e6);
    const write = socket._write.bind(socket);
    socket._write = (bytes, encoding, done) => {
      seen.push(bytes);
      write(bytes, encoding, done);
    };
  }
  peers.delivery.send([1, 2, 3], 'one');
  peers.delivery.send([1, 2, 3], 'two');
  await flushed();
  expect(seen.map(String)).toEqual(['one\ntwo\n', 'one\ntwo\n', 'one\ntwo\n']);
  expect(new Set(seen.map(({ buffer, byteOffset }) => `${byteOffset} ${buffer === seen[0]?.buffer}`)).size).toBe(1);
});

test('an audience becomes every list that it is to follow, and tells of each difference', () => {
  const list = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(list, { maxLength: 8 }), fc.array(fc.nat(12)), (lists, releases) => {
      const inside = new Set<number>();
      const gone = new Set<number>();
      const audience = new Audience<{ id: number }>(
        (id) => (gone.has(id) ? undefined : members[id]),
        ({ id }) => {
          expect(inside.has(id)).toBe(false);
          inside.add(id);
        },
        ({ id }) => expect(inside.delete(id)).toBe(true),
      );
      const members = Array.from({ length: 13 }, (_, id) => ({ id }));
      for (const [index, to] of lists.entries()) {
        audience.follow(to);
        expect(audience.all.map((member) => member?.id)).toEqual(to.map((id) => (gone.has(id) ? undefined : id)));
        expect([...inside].toSorted()).toEqual(to.filter((id) => !gone.has(id)).toSorted());
        const member = members[releases[index] ?? 0];
        if (member === undefined) continue;
        gone.add(member.id);
        audience.release(member);
        expect(inside.has(member.id)).toBe(false);
      }
    }),
  );
});

test('a view of the log stays as it was, and texts of any length come out as they went in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), times: fc.nat(40_000), ends: fc.boolean() }), {
        maxLength: 8,
      }),
      (batches) => {
        const log = new SharedLog();
        const views: [Uint8Array, string][] = [];
        let start = 0;
        for (const { text, times, ends } of batches) {
          const long = text.repeat(times % 97);

          log.append(long);
          views.push([log.view(start, log.length), long]);
          start = log.length;
          if (ends) {
            log.restart();
            start = 0;
            expect(log.length).toBe(0);
          }
        }
        for (const [bytes, text] of views) expect(Buffer.from(bytes).toString() === text).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test('who holds a view of the log holds little else in memory', () => {
  const log = new SharedLog();
  for (let batch = 0; batch < 100; batch += 1) {
    log.append('x'.repeat(10_000));
    expect(log.view(0, log.length).buffer.byteLength).toBeLessThanOrEqual(128 * 1024);
    log.restart();
  }
});

function everythingOf(backlog: Backlog): string {
  const parts: Uint8Array[] = [];
  while (backlog.length > 0) parts.push(backlog.shift());
  return Buffer.concat(parts).toString();
}

test.each([true, false])(
  'a backlog gives back what it was given, in order, and each entry apart if it has to: %s',
  (apart) => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ minLength: 1, maxLength: 1_500 }), { nil: undefined })), (steps) => {
        const backlog = new Backlog(apart);
        const entries: string[] = [];
        const take = (): void => {
          if (apart) expect(Buffer.from(backlog.shift()).toString()).toBe(entries.shift());
          else expect(everythingOf(backlog)).toBe(entries.splice(0).join(''));
        };
        for (const text of steps) {
          if (text !== undefined) {
            backlog.push(Buffer.from(text));
            entries.push(text);
          } else if (entries.length > 0) take();
          expect(backlog.length).toBe(Buffer.byteLength(entries.join('')));
        }
        while (entries.length > 0) take();
        expect(backlog.length).toBe(0);
      }),
    );
  },
);

test.each([true, false])('a backlog costs what it is long, and a little more (entries apart: %s)', (apart) => {
  const backlog = new Backlog(apart);
  const entry = Buffer.alloc(100, 'x');
  let dearest = 0;
  for (let pushed = 1; pushed <= 20_000; pushed += 1) {
    backlog.push(entry);
    // Some of it is fetched meanwhile: the first room may be partly empty, as the last one may.
    if (pushed % 3 === 0 && apart) backlog.shift();
    dearest = Math.max(dearest, backlog.room - backlog.length * (apart ? 1.05 : 1));
  }
  expect(backlog.length).toBeGreaterThan(1_000_000);
  expect(dearest).toBeLessThanOrEqual((apart ? 2 : 1) * 64 * 1024);
});

test('an entry that is longer than any room is whole, though it is shared out over others', () => {
  for (const apart of [true, false]) {
    const backlog = new Backlog(apart);
    const long = 'ñ'.repeat(200_000);
    for (const text of ['first', long, 'last']) backlog.push(Buffer.from(text));
    expect(everythingOf(backlog)).toBe(`first${long}last`);
    expect(backlog.room).toBe(0);
  }
});
