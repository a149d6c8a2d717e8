import { expect, test } from 'vitest';
import { DEFAULT_BOUND, TraceJudge } from '../oracle/judge.js';
import type { Stray } from '../oracle/strays.js';
import { protocolOf } from './protocols.js';
import { chatWith, TraceWriter } from './traces.js';

const chat = protocolOf('chat-private');
const [ANA, BOB, EVA] = [0, 1, 2];
const left = (name: string): string => `${name} has left the chat.\n`;
const joined = (name: string): string => `${name} has joined the chat.\n`;
const enters = (trace: TraceWriter, slot: number, name: string): TraceWriter =>
  trace.connect(slot).read(slot, 'NAME').write(slot, name).read(slot, `Welcome to the chat, ${name}!\n`, joined(name));

function judged(trace: TraceWriter, strays: readonly Stray[] = [], protocol = chat): TraceJudge {
  const judge = new TraceJudge(protocol, DEFAULT_BOUND, strays);
  for (const entry of trace.entries) {
    judge.add(entry);
    judge.judge();
  }
  return judge;
}

test('who comes while the leaving of somebody who was alone is still to be told may hear of it', () => {
  const alone = (): TraceWriter => chatWith(chat, 'Ana').write(ANA, 'QUIT').end(ANA);
  const trace = enters(alone(), BOB, 'Bob').read(BOB, left('Ana'));
  expect(trace.judge().kind).toBe('complete');
  expect(judged(trace).judge().kind).toBe('complete');
  expect(enters(alone(), BOB, 'Bob').read(BOB, left('Eva')).judge().kind).toBe('violation');
});

test.each([
  ['has been told to leave, and its end was seen', (trace: TraceWriter) => trace.write(ANA, 'QUIT').end(ANA)],
  ['is there when the trace is over', (trace: TraceWriter) => trace],
  ['has done what nobody has waited for', () => new TraceWriter(chat).connect(ANA).read(ANA, 'NAME').write(ANA, 'Ana')],
])('what comes of somebody who %s may come in a later trace', (_, going) => {
  const strays = judged(going(chatWith(chat, 'Ana'))).left;
  const later = (): TraceWriter => enters(new TraceWriter(chat), ANA, 'Bob');
  expect(judged(later().read(ANA, left('Ana')), strays).judge().kind).toBe('complete');
  expect(judged(later().read(ANA, left('Ana'))).judge().kind).toBe('violation');
  expect(judged(later().read(ANA, left('Eva')), strays).judge().kind).toBe('violation');
});

test.each([
  ['a name', ' Ben', ' Ben', 'complete'],
  ['bytes', Uint8Array.of(0x61, 0xff), 'a\ufffd', 'complete'],
  ['a name, and nobody else', ' Ben', 'Ben', 'violation'],
])('who was let in though nobody need be may be told of later, in their own words: %s', (_, said, name, kind) => {
  const going = new TraceWriter(chat).connect(ANA).read(ANA, 'NAME').write(ANA, said).act('halfClose', ANA).end(ANA);
  const later = enters(new TraceWriter(chat), BOB, 'Bob').read(BOB, left(name));
  expect(judged(later, judged(going).left).judge().kind).toBe(kind);
});

test('who has come, spoken and gone at once, unheard, may be heard of in a later trace, word by word', () => {
  const lines = protocolOf('chat-line');
  const begins = (name: string): TraceWriter => new TraceWriter(lines).connect(ANA).read(ANA, 'NAME').write(ANA, name);
  const going = begins('Ben').write(ANA, 'hola').write(ANA, 'que tal').act('close', ANA);
  const gone = judged(going, [], lines).left;
  const later = (...heard: readonly string[]): TraceWriter => {
    const trace = begins('Bob').read(ANA, 'Welcome to the chat, Bob!', 'Bob has joined the chat.');
    return trace.read(ANA, ...heard);
  };
  const judgements = [
    ['Ben: hola', 'Ben: que tal', 'Ben has left the chat.'],
    ['Ben: que tal', 'Ben has left the chat.'],
    ['Ben has left the chat.'],
    ['Ben: adios'],
    ['Eva has left the chat.'],
  ].map((heard) => judged(later(...heard), gone, lines).judge().kind);
  expect(judgements).toEqual(['complete', 'complete', 'complete', 'violation', 'violation']);
  // Of what was heard nothing comes once more.
  const heard = judged(later().write(ANA, 'hola').read(ANA, 'Bob: hola'), [], lines).left.map(({ text }) => text.key);
  expect(heard.some((text) => text.includes('hola'))).toBe(false);
});

test('what strays in byte by byte is known as that, though something else is on its way to another', () => {
  const strays = judged(chatWith(chat, 'Eva')).left;
  const trace = enters(new TraceWriter(chat), ANA, 'Ana').connect(BOB).read(BOB, 'NAME').write(BOB, 'Bob');
  trace.read(ANA, joined('Bob')).read(BOB, 'We').read(ANA, left('Eva').slice(0, 1));
  expect(judged(trace, strays).judge().kind).toBe('late');
  expect(judged(trace).judge()).toMatchObject({ kind: 'violation', fault: { connection: ANA } });
});

test('what strays in takes nothing from what is owed, and is told of one by one', () => {
  const strays = [...judged(chatWith(chat, 'Ana')).left, ...judged(chatWith(chat, 'Eva')).left];
  const trace = enters(new TraceWriter(chat), ANA, 'Bob').read(ANA, left('Eva')).write(ANA, 'hola');
  expect(judged(trace, strays).judge()).toMatchObject({ kind: 'late', owed: [{ connection: ANA }] });
  const judge = judged(trace.read(ANA, left('Ana')).read(ANA, 'Bob: hola'), strays);
  expect(judge.judge().kind).toBe('complete');
  expect(judge.straying).toBe(true);
});

test('where something has strayed in, and the rest is refused all the same, nothing is said', () => {
  const strays = judged(chatWith(chat, 'Ana')).left;
  const trace = enters(new TraceWriter(chat), ANA, 'Bob')
    .read(ANA, left('Ana'))
    .write(ANA, 'hola')
    .read(ANA, 'Bob: no');
  expect(judged(trace, strays).judge().kind).toBe('inconclusive');
});

test('what only begins like something that may stray in is refused', () => {
  const strays = judged(chatWith(chat, 'Ana')).left;
  const trace = enters(new TraceWriter(chat), ANA, 'Bob').write(ANA, 'hola').read(ANA, 'Bob: holaAnt');
  expect(judged(trace, strays).judge()).toMatchObject({
    kind: 'violation',
    fault: { clause: 'chat-private/Chatting/Say' },
  });
});

test('who was greeted is not looked at as one who is not judged: what strays in then is found', () => {
  const strays = judged(chatWith(chat, 'Leo')).left;
  // A second Ana, whom the server might have refused; it has not.
  const trace = enters(new TraceWriter(chat), ANA, 'Ana')
    .connect(BOB)
    .read(BOB, 'NAME')
    .write(BOB, 'Ana')
    .act('halfClose', BOB)
    .read(BOB, 'Welcome to the chat, Ana!\n', joined('Ana'))
    .end(BOB)
    .read(ANA, joined('Ana'), left('Ana'));
  enters(trace, EVA, 'Eva').read(ANA, joined('Eva')).write(ANA, 'sky').read(ANA, 'Ana: sky').read(EVA, 'Ana: sky');
  trace.write(EVA, 'elm').read(EVA, 'Eva: elm').read(ANA, 'Eva: elm').write(ANA, 'QUIT').end(ANA);
  const judge = judged(trace.read(EVA, left('Leo')).read(EVA, left('Ana')), strays);
  expect(judge.judge().kind).toBe('complete');
  expect(judge.straying).toBe(true);
});
