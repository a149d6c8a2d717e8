import { describe, expect, test } from 'vitest';
import type { Judgement } from '../oracle/judgement.js';
import { protocolOf } from './protocols.js';
import { chatWith, TraceWriter } from './traces.js';

const [ANA, BOB, EVA] = [0, 1, 2];

describe('what a chat-private server is blamed for', () => {
  const chat = protocolOf('chat-private');
  const three = (): TraceWriter => chatWith(chat, 'Ana', 'Bob', 'Eva');
  const say = 'chat-private/Chatting/Say';
  const whisper = 'chat-private/Chatting/Whisper/when';

  test('nothing, when everyone gets what was said', () => {
    const trace = three().write(ANA, 'hola').read(ANA, 'Ana: hola').read(BOB, 'Ana: hola').read(EVA, 'Ana: hola');
    expect(trace.blame()).toBe('complete');
  });

  test('one message that one of many misses', () => {
    const names = Array.from({ length: 48 }, (_, i) => `User${String(i).padStart(2, '0')}`);
    const trace = chatWith(chat, ...names);
    const all = names.map((_, connection) => connection);
    const says = (from: number, text: string, but?: number): void => {
      trace.write(from, text);
      for (const to of all) if (to !== but) trace.read(to, `${names[from]}: ${text}`);
    };
    says(24, 'hola', 4);
    says(24, 'adios');
    expect(trace.blame()).toEqual({ kind: 'missing', clause: say, connection: 4 });
  });

  test('one that overtakes several, and one that several overtake', () => {
    const said = three().write(ANA, 'uno').read(ANA, 'Ana: uno').write(ANA, 'dos').read(ANA, 'Ana: dos');
    const all = said.write(ANA, '\\w Bob tres').read(BOB, 'priv(Ana): tresAna: unoAna: dos');
    expect(all.blame()).toMatchObject({ kind: 'missing', clause: whisper, connection: BOB });
    const late = three().write(ANA, '\\w Bob uno').write(ANA, 'dos').read(ANA, 'Ana: dos');
    expect(late.read(BOB, 'Ana: dospriv(Ana): uno').blame()).toMatchObject({ kind: 'missing', clause: whisper });
  });

  test('an echo that comes when its writer has gone', () => {
    const relay = new TraceWriter(protocolOf('chat-relay')).connect(ANA).write(ANA, 'Ana');
    const gone = relay
      .read(ANA, 'Bienvenido al chat, pulsa q para salir. ')
      .write(ANA, 'hola a todos')
      .act('halfClose', ANA);
    expect(gone.read(ANA, 'Ana: hola a todos').blame()).toMatchObject({
      kind: 'unexpected',
      clause: 'chat-relay/Chatting/Say',
    });
  });

  test('an end that is read as an empty message, again and again, right after the name', () => {
    const basic = chatWith(protocolOf('chat-basic'), 'Anaomr00').act('halfClose', 0);
    expect(basic.read(0, 'Anaomr00: Anaomr00: Anaomr').blame()).toMatchObject({
      kind: 'unexpected',
      clause: 'chat-basic/Chatting/disconnect',
    });
  });

  test('what is told of an end that nobody has to hear of, before an answer to somebody else', () => {
    const basic = chatWith(protocolOf('chat-basic'), 'Ana').connect(1).read(1, 'NAME').act('close', 1);
    expect(basic.write(0, 'sky').read(0, ' has joined the chat.\n').blame()).toMatchObject({
      kind: 'unexpected',
      clause: 'chat-basic/Naming/disconnect',
    });
    const other = chatWith(protocolOf('chat-basic'), 'Ana').connect(1).read(1, 'NAME').act('close', 1);
    expect(other.write(0, 'sky').read(0, 'Ana> sky').blame()).toMatchObject({
      kind: 'wrong',
      clause: 'chat-basic/Chatting/Say',
    });
  });

  test('a text that is the same for all tells nothing of who it was for, once something else has happened', () => {
    const greeting = 'Bienvenido al chat, pulsa q para salir. ';
    const relay = new TraceWriter(protocolOf('chat-relay')).connect(0).write(0, 'Ana').read(0, greeting).connect(1);
    expect(relay.act('halfClose', 1).read(1, greeting).blame()).toMatchObject({
      kind: 'unexpected',
      clause: 'chat-relay/Naming/disconnect',
    });
  });

  test('another text than was said', () => {
    expect(
      three().write(ANA, 'hola').read(ANA, 'Ana: hola').read(BOB, 'Ana: hole').read(EVA, 'Ana: hola').blame(),
    ).toEqual({ kind: 'wrong', clause: say, connection: BOB });
  });

  test('a name request in other words', () => {
    expect(new TraceWriter(chat).connect(ANA).read(ANA, 'NOMBRE').blame()).toEqual({
      kind: 'wrong',
      clause: 'chat-private/connect',
      connection: ANA,
    });
  });

  test('another welcome', () => {
    expect(
      new TraceWriter(chat).connect(ANA).read(ANA, 'NAME').write(ANA, 'Ana').read(ANA, 'Welcome, Ana!\n').blame(),
    ).toMatchObject({ kind: 'wrong', clause: 'chat-private/Naming/Login/plain' });
  });

  test('the name request once more, where the welcome is due', () => {
    const trace = new TraceWriter(chat).connect(ANA).read(ANA, 'NAME').write(ANA, 'Ana').read(ANA, 'NAME');
    expect(trace.blame()).toMatchObject({ kind: 'wrong', clause: 'chat-private/Naming/Login/plain' });
  });

  test('the name request twice, where nothing is due', () => {
    const trace = new TraceWriter(chat).connect(ANA).read(ANA, 'NAME').read(ANA, 'NAME');
    expect(trace.blame()).toMatchObject({ kind: 'repeated', clause: 'chat-private/connect' });
  });

  test('the join notice before the welcome', () => {
    const trace = new TraceWriter(chat)
      .connect(ANA)
      .read(ANA, 'NAME')
      .write(ANA, 'Ana')
      .read(ANA, 'Ana has joined the chat.\n');
    expect(trace.blame()).toMatchObject({ kind: 'missing', clause: 'chat-private/Naming/Login/plain' });
  });

  test('no echo to the writer', () => {
    const trace = three()
      .write(ANA, 'uno')
      .read(BOB, 'Ana: uno')
      .read(EVA, 'Ana: uno')
      .write(ANA, 'dos')
      .read(ANA, 'Ana: dos');
    expect(trace.blame()).toEqual({ kind: 'missing', clause: say, connection: ANA });
  });

  test('nothing is late for ever that the writer alone has not got yet', () => {
    const judgement = three().write(ANA, 'uno').read(BOB, 'Ana: uno').read(EVA, 'Ana: uno').judge();
    expect(judgement).toMatchObject({
      kind: 'late',
      owed: [{ connection: ANA, source: ANA, clause: say, text: ['Ana: uno'] }],
    });
  });

  test('an echo that comes twice', () => {
    const trace = three()
      .write(ANA, 'hola')
      .read(ANA, 'Ana: hola')
      .read(BOB, 'Ana: hola')
      .read(EVA, 'Ana: hola')
      .read(ANA, 'Ana: hola');
    expect(trace.blame()).toEqual({ kind: 'repeated', clause: say, connection: ANA });
  });

  test('a whisper that everyone hears', () => {
    const trace = three().write(ANA, '\\w Bob hola').read(BOB, 'priv(Ana): hola').read(EVA, 'priv(Ana): hola');
    expect(trace.blame()).toEqual({ kind: 'unexpected', clause: whisper, connection: EVA });
  });

  test('a whisper that is said in public', () => {
    const trace = three().write(ANA, '\\w Bob hola').read(ANA, 'Ana: \\w Bob hola');
    expect(trace.blame()).toEqual({ kind: 'unexpected', clause: whisper, connection: ANA });
  });

  test('a whisper that comes to another', () => {
    expect(three().write(ANA, '\\w Bob hola').read(EVA, 'priv(Ana): hola').blame()).toEqual({
      kind: 'unexpected',
      clause: whisper,
      connection: EVA,
    });
  });

  test('a whisper to nobody that is answered to another', () => {
    const trace = three().write(ANA, '\\w Zoe hola').read(BOB, "User 'Zoe' not found.");
    expect(trace.blame()).toEqual({
      kind: 'unexpected',
      clause: 'chat-private/Chatting/Whisper/else',
      connection: BOB,
    });
  });

  test('somebody who is there and is not found', () => {
    const trace = three().write(ANA, '\\w Bob hola').read(ANA, "User 'Bob' not found.");
    expect(trace.blame()).toEqual({ kind: 'unexpected', clause: whisper, connection: ANA });
  });

  test('a notice that one member never gets', () => {
    const trace = chatWith(chat, 'Ana', 'Bob').connect(EVA).read(EVA, 'NAME').write(EVA, 'Eva');
    trace
      .read(EVA, 'Welcome to the chat, Eva!\n', 'Eva has joined the chat.\n')
      .read(ANA, 'Eva has joined the chat.\n');
    trace.write(EVA, 'hola').read(EVA, 'Eva: hola').read(ANA, 'Eva: hola').read(BOB, 'Eva: hola');
    expect(trace.blame()).toEqual({ kind: 'missing', clause: 'chat-private/Naming/Login/plain', connection: BOB });
  });

  test('a departure that is told twice', () => {
    const left = 'Eva has left the chat.\n';
    const trace = three().write(EVA, 'QUIT').end(EVA).read(ANA, left).read(BOB, left).read(ANA, left);
    expect(trace.blame()).toEqual({ kind: 'repeated', clause: 'chat-private/Chatting/Quit', connection: ANA });
  });

  test('a leaver who hears of it', () => {
    expect(three().write(EVA, 'QUIT').read(EVA, 'Eva has left the chat.\n').blame()).toMatchObject({
      kind: 'unexpected',
      clause: 'chat-private/Chatting/Quit',
      connection: EVA,
    });
  });

  test('a departure that nobody is told, though the leaver has seen its end', () => {
    const trace = three().act('halfClose', EVA).end(EVA);
    expect(trace.judge()).toMatchObject({
      kind: 'late',
      owed: [
        { clause: 'chat-private/Chatting/disconnect', connection: ANA, source: EVA },
        { clause: 'chat-private/Chatting/disconnect', connection: BOB, source: EVA },
      ],
    });
  });

  test('a connection that it closes and should keep', () => {
    expect(three().write(ANA, 'hola').end(ANA).blame()).toEqual({ kind: 'ended', clause: say, connection: ANA });
    expect(three().end(BOB).blame()).toMatchObject({ kind: 'ended', connection: BOB });
  });

  test('a name request that does not come', () => {
    expect(new TraceWriter(chat).connect(ANA).judge()).toMatchObject({
      kind: 'late',
      owed: [{ clause: 'chat-private/connect', connection: ANA, source: ANA }],
    });
  });

  test('one message that one member misses, in the midst of what others write at the same time', () => {
    const trace = three()
      .write(ANA, 'a1')
      .write(BOB, 'b1')
      .write(EVA, 'e1')
      .write(ANA, 'a2')
      .write(BOB, 'b2')
      .write(EVA, 'e2');
    trace.read(ANA, 'Eva: e1', 'Ana: a1', 'Bob: b1', 'Ana: a2', 'Bob: b2', 'Eva: e2');
    trace.read(BOB, 'Bob: b1', 'Eva: e1', 'Ana: a1', 'Eva: e2', 'Ana: a2', 'Bob: b2');
    trace.read(EVA, 'Eva: e1', 'Bob: b1', 'Eva: e2', 'Ana: a2', 'Bob: b2');
    expect(trace.blame()).toEqual({ kind: 'missing', clause: say, connection: EVA });
    const { fault } = trace.judge() as Judgement & { kind: 'violation' };
    expect(fault.acceptable).toContainEqual({ connection: EVA, source: ANA, clause: say, text: ['Ana: a1'] });
    expect(Buffer.from(fault.got).toString()).toBe('Ana: a2Bob: b2');
  });

  test('messages of one user that overtake each other', () => {
    const trace = three().write(ANA, 'uno').write(ANA, 'dos').read(BOB, 'Ana: dos', 'Ana: uno');
    expect(trace.blame()).toEqual({ kind: 'missing', clause: say, connection: BOB });
  });
});

describe('what a chat-line server is blamed for', () => {
  const chat = protocolOf('chat-line');
  const two = (): TraceWriter => chatWith(chat, 'Ana', 'Bob');
  const say = 'chat-line/Chatting/Say';

  test('two messages in another order for each', () => {
    const trace = two()
      .write(ANA, 'uno')
      .write(BOB, 'dos')
      .read(ANA, 'Ana: uno', 'Bob: dos')
      .read(BOB, 'Bob: dos', 'Ana: uno');
    const blame = trace.blame();
    expect(blame).toMatchObject({ kind: 'missing', clause: say });
  });

  test('an answer that comes before what was written before it', () => {
    const trace = two().write(ANA, 'uno').write(ANA, '\\bad').read(ANA, 'Invalid message.', 'Ana: uno');
    expect(trace.blame()).toEqual({ kind: 'missing', clause: say, connection: ANA });
  });

  test('two replies of one clause in the other order', () => {
    const trace = new TraceWriter(chat)
      .connect(ANA)
      .read(ANA, 'NAME')
      .write(ANA, 'a b')
      .read(ANA, 'NAME', 'Invalid name.');
    expect(trace.blame()).toMatchObject({ kind: 'missing', clause: 'chat-line/Naming/unrecognized' });
  });

  test('an answer to the wrong client', () => {
    expect(two().write(ANA, '\\bad').read(BOB, 'Invalid message.').blame()).toEqual({
      kind: 'unexpected',
      clause: 'chat-line/Chatting/unrecognized',
      connection: BOB,
    });
  });

  test('a name that is taken and given all the same', () => {
    const trace = chatWith(chat, 'Ana')
      .connect(BOB)
      .read(BOB, 'NAME')
      .write(BOB, 'Ana')
      .read(BOB, 'Welcome to the chat, Ana!');
    expect(trace.blame()).toEqual({ kind: 'wrong', clause: 'chat-line/Naming/Login/taken', connection: BOB });
  });

  test('a line without its end', () => {
    const trace = two().write(ANA, 'uno').readRaw(ANA, 'Ana: uno').read(BOB, 'Ana: uno');
    expect(trace.judge()).toMatchObject({ kind: 'late', owed: [{ clause: say, connection: ANA }] });
  });

  test('the end of a connection that only complained', () => {
    expect(two().write(ANA, '\\bad').read(ANA, 'Invalid message.').end(ANA).blame()).toEqual({
      kind: 'ended',
      clause: 'chat-line/Chatting/unrecognized',
      connection: ANA,
    });
  });
});

describe('what was meant for somebody else', () => {
  const chat = protocolOf('chat-line');
  const whisper = 'chat-line/Chatting/Whisper/when';

  test('is charged to what sent it, and not to what is owed there', () => {
    const trace = chatWith(chat, 'Ana', 'Bob', 'Eva');
    trace.write(ANA, '\\w Eva psst').write(ANA, 'hola');
    trace.read(EVA, 'priv(Ana): psst', 'Ana: hola').read(ANA, 'priv(Ana): psst', 'Ana: hola');
    trace.read(BOB, 'priv(Ana): psst', 'Ana: hola');
    expect(trace.blame()).toEqual({ kind: 'unexpected', clause: whisper, connection: ANA });
  });

  test('also where its addressee had it before', () => {
    const trace = chatWith(chat, 'Ana', 'Bob', 'Eva');
    trace
      .write(ANA, '\\w Eva psst')
      .read(EVA, 'priv(Ana): psst')
      .write(ANA, 'hola')
      .read(ANA, 'priv(Ana): psst', 'Ana: hola');
    expect(trace.blame()).toEqual({ kind: 'unexpected', clause: whisper, connection: ANA });
  });

  test('also where nothing is owed', () => {
    const trace = chatWith(chat, 'Ana', 'Bob', 'Eva');
    trace.write(ANA, '\\w Eva psst').read(EVA, 'priv(Ana): psst').read(BOB, 'priv(Ana): psst');
    expect(trace.blame()).toEqual({ kind: 'unexpected', clause: whisper, connection: BOB });
  });
});

describe('what went wrong in two places at once', () => {
  const counter = protocolOf('counter');
  const [inc, add] = ['counter/Ready/Inc/else', 'counter/Ready/Add/else'];
  // Who watches may have come between the two: what it hears is then one change too many, or a wrong one.
  const both = (): TraceWriter => new TraceWriter(counter).connect(ANA, BOB).write(BOB, 'WATCH').write(ANA, 'INC');

  test('is charged to what was asked for first, whichever was read first', () => {
    const said = ['VALUE 2', 'VALUE 3'];
    const once = both()
      .write(ANA, 'ADD 1')
      .read(BOB, ...said)
      .read(ANA, ...said);
    expect(once.blame()).toEqual({ kind: 'missing', clause: inc, connection: ANA });
    const twice = both()
      .write(ANA, 'ADD 1')
      .write(ANA, 'ADD 0')
      .read(BOB, ...said)
      .read(ANA, ...said);
    expect(twice.blame()).toEqual({ kind: 'missing', clause: inc, connection: ANA });
  });

  test('not where something was done between the two, or what was asked for first went well', () => {
    const apart = both().write(ANA, 'ADD 1').read(BOB, 'VALUE 2', 'VALUE 3').write(BOB, 'GET').read(ANA, 'VALUE 2');
    expect(apart.blame()).toEqual({ kind: 'unexpected', clause: add, connection: BOB });
    const well = both().write(ANA, 'ADD 1').read(BOB, 'VALUE 1', 'VALUE 3').read(ANA, 'VALUE 1', 'VALUE 3');
    expect(well.blame()).toEqual({ kind: 'wrong', clause: add, connection: BOB });
  });
});
