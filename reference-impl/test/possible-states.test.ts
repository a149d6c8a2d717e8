import { expect, test } from 'vitest';
import { leavingText, openingMessage } from '../client/derived.js';
import { PossibleStates } from '../client/possible-states.js';
import { chunkToy, lineToy } from './toy.js';

test('the opening message is the first with one text field that leads on', () => {
  expect(openingMessage(lineToy.model)).toEqual({ state: 'Asking', message: 'Enter', field: 'name' });
});

test('the leaving message is the one without fields that closes', () => {
  expect(leavingText(lineToy, 'Talking')).toBe('bye');
  expect(leavingText(lineToy, 'Asking')).toBeUndefined();
  expect(leavingText(lineToy, undefined)).toBeUndefined();
});

test('a message whose clause has two ways leaves two states possible, until an answer tells them apart', () => {
  const states = new PossibleStates(lineToy);
  expect(states.states).toEqual(['Asking']);
  states.received('who?');
  expect(states.sent('ana')).toEqual({ certain: true, texts: [['hello ', 'ana'], ['+', 'ana'], ['taken']] });
  expect([...states.states].sort()).toEqual(['Asking', 'Talking']);
  states.received('bob> hi');
  expect(states.states).toHaveLength(2);
  states.received('hello ana');
  expect(states.states).toEqual(['Talking']);
});

test('a refusal leads back', () => {
  const states = new PossibleStates(lineToy);
  states.sent('ana');
  states.received('taken');
  expect(states.states).toEqual(['Asking']);
});

test('several messages may be on their way', () => {
  const states = new PossibleStates(lineToy);
  states.sent('ana');
  states.sent('hello there');
  states.received('who?');
  states.received('hello ana');
  expect(states.likely).toBe('Talking');
});

test('what only the others hear is known to have no answer, what everyone hears is known by its text', () => {
  const states = new PossibleStates(lineToy);
  states.sent('ana');
  states.received('hello ana');
  expect(states.sent('!psst')).toEqual({ certain: false, texts: [] });
  expect(states.sent('hola')).toEqual({ certain: true, texts: [['> ', 'hola']] });
});

test('a message that closes leaves no state', () => {
  const states = new PossibleStates(lineToy);
  states.sent('ana');
  states.received('hello ana');
  expect(states.mayHaveLeft).toBe(false);
  states.sent('bye');
  expect(states.mayHaveLeft).toBe(true);
  expect(states.likely).toBeUndefined();
  expect(states.read('hola')).toBeUndefined();
});

test('a server that says what it may not say could have the client in any state', () => {
  const states = new PossibleStates(lineToy);
  states.received('hello ana');
  expect(states.states).toEqual(['Asking', 'Talking']);
});

test('an answer that came in one read with others is seen, under chunk framing', () => {
  const states = new PossibleStates(chunkToy);
  states.sent('ana');
  states.received('bob> hihello ana+ana');
  expect(states.states).toEqual(['Talking']);
});

test('however much is on its way, the possibilities stay few', () => {
  const states = new PossibleStates(lineToy);
  for (let sent = 0; sent < 10_000; sent += 1) states.sent(sent % 2 === 0 ? 'word' : '');
  expect([...states.states].sort()).toEqual(['Asking', 'Talking']);
  for (const text of ['who?', 'taken', 'what?', 'taken', 'what?', 'hello word']) states.received(text);
  expect(states.states).toEqual(['Talking']);
});
