import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { catalogueOf, unmatched } from '../../engine/catalogue.js';
import { matches } from '../../engine/selection.js';

test('a pattern matches whole ids and all that stands under them; * goes over slashes', () => {
  const id = 'chat-line/Chatting/Whisper/else';
  for (const pattern of [
    id,
    'chat-line',
    'chat-line/',
    'chat-line/Chatting/Whisper',
    '*Whisper*',
    '*/else',
    'chat-line/*/els?',
  ])
    expect([pattern, matches(pattern, id)]).toEqual([pattern, true]);
  for (const pattern of [
    'chat',
    'Whisper',
    'chat-line/Chatting/W',
    '*/els',
    'chat.line/*',
    '',
    'chat-line/Chatting/Whisper/else/x',
  ])
    expect([pattern, matches(pattern, id)]).toEqual([pattern, false]);
});

test('a requirement that is asked for brings the cases that can come to it, and no others', async () => {
  const protocol = await protocols['chat-line']();
  const all = catalogueOf({ protocol, seed: 1, runs: 5 });
  const some = catalogueOf({ protocol, seed: 1, runs: 5, selection: { only: ['chat-line/Chatting/overlong'] } });
  expect(some.requirements.map(({ id }) => id)).toEqual(['chat-line/Chatting/overlong']);
  expect(some.cases.length).toBeGreaterThan(0);
  expect(some.cases.length).toBeLessThan(all.cases.length / 2);
  const ids = new Set(all.cases.map(({ id }) => id));
  for (const { id } of some.cases) expect(ids).toContain(id);
});

test('that the server lives is a matter of every case', async () => {
  const protocol = await protocols['chat-line']();
  const some = catalogueOf({ protocol, seed: 1, runs: 5, selection: { only: ['*/suite/survival'] } });
  expect(some.requirements.map(({ id }) => id)).toEqual(['chat-line/suite/survival']);
  expect(some.cases).toEqual(catalogueOf({ protocol, seed: 1, runs: 5 }).cases);
});

test('cases are asked for by their family or their name, and judge all requirements', async () => {
  const protocol = await protocols['chat-line']();
  const all = catalogueOf({ protocol, seed: 1, runs: 5 });
  const some = catalogueOf({
    protocol,
    seed: 1,
    runs: 5,
    selection: { only: ['departure'], skip: ['departure/reset*'] },
  });
  expect(some.requirements).toEqual(all.requirements);
  expect(new Set(some.cases.map(({ family }) => family))).toEqual(new Set(['departure']));
  expect(some.cases.filter(({ id }) => id.startsWith('departure/reset'))).toEqual([]);
});

test('what matches nothing is told', async () => {
  const catalogue = catalogueOf({ protocol: await protocols['chat-line'](), seed: 1, runs: 0 });
  expect(unmatched(['framing', 'chat-line/Chatting', 'chat-line/Chattin'], catalogue)).toEqual(['chat-line/Chattin']);
});
