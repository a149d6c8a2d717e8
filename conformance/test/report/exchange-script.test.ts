import { expect, test } from 'vitest';
import { scriptOf } from '../../report/script/exchange-script.js';
import { chat, connect, end, failure, fault, read, write } from './fixtures.js';

test('a program waits for what may be the end of the server, and asks for none where the server lives on', () => {
  const trace = [
    connect(0),
    read(0, 'hello'),
    connect(1),
    write(1, 'bye'),
    end(1),
    write(0, 'boom'),
    end(1),
    end(0, 'error'),
  ];
  const refused = fault({ kind: 'refused', connection: 0, entry: trace.length });
  const { steps, check } = scriptOf(failure(trace, refused), chat('line'), undefined);
  expect(steps.map(({ kind, client }) => `${kind} ${client}`)).toEqual([
    'connect 0',
    'expect 0',
    'connect 1',
    'write 1',
    'end 1',
    'write 0',
    'rest 1',
  ]);
  expect(check.kind).toBe('serves');
});
