import { describe, expect, test } from 'vitest';
import { loadProtocol } from '../../cli/protocols.js';
import { BackOff } from '../client/back-off.js';
import { completions, usage } from '../client/completion.js';
import { KnownValues } from '../client/known-values.js';
import { messageKinds } from '../client/message-kinds.js';

const protocol = await loadProtocol('chat-line');
const { model, codec } = protocol;

/** What has been heard, as texts. */
function known(...texts: readonly string[]): KnownValues {
  const values = new KnownValues(protocol);
  for (const text of texts) {
    const read = codec.parseServer(text);
    if (read.ok) values.heard(read.message);
  }
  return values;
}

function complete(line: string, values = known(), states = ['Chatting']): readonly string[] {
  return completions(model, states, line, (rule) => values.of(rule));
}

describe('what can be said', () => {
  test('comes from the messages of the state', () => {
    expect(usage(model, ['Naming'])).toEqual(['QUIT', 'NAME']);
    expect(usage(model, ['Chatting'])).toEqual(['QUIT', '\\w TO TEXT', 'TEXT']);
    expect(complete('')).toEqual(['QUIT', '\\w ']);
    expect(complete('', known(), ['Naming'])).toEqual(['QUIT']);
  });

  test('goes on with the fixed texts and the names that were heard', () => {
    const values = known('Ana has joined the chat.', 'Luis has joined the chat.', 'Bob: hi', 'priv(Lucía): hi');
    expect(complete('Q')).toEqual(['QUIT']);
    expect(complete('\\')).toEqual(['\\w ']);
    expect(complete('\\w ', values)).toEqual(['\\w Ana ', '\\w Bob ', '\\w Lucía ', '\\w Luis ']);
    expect(complete('\\w Lu', values)).toEqual(['\\w Lucía ', '\\w Luis ']);
    expect(complete('\\w Ana hi L', values)).toEqual([]);
    expect(complete('hello L', values)).toEqual([]);
  });

  test('forgets a name when its holder leaves, and knows no texts', () => {
    const values = known('Ana has joined the chat.', 'Bob: QUIT it', 'Ana has left the chat.');
    expect(complete('\\w ', values)).toEqual(['\\w Bob ']);
  });
});

test('what a message is to its reader comes from the clauses that send it', () => {
  expect(Object.fromEntries(messageKinds(model))).toEqual({
    NameRequest: 'answer',
    Welcome: 'answer',
    Joined: 'arrival',
    Left: 'departure',
    Said: 'public',
    Private: 'private',
    UserNotFound: 'answer',
    NameTaken: 'answer',
    InvalidName: 'answer',
    InvalidMessage: 'answer',
    TooLong: 'answer',
  });
});

test('attempts to connect come ever more rarely, up to a bound, and begin anew after a connection that held', () => {
  const backOff = new BackOff(() => 1);
  expect(Array.from({ length: 7 }, () => backOff.next(0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  expect(backOff.next(60_000)).toBe(1_000);
  const [least, most] = [new BackOff(() => 0), new BackOff(() => 1)];
  expect([least.next(0), most.next(0)]).toEqual([750, 1_000]);
});
