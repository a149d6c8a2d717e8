import { expect, test } from 'vitest';
import { rehearsalOf } from '../../scenario/rehearsal.js';
import { templatesOf } from '../../scenario/templates.js';
import { protocolOf } from '../protocols.js';

/** What is tried in a state for these reasons, a value that somebody has as `<attribute>`, a new one as `<new>`. */
function triedIn(name: string, state: string, whys: readonly string[]): readonly string[] {
  const protocol = protocolOf(name);
  const found = protocol.model.session.states.find((one) => one.name === state);
  if (found === undefined) throw new Error(`${name} has no state ${state}`);
  return templatesOf(rehearsalOf(protocol), found)
    .filter(({ why }) => whys.includes(why))
    .map(({ parts }) =>
      parts
        .map((part) =>
          'text' in part
            ? part.text
            : 'hex' in part
              ? `\\x${part.hex}`
              : 'collision' in part
                ? `<${part.collision}>`
                : '<new>',
        )
        .join(''),
    );
}

test('numbers are tried as other libraries write them', () => {
  expect(triedIn('counter', 'Ready', ['near'])).toEqual(
    expect.arrayContaining([
      'ADD +1',
      'ADD -0',
      'ADD 01',
      'ADD 1.0',
      'ADD 1e1',
      'ADD \u0661',
      'ADD 18446744073709551617',
    ]),
  );
});

test('commands of other protocols are tried where nothing but a message is one', () => {
  expect(triedIn('counter', 'Ready', ['word'])).toEqual(expect.arrayContaining(['QUIT', 'reset', 'SET 1', '.']));
  expect(triedIn('chat-basic', 'Chatting', ['word'])).not.toContain('RESET');
});

test('bytes that are no text stand at the end of a message, too', () => {
  expect(triedIn('counter', 'Ready', ['invalid'])).toContain('WATCH\\xff');
});

test('a text is a name that somebody has, begins with one, or is a word that users are told', () => {
  expect(triedIn('chat-relay', 'Chatting', ['word'])).toEqual(
    expect.arrayContaining(['<name>', '<name> <new>', '<name>: <new>', '@<name>: <new>', 'salir', '/me x']),
  );
});

test('every control character and the letters of several scripts stand in some text', () => {
  const texts = triedIn('chat-basic', 'Chatting', ['character']).join('');
  for (const character of ['\b', '\u0004', '\u007f', '\u0090', 'ñ', '¿', 'я', '한']) expect(texts).toContain(character);
});

test('what only begins as a message, has a word too many or the other slash is tried', () => {
  expect(triedIn('counter', 'Ready', ['near'])).toEqual(expect.arrayContaining(['ADD', 'ADD ', 'ADD 0 x']));
  expect(triedIn('chat-private', 'Chatting', ['near'])).toEqual(
    expect.arrayContaining(['\\w <new>', '/w <new> <new>', 'QUIT x']),
  );
});
