import { describe, expect, it } from 'vitest';
import { ClientStates } from './client-states.js';
import type { ClientPosition, ClientTable } from './types.js';

/** A protocol whose texts are the names of its messages. `Ask` and `Look` may be answered, or not. */
const table: ClientTable = {
  answers: ['Sorry', 'Gone', 'Yes', 'No'],
  connect: [{ answers: [], next: 'Open' }],
  states: {
    Open: {
      Ask: [
        { answers: [], next: 'Open' },
        { answers: ['Sorry'], next: 'Open' },
      ],
      Look: [
        { answers: [], next: 'Open' },
        { answers: ['Gone'], next: 'Open' },
      ],
      Enter: [
        { answers: ['Yes'], next: 'Inside' },
        { answers: ['No'], next: 'Open' },
      ],
    },
    Inside: {},
  },
};

function client(): ClientStates {
  const codec = {
    encode: (_state: string, { kind }: { readonly kind: string }) => kind,
    parseServer: (text: string) => ({ ok: true as const, message: { kind: text } }),
  };
  return new ClientStates(codec, table, { write: () => undefined }, {}, false);
}

/** Sends in the state `Open`, where the client has to be. */
function send(position: ClientPosition, kind: string): ClientPosition {
  if (position.kind !== 'in') throw new Error(`${kind} can't be sent: ${position.kind}`);
  return position.send({ kind });
}

describe('a client that sends on without waiting for answers', () => {
  it.each([
    ['one message again and again', ['Ask']],
    ['two messages in turn', ['Ask', 'Look']],
  ])('knows its state for as long as all that may come leads there: %s', (_, kinds) => {
    const states = client();
    for (let turn = 0; turn < 2_000; turn++) send(states.current, kinds[turn % kinds.length] ?? '');
    expect(states.current).toMatchObject({ kind: 'in', state: 'Open' });
    for (let turn = 0; turn < 50; turn++) states.receive('Sorry');
    expect(states.current).toMatchObject({ kind: 'in', state: 'Open' });
  });

  it.each(['Inside', 'Open'])('is told by an answer where it is after that: %s', async (state) => {
    const states = client();
    for (let turn = 0; turn < 2_000; turn++) send(states.current, turn % 2 === 0 ? 'Ask' : 'Look');
    const entering = send(states.current, 'Enter');
    if (entering.kind !== 'settling') throw new Error('it can’t know yet');
    for (const late of ['Gone', 'Sorry', 'Gone']) states.receive(late);
    expect(states.current.kind).toBe('settling');
    states.receive(state === 'Inside' ? 'Yes' : 'No');
    expect(await entering.next).toMatchObject({ kind: 'in', state });
  });

  it('is lost where an answer comes that nothing explains', () => {
    const states = client();
    for (let turn = 0; turn < 2_000; turn++) send(states.current, 'Ask');
    states.receive('Yes');
    expect(states.current.kind).toBe('lost');
  });
});
