import { describe, expect, test } from 'vitest';
import type { ConnectionId } from '../../runtime/index.js';
import { judgeTrace, TraceJudge } from '../oracle/judge.js';
import type { TraceEntry } from '../oracle/trace.js';
import { protocolOf } from './protocols.js';
import { chatWith, type TraceWriter } from './traces.js';

const [ANA, BOB, EVA] = [0, 1, 2];
const chat = protocolOf('chat-private');
const joined = (name: string): string => `${name} has joined the chat.\n`;
const left = (name: string): string => `${name} has left the chat.\n`;
const kind = (trace: TraceWriter): string => trace.judge().kind;

/** Ana writes what is no private message, and the spec leaves open what becomes of it. */
const bad = (): TraceWriter => chatWith(chat, 'Ana', 'Bob', 'Eva').write(ANA, '\\w');

describe('a connection that an undefined input has left unjudged', () => {
  test('is told of, with the branch that did', () => {
    expect(bad().judge()).toMatchObject({
      kind: 'complete',
      wild: [{ connection: ANA, clause: 'chat-private/Chatting/BadWhisper' }],
    });
  });

  test('may hear anything, and may be closed', () => {
    expect(kind(bad())).toBe('complete');
    expect(kind(bad().read(ANA, 'usage: \\w user text'))).toBe('complete');
    expect(kind(bad().read(ANA, 'bye').end(ANA))).toBe('complete');
  });

  test('others may hear because of it what is listed, any number of times', () => {
    expect(kind(bad().read(BOB, 'priv(Ana): something'))).toBe('complete');
    expect(kind(bad().read(BOB, 'priv(Ana): a').read(EVA, 'priv(Ana): b').read(BOB, 'priv(Ana): c'))).toBe('complete');
    expect(kind(bad().read(BOB, left('Ana')).read(EVA, left('Ana')))).toBe('complete');
  });

  test('others never hear it as public talk', () => {
    expect(bad().read(BOB, 'Ana: \\w').blame()).toMatchObject({
      kind: 'unexpected',
      clause: 'chat-private/Chatting/BadWhisper',
      connection: BOB,
    });
    expect(kind(bad().read(BOB, 'Bob: \\w'))).toBe('violation');
  });

  test('what the others write is owed to the others as before, around it', () => {
    const trace = bad().write(BOB, 'hola').read(BOB, 'Bob: hola');
    expect(trace.judge()).toMatchObject({ kind: 'late', owed: [{ connection: EVA, source: BOB }] });
    expect(kind(trace.read(EVA, 'Bob: hola'))).toBe('complete');
    expect(kind(trace.read(EVA, 'Bob: hola'))).toBe('violation');
  });

  test('once half-closed it is owed nothing', () => {
    expect(kind(bad().act('halfClose', ANA))).toBe('complete');
    expect(kind(bad().act('halfClose', ANA).end(ANA).read(BOB, left('Ana')))).toBe('complete');
    expect(kind(bad().act('reset', ANA))).toBe('complete');
  });

  test('it may be a member or not', () => {
    const trace = (): TraceWriter => bad().act('halfClose', ANA).write(BOB, '\\w Ana estas?');
    expect(kind(trace().read(BOB, "User 'Ana' not found."))).toBe('complete');
    expect(kind(trace())).toBe('complete');
  });
});

describe('a name that a server need not take', () => {
  const odd = (): TraceWriter => chatWith(chat, 'Ana').connect(BOB).read(BOB, 'NAME').write(BOB, '1234');
  const welcome = 'Welcome to the chat, 1234!\n';

  test('is taken, and then judged like any other', () => {
    const trace = odd()
      .read(BOB, welcome, '1234 has joined the chat.\n')
      .read(ANA, '1234 has joined the chat.\n')
      .write(BOB, 'hola')
      .read(ANA, '1234: hola')
      .read(BOB, '1234: hola');
    expect(kind(trace)).toBe('complete');
    expect(trace.judge()).toMatchObject({ wild: [] });
  });

  test('or refused, in any words', () => {
    expect(kind(odd())).toBe('complete');
    expect(kind(odd().read(BOB, 'Bad name. NAME'))).toBe('complete');
    expect(kind(odd().end(BOB))).toBe('complete');
  });

  test('a refusal never welcomes, not even later', () => {
    expect(kind(odd().read(BOB, 'no', welcome))).toBe('violation');
    expect(kind(odd().read(BOB, 'no').write(ANA, 'hola').read(ANA, 'Ana: hola').read(BOB, 'x', welcome))).toBe(
      'violation',
    );
  });

  test('welcomed, it owes its notice', () => {
    expect(odd().read(BOB, welcome).judge()).toMatchObject({ kind: 'late' });
  });
});

describe('bytes that are no text', () => {
  const odd = (): TraceWriter => chatWith(chat, 'Ana', 'Bob').writeRaw(ANA, Uint8Array.of(0xff, 0xfe));

  test('may be shown to others as their writer wrote them, in any form', () => {
    expect(kind(odd().read(BOB, 'Ana: \u{fffd}\u{fffd}'))).toBe('complete');
  });

  test('but not as somebody else', () => {
    expect(kind(odd().read(BOB, 'Eva: \u{fffd}'))).toBe('violation');
  });
});

describe('byte by byte', () => {
  /** Reads that follow each other come a byte at a time, of one connection after the other. */
  function byteByByte(entries: readonly TraceEntry[]): readonly TraceEntry[] {
    const apart: TraceEntry[] = [];
    let reads = new Map<ConnectionId, number[]>();
    const flush = (): void => {
      const longest = Math.max(0, ...[...reads.values()].map((bytes) => bytes.length));
      for (let at = 0; at < longest; at++)
        for (const [connection, { [at]: byte }] of reads)
          if (byte !== undefined) apart.push({ kind: 'read', connection, bytes: Uint8Array.of(byte) });
      reads = new Map();
    };
    for (const entry of entries) {
      if (entry.kind === 'read') reads.set(entry.connection, [...(reads.get(entry.connection) ?? []), ...entry.bytes]);
      else {
        flush();
        apart.push(entry);
      }
    }
    flush();
    return apart;
  }

  const DAN = 3;
  const talk = (odd: string | Uint8Array, begun = chatWith(chat, 'Ana', 'Bob')): TraceWriter => {
    const trace = begun.connect(EVA).read(EVA, 'NAME').write(EVA, odd);
    trace.act('halfClose', EVA).end(EVA).connect(DAN).read(DAN, 'NAME').write(DAN, 'Dan');
    trace.read(DAN, 'Welcome to the chat, Dan!\n');
    const others = [ANA, BOB, DAN];
    for (const one of others) trace.read(one, 'Dan has joined the chat.\n');
    for (const [from, name] of [
      [ANA, 'Ana'],
      [BOB, 'Bob'],
    ] as const) {
      trace.write(from, `a text of ${name}`);
      for (const one of others) trace.read(one, `${name}: a text of ${name}`);
    }
    trace.write(DAN, 'the last text').write(ANA, 'QUIT').read(ANA, 'Dan: the last text').end(ANA);
    for (const one of [BOB, DAN]) trace.read(one, 'Dan: the last text', left('Ana'));
    return trace;
  };

  test.each([
    ['a name that is no text', Uint8Array.of(0x61, 0xff)],
    ['a name that need not be taken', '1234'],
  ])('what is explained stays so, for few looks: %s', (_, odd) => {
    const judge = new TraceJudge(chat);
    for (const entry of byteByByte(talk(odd).entries)) judge.add(entry);
    expect(judge.judgeFully()).toMatchObject({ kind: 'complete' });
    expect(judge.states).toBeLessThan(2_000);
  });

  test('what is not explained is found out all the same', () => {
    const { entries } = talk('1234', chatWith(chat, 'Ana', 'Bob').read(BOB, 'Ana: never said'));
    expect(judgeTrace(chat, byteByByte(entries)).kind).toBe('violation');
  });
});

test('what only a judged input can have caused is its doing, though anything may come of somebody else', () => {
  // Of Bob others may hear that anybody has come in, "Welcome … Eva", perhaps, and what anybody may have said.
  const trace = chatWith(chat, 'Ana')
    .connect(BOB)
    .read(BOB, 'NAME')
    .write(BOB, Buffer.from([0x42, 0xff]));
  trace.read(BOB, 'NAME').act('halfClose', BOB).end(BOB);
  trace.connect(EVA).read(EVA, 'NAME').write(EVA, 'Eva').read(EVA, 'Welcome to the chat, Eva!\n', joined('Eva'));
  trace.read(ANA, joined('Eva')).write(ANA, 'sky').read(EVA, 'Ana: sky').read(ANA, 'Ana: sky');
  trace.write(EVA, 'elm').read(EVA, 'Eva: elm').read(ANA, 'Eva: elm').write(ANA, 'QUIT').end(ANA);
  expect(trace.judge()).toMatchObject({ kind: 'late', owed: [{ connection: EVA, source: ANA }] });
});
