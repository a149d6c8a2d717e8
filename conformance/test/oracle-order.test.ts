import { describe, expect, test } from 'vitest';
import type { Protocol } from '../../runtime/index.js';
import { protocolOf } from './protocols.js';
import { chatWith, TraceWriter } from './traces.js';

const [ANA, BOB, EVA] = [0, 1, 2];
const chat = protocolOf('chat-private');
const line = protocolOf('chat-line');
const kind = (trace: TraceWriter): string => trace.judge().kind;

describe('bytes', () => {
  test('may be divided and joined anywhere', () => {
    const trace = chatWith(chat, 'Ana').write(ANA, 'ñandú');
    const bytes = Buffer.from('Ana: ñandú');
    for (const byte of bytes) trace.entries.push({ kind: 'read', connection: ANA, bytes: Uint8Array.of(byte) });
    expect(kind(trace)).toBe('complete');
  });

  test('of a message that has begun to come are late until it is whole', () => {
    const trace = chatWith(chat, 'Ana').write(ANA, 'hola').readRaw(ANA, 'Ana: h');
    expect(kind(trace)).toBe('late');
    expect(kind(trace.readRaw(ANA, 'ola'))).toBe('complete');
  });
});

describe('fifo', () => {
  const both = (): TraceWriter => chatWith(chat, 'Ana', 'Bob', 'Eva').write(ANA, 'uno').write(BOB, 'dos');

  test('lets two sources come in either order, to each recipient its own', () => {
    const trace = both()
      .read(ANA, 'Ana: uno', 'Bob: dos')
      .read(BOB, 'Bob: dos', 'Ana: uno')
      .read(EVA, 'Ana: uno', 'Bob: dos');
    expect(kind(trace)).toBe('complete');
  });

  test('keeps one source in its order', () => {
    const trace = both()
      .write(ANA, 'tres')
      .read(ANA, 'Ana: uno', 'Bob: dos', 'Ana: tres')
      .read(BOB, 'Bob: dos', 'Ana: tres');
    expect(kind(trace)).toBe('violation');
  });

  test('lets another text reach a newcomer before its own welcome', () => {
    const trace = chatWith(chat, 'Ana').connect(BOB).read(BOB, 'NAME').write(BOB, 'Bob').write(ANA, 'hola');
    trace
      .read(BOB, 'Ana: hola', 'Welcome to the chat, Bob!\n', 'Bob has joined the chat.\n')
      .read(ANA, 'Ana: hola', 'Bob has joined the chat.\n');
    expect(kind(trace)).toBe('complete');
  });
});

describe('causal order', () => {
  const causal: Protocol = { ...chat, model: { ...chat.model, delivery: { order: 'causal', unit: 'send' } } };
  const [uno, dos] = ['Ana: uno', 'Bob: dos'];
  /** Bob writes when he has read what Ana wrote, or before; Eva hears of both. */
  const heard = (protocol: Protocol, when: 'answer' | 'alone', ...byEva: readonly string[]): TraceWriter => {
    const trace = chatWith(protocol, 'Ana', 'Bob', 'Eva').write(ANA, 'uno');
    if (when === 'answer') trace.read(BOB, uno).write(BOB, 'dos');
    else trace.write(BOB, 'dos').read(BOB, uno);
    return trace
      .read(BOB, dos)
      .read(ANA, uno, dos)
      .read(EVA, ...byEva);
  };

  test('an answer comes after what its writer had read, wherever both come', () => {
    expect(kind(heard(causal, 'answer', uno, dos))).toBe('complete');
    expect(kind(heard(causal, 'answer', dos, uno))).toBe('violation');
    expect(kind(heard(chat, 'answer', dos, uno))).toBe('complete');
  });

  test('what nobody had read when it was written comes in any order', () => {
    expect(kind(heard(causal, 'alone', uno, dos))).toBe('complete');
    expect(kind(heard(causal, 'alone', dos, uno))).toBe('complete');
  });
});

describe('total order', () => {
  test('is the same for all', () => {
    const trace = (): TraceWriter => chatWith(line, 'Ana', 'Bob', 'Eva').write(ANA, 'uno').write(BOB, 'dos');
    const [uno, dos] = ['Ana: uno', 'Bob: dos'];
    expect(kind(trace().read(ANA, dos, uno).read(BOB, dos, uno).read(EVA, dos, uno))).toBe('complete');
    expect(kind(trace().read(ANA, dos, uno).read(BOB, dos, uno).read(EVA, uno, dos))).toBe('violation');
  });

  test('holds for answers too: who was told that a name is taken was told so before its owner left', () => {
    const trace = (): TraceWriter =>
      chatWith(line, 'Ana', 'Bob')
        .connect(EVA)
        .read(EVA, 'NAME')
        .write(EVA, 'Ana')
        .write(ANA, 'QUIT')
        .read(BOB, 'Ana has left the chat.')
        .end(ANA);
    expect(kind(trace().read(EVA, "Name 'Ana' is taken.", 'NAME'))).toBe('complete');
    expect(
      kind(
        trace()
          .read(EVA, 'Welcome to the chat, Ana!', 'Ana has joined the chat.')
          .read(BOB, 'Ana has joined the chat.'),
      ),
    ).toBe('complete');
  });
});

describe('causality', () => {
  test('a name is free once another has seen its holder leave', () => {
    const trace = chatWith(line, 'Ana', 'Bob').write(ANA, 'QUIT').end(ANA).read(BOB, 'Ana has left the chat.');
    trace.connect(EVA).read(EVA, 'NAME').write(EVA, 'Ana').read(EVA, "Name 'Ana' is taken.");
    expect(trace.blame()).toMatchObject({ kind: 'wrong', connection: EVA });
  });

  test('and may be taken still as long as nobody has seen it', () => {
    const trace = chatWith(line, 'Ana', 'Bob')
      .write(ANA, 'QUIT')
      .connect(EVA)
      .read(EVA, 'NAME')
      .write(EVA, 'Ana')
      .read(EVA, "Name 'Ana' is taken.", 'NAME');
    expect(kind(trace.end(ANA).read(BOB, 'Ana has left the chat.'))).toBe('complete');
  });

  test('what was written after something had been seen happens after it', () => {
    const trace = (): TraceWriter =>
      chatWith(chat, 'Ana', 'Bob').connect(EVA).read(EVA, 'NAME').write(ANA, 'hola').read(BOB, 'Ana: hola');
    // The send may still be under way to its last recipients when Eva comes in.
    const welcome = ['Welcome to the chat, Eva!\n', 'Eva has joined the chat.\n'];
    const come = (...first: string[]): TraceWriter =>
      trace()
        .write(EVA, 'Eva')
        .read(EVA, ...first, ...welcome)
        .read(ANA, 'Ana: hola', 'Eva has joined the chat.\n')
        .read(BOB, 'Eva has joined the chat.\n');
    expect(kind(come())).toBe('complete');
    expect(kind(come('Ana: hola'))).toBe('complete');
    // But not when its source has gone on since.
    const later = (...first: string[]): TraceWriter =>
      trace()
        .read(ANA, 'Ana: hola')
        .write(ANA, 'otra')
        .read(ANA, 'Ana: otra')
        .read(BOB, 'Ana: otra')
        .write(EVA, 'Eva')
        .read(EVA, ...first, ...welcome)
        .read(ANA, 'Eva has joined the chat.\n')
        .read(BOB, 'Eva has joined the chat.\n');
    expect(kind(later())).toBe('complete');
    expect(kind(later('Ana: hola', 'Ana: otra'))).toBe('violation');
  });

  test('nothing comes before what caused it was written', () => {
    const trace = chatWith(chat, 'Ana').read(ANA, 'Ana: hola').write(ANA, 'hola');
    expect(kind(trace)).toBe('violation');
  });

  test('a private message is either delivered or not found, never both', () => {
    const trace = chatWith(chat, 'Ana').connect(BOB).read(BOB, 'NAME').write(BOB, 'Bob').write(ANA, '\\w Bob hola');
    trace
      .read(BOB, 'Welcome to the chat, Bob!\n', 'Bob has joined the chat.\n')
      .read(ANA, 'Bob has joined the chat.\n');
    const [found, not] = ['priv(Ana): hola', "User 'Bob' not found."];
    const copy = (): TraceWriter => {
      const one = new TraceWriter(chat);
      one.entries.push(...trace.entries);
      return one;
    };
    expect(kind(copy().read(BOB, found))).toBe('complete');
    expect(kind(copy().read(ANA, not))).toBe('complete');
    expect(kind(copy().read(BOB, found).read(ANA, not))).toBe('violation');
    expect(kind(copy())).toBe('late');
  });
});

describe('what is left open', () => {
  const relay = protocolOf('chat-relay');
  const greeting = 'Bienvenido al chat, pulsa q para salir. ';
  const trace = (): TraceWriter =>
    new TraceWriter(relay)
      .connect(ANA, BOB, EVA)
      .write(ANA, 'Ana')
      .read(ANA, greeting)
      .write(BOB, 'Bob')
      .read(BOB, greeting);

  test('each recipient may get what may be sent, or not', () => {
    expect(kind(trace().write(ANA, 'hola').read(BOB, 'Ana: hola'))).toBe('complete');
    expect(kind(trace().write(ANA, 'hola').read(BOB, 'Ana: hola').read(EVA, 'Ana: hola'))).toBe('complete');
  });

  test('but once, and never its sender', () => {
    expect(kind(trace().write(ANA, 'hola').read(BOB, 'Ana: hola').read(EVA, 'Ana: hola', 'Ana: hola'))).toBe(
      'violation',
    );
    expect(kind(trace().write(ANA, 'hola').read(BOB, 'Ana: hola').read(ANA, 'Ana: hola'))).toBe('violation');
  });

  test('what need not come comes in order if it comes', () => {
    const two = (): TraceWriter =>
      trace().write(ANA, 'uno').read(BOB, 'Ana: uno').write(ANA, 'dos').read(BOB, 'Ana: dos');
    expect(kind(two().read(EVA, 'Ana: dos'))).toBe('complete');
    expect(kind(two().read(EVA, 'Ana: uno', 'Ana: dos'))).toBe('complete');
    expect(kind(two().read(EVA, 'Ana: dos', 'Ana: uno'))).toBe('violation');
  });
});

describe('a counter', () => {
  const counter = protocolOf('counter');
  const start = (): TraceWriter => new TraceWriter(counter).connect(ANA, BOB);

  test('counts what all have written, in one order', () => {
    expect(kind(start().write(ANA, 'INC').write(BOB, 'ADD 5').read(ANA, 'VALUE 6').read(BOB, 'VALUE 5'))).toBe(
      'complete',
    );
    expect(kind(start().write(ANA, 'INC').write(BOB, 'ADD 5').read(ANA, 'VALUE 1').read(BOB, 'VALUE 6'))).toBe(
      'complete',
    );
    expect(kind(start().write(ANA, 'INC').write(BOB, 'ADD 5').read(ANA, 'VALUE 1').read(BOB, 'VALUE 5'))).toBe(
      'violation',
    );
  });

  test('does not go back once a value has been seen', () => {
    expect(kind(start().write(ANA, 'INC').read(ANA, 'VALUE 1').write(BOB, 'GET').read(BOB, 'VALUE 0'))).toBe(
      'violation',
    );
  });
});
