import { describe, expect, test } from 'vitest';
import { protocolOf } from './protocols.js';
import { chatWith, type TraceWriter } from './traces.js';

const [ANA, BOB, EVA] = [0, 1, 2];
const chat = protocolOf('chat-private');
const line = protocolOf('chat-line');
const left = (name: string): string => `${name} has left the chat.\n`;
const kind = (trace: TraceWriter): string => trace.judge().kind;

describe('after we half-closed', () => {
  const cut = (): TraceWriter =>
    chatWith(line, 'Ana', 'Bob').write(BOB, '\\bad').act('halfClose', BOB).read(ANA, 'Bob has left the chat.');

  test('all inputs count, and the end is owed', () => {
    expect(cut().judge()).toMatchObject({ kind: 'late', owed: [{ connection: BOB, text: undefined }] });
    expect(kind(cut().read(BOB, 'Invalid message.').end(BOB))).toBe('complete');
  });

  test('what was due before may be lost, the last first', () => {
    expect(kind(cut().end(BOB))).toBe('complete');
    const two = chatWith(line, 'Ana', 'Bob')
      .write(BOB, '\\bad')
      .write(BOB, 'uno')
      .act('halfClose', BOB)
      .read(ANA, 'Bob: uno', 'Bob has left the chat.');
    expect(kind(two.read(BOB, 'Bob: uno').end(BOB))).toBe('violation');
  });

  test('it may be lost in the middle of a message: a reset is not known from a FIN then', () => {
    const torn = (bytes: string): string => kind(cut().readRaw(BOB, bytes).end(BOB));
    expect(torn('Invalid')).toBe('complete');
    expect(torn('Invalix')).toBe('violation');
  });

  test('the others must be told what it wrote, and that it left', () => {
    const trace = chatWith(chat, 'Ana', 'Bob').write(BOB, 'uno').act('halfClose', BOB).end(BOB);
    expect(kind(trace)).toBe('late');
    trace.read(ANA, left('Bob'));
    expect(trace.blame()).toEqual({ kind: 'missing', clause: 'chat-private/Chatting/Say', connection: ANA });
  });

  test('and once it has left nothing more is owed to it', () => {
    const trace = chatWith(chat, 'Ana', 'Bob').act('halfClose', BOB).read(ANA, left('Bob')).end(BOB);
    expect(kind(trace.write(ANA, 'sola').read(ANA, 'Ana: sola'))).toBe('complete');
  });

  test('its answer to a partial line is owed to nobody', () => {
    const trace = chatWith(line, 'Ana', 'Bob')
      .writeRaw(BOB, 'half')
      .act('halfClose', BOB)
      .read(ANA, 'Bob has left the chat.')
      .end(BOB);
    expect(kind(trace)).toBe('complete');
  });
});

describe.each(['close', 'reset'] as const)('after our %s', (how) => {
  test('inputs without a seen effect may be lost, the last first', () => {
    const trace = (): TraceWriter => chatWith(chat, 'Ana', 'Bob').write(BOB, 'uno').write(BOB, 'dos').act(how, BOB);
    expect(kind(trace().read(ANA, left('Bob')))).toBe('complete');
    expect(kind(trace().read(ANA, 'Bob: uno', left('Bob')))).toBe('complete');
    expect(kind(trace().read(ANA, 'Bob: uno', 'Bob: dos', left('Bob')))).toBe('complete');
    expect(kind(trace().read(ANA, 'Bob: dos', left('Bob')))).toBe('violation');
  });

  test('nothing is owed to it, and the others hear that it left', () => {
    const trace = chatWith(chat, 'Ana', 'Bob', 'Eva')
      .act(how, BOB)
      .write(ANA, 'hola')
      .read(ANA, 'Ana: hola')
      .read(EVA, 'Ana: hola');
    expect(trace.judge()).toMatchObject({
      kind: 'late',
      owed: [
        { connection: ANA, source: BOB },
        { connection: EVA, source: BOB },
      ],
    });
    expect(kind(trace.read(ANA, left('Bob')).read(EVA, left('Bob')))).toBe('complete');
  });

  test('its stream counts as far as we read', () => {
    const trace = (text: string): TraceWriter =>
      chatWith(chat, 'Ana', 'Bob').write(ANA, 'hola').read(ANA, 'Ana: hola').readRaw(BOB, text).act(how, BOB);
    expect(kind(trace('Ana: ho').read(ANA, left('Bob')))).toBe('complete');
    expect(kind(trace('Ana: hu').read(ANA, left('Bob')))).toBe('violation');
  });

  test('it has left once', () => {
    expect(kind(chatWith(chat, 'Ana', 'Bob').act(how, BOB).read(ANA, left('Bob'), left('Bob')))).toBe('violation');
  });
});

describe('when the server closes', () => {
  const quit = (): TraceWriter => chatWith(chat, 'Ana', 'Bob').write(BOB, 'uno');

  test('all that its own events sent comes before the end', () => {
    expect(kind(quit().write(BOB, 'QUIT').read(ANA, 'Bob: uno', left('Bob')).end(BOB))).toBe('violation');
    expect(kind(quit().write(BOB, 'QUIT').read(ANA, 'Bob: uno', left('Bob')).read(BOB, 'Bob: uno').end(BOB))).toBe(
      'complete',
    );
  });

  test('of what others sent a prefix of each comes', () => {
    const trace = (...heard: string[]): TraceWriter =>
      chatWith(chat, 'Ana', 'Bob')
        .write(ANA, 'uno')
        .write(ANA, 'dos')
        .write(BOB, 'QUIT')
        .read(BOB, ...heard)
        .end(BOB)
        .read(ANA, 'Ana: uno', 'Ana: dos', left('Bob'));
    expect(kind(trace())).toBe('complete');
    expect(kind(trace('Ana: uno'))).toBe('complete');
    expect(kind(trace('Ana: uno', 'Ana: dos'))).toBe('complete');
    expect(kind(trace('Ana: dos'))).toBe('violation');
  });

  test('under total order all that is earlier comes, and nothing later', () => {
    const trace = (): TraceWriter => chatWith(line, 'Ana', 'Bob').write(ANA, 'uno').write(BOB, 'QUIT');
    expect(kind(trace().read(ANA, 'Ana: uno', 'Bob has left the chat.').end(BOB))).toBe('violation');
    expect(kind(trace().read(ANA, 'Ana: uno', 'Bob has left the chat.').read(BOB, 'Ana: uno').end(BOB))).toBe(
      'complete',
    );
    expect(kind(trace().read(ANA, 'Bob has left the chat.', 'Ana: uno').end(BOB))).toBe('complete');
    expect(kind(trace().read(ANA, 'Bob has left the chat.', 'Ana: uno').read(BOB, 'Ana: uno').end(BOB))).toBe(
      'violation',
    );
  });

  test('an end that came as an error may have destroyed what was due', () => {
    expect(kind(quit().write(BOB, 'QUIT').read(ANA, 'Bob: uno', left('Bob')).end(BOB, 'error'))).toBe('complete');
  });

  test('an error may have destroyed it in the middle of a message, and a FIN may not', () => {
    const torn = (bytes: string, how: 'fin' | 'error'): string =>
      kind(quit().write(BOB, 'QUIT').read(ANA, 'Bob: uno', left('Bob')).readRaw(BOB, bytes).end(BOB, how));
    expect(torn('Bob: u', 'error')).toBe('complete');
    expect(torn('Bob: x', 'error')).toBe('violation');
    expect(torn('Bob: u', 'fin')).toBe('violation');
    const both = (how: 'fin' | 'error'): string =>
      kind(
        chatWith(line, 'Ana', 'Bob', 'Eva')
          .write(BOB, 'QUIT')
          .write(EVA, 'QUIT')
          .read(ANA, 'Bob has left the chat.', 'Eva has left the chat.')
          .end(BOB, how)
          .readRaw(EVA, 'Bob has le')
          .end(EVA, how),
      );
    expect(both('error')).toBe('complete');
    expect(both('fin')).toBe('violation');
  });

  test('so may an end after input that it had not read', () => {
    expect(kind(quit().write(BOB, 'QUIT').write(BOB, 'otra').read(ANA, 'Bob: uno', left('Bob')).end(BOB))).toBe(
      'complete',
    );
  });

  test('what stands behind a QUIT is dropped', () => {
    const trace = chatWith(line, 'Ana', 'Bob')
      .write(BOB, 'QUIT')
      .write(BOB, 'otra')
      .read(ANA, 'Bob has left the chat.')
      .end(BOB);
    expect(kind(trace)).toBe('complete');
    expect(kind(trace.read(ANA, 'Bob: otra'))).toBe('violation');
  });
});

describe('an overlong line', () => {
  const long = 'x'.repeat(1024);

  test('is answered once, at its limit or at its end', () => {
    const trace = (): TraceWriter => chatWith(line, 'Ana').writeRaw(ANA, long);
    expect(kind(trace())).toBe('complete');
    expect(kind(trace().read(ANA, 'Message too long.'))).toBe('complete');
    expect(kind(trace().writeRaw(ANA, '\n'))).toBe('late');
    expect(kind(trace().writeRaw(ANA, '\n').read(ANA, 'Message too long.'))).toBe('complete');
    expect(kind(trace().writeRaw(ANA, '\n').read(ANA, 'Message too long.', 'Message too long.'))).toBe('violation');
  });

  test('that is cut before its end may be answered or not', () => {
    const trace = (): TraceWriter =>
      chatWith(line, 'Ana', 'Bob').writeRaw(BOB, long).act('halfClose', BOB).read(ANA, 'Bob has left the chat.');
    expect(kind(trace().end(BOB))).toBe('complete');
    expect(kind(trace().read(BOB, 'Message too long.').end(BOB))).toBe('complete');
  });
});

describe('patience', () => {
  test('a connection that was silent past the limit may be dropped once, or kept', () => {
    const trace = (): TraceWriter => chatWith(chat, 'Ana', 'Bob').act('patience', BOB);
    expect(kind(trace())).toBe('complete');
    expect(kind(trace().end(BOB).read(ANA, left('Bob')))).toBe('complete');
    expect(kind(trace().end(BOB).read(ANA, left('Bob'), left('Bob')))).toBe('violation');
    expect(kind(trace().write(BOB, 'hola').read(ANA, 'Bob: hola').read(BOB, 'Bob: hola'))).toBe('complete');
  });

  test('dropped without a notice, the notice is owed', () => {
    expect(chatWith(chat, 'Ana', 'Bob').act('patience', BOB).end(BOB).judge()).toMatchObject({
      kind: 'late',
      owed: [{ connection: ANA, source: BOB, clause: 'chat-private/Chatting/disconnect' }],
    });
  });

  test('it is not dropped before', () => {
    expect(kind(chatWith(chat, 'Ana', 'Bob').end(BOB).act('patience', BOB).read(ANA, left('Bob')))).toBe('violation');
    expect(kind(chatWith(chat, 'Ana', 'Bob').end(BOB).read(ANA, left('Bob')))).toBe('violation');
  });
});

describe('who reads no more', () => {
  const stalled = (protocol = chat): TraceWriter => chatWith(protocol, 'Ana', 'Bob').act('stall', BOB);

  test('is owed nothing, and the others are owed all', () => {
    const trace = stalled().write(ANA, 'uno').read(ANA, 'Ana: uno');
    expect(kind(trace)).toBe('complete');
    expect(stalled().write(ANA, 'uno').judge()).toMatchObject({ kind: 'late', owed: [{ connection: ANA }] });
  });

  test('may still have read what was sent before', () => {
    const trace = chatWith(chat, 'Ana', 'Bob').write(ANA, 'uno').read(BOB, 'Ana: uno').act('stall', BOB);
    expect(kind(trace.read(ANA, 'Ana: uno'))).toBe('complete');
  });

  test('stays in the chat, unless the server has no more patience with it', () => {
    expect(kind(stalled().read(ANA, left('Bob')))).toBe('violation');
    expect(kind(stalled().act('patience', BOB).read(ANA, left('Bob')))).toBe('complete');
    expect(kind(stalled().act('patience', BOB).write(ANA, 'uno').read(ANA, 'Ana: uno'))).toBe('complete');
  });

  test('has left once it is reset', () => {
    const trace = stalled().write(ANA, 'uno').read(ANA, 'Ana: uno').act('reset', BOB);
    expect(kind(trace.read(ANA, left('Bob')))).toBe('complete');
  });

  test.each([chat, line])('when nobody can be heard any more, what was said is missing, and no notice', (protocol) => {
    const trace = chatWith(protocol, 'Ana', 'Bob', 'Eva').act('stall', EVA).act('patience', EVA).write(ANA, 'uno');
    expect(trace.judge()).toMatchObject({
      kind: 'late',
      owed: [{ clause: `${protocol.model.name}/Chatting/Say` }, {}],
    });
  });
});

describe('a drop by the server', () => {
  test('may cut what it was sending in the middle of a message', () => {
    const trace = chatWith(line, 'Ana', 'Bob').act('patience', BOB).write(ANA, 'una frase').read(ANA, 'Ana: una frase');
    trace.readRaw(BOB, 'Ana: un').end(BOB).read(ANA, 'Bob has left the chat.');
    expect(kind(trace)).toBe('complete');
  });

  test('may not alter it', () => {
    const trace = chatWith(line, 'Ana', 'Bob').act('patience', BOB).write(ANA, 'una frase').read(ANA, 'Ana: una frase');
    trace.readRaw(BOB, 'Ana: otra').end(BOB).read(ANA, 'Bob has left the chat.');
    expect(kind(trace)).toBe('violation');
  });
});

test.each(['close', 'reset'] as const)(
  'who was silent for too long, was not dropped, and then goes by %s is told of like anybody else',
  (cut) => {
    const trace = chatWith(protocolOf('chat-line'), 'Ana', 'Bob').act('patience', 0).write(0, 'tok');
    trace.read(0, 'Ana: tok').read(1, 'Ana: tok').act(cut, 0);
    expect(trace.judge()).toMatchObject({ kind: 'late' });
    expect(trace.read(1, 'Ana has left the chat.').judge()).toMatchObject({ kind: 'complete' });
  },
);
