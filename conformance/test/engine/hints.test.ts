import { expect, test } from 'vitest';
import { hintFor } from '../../engine/hints.js';
import { namedByLogin } from '../../engine/lane-names.js';
import type { Fault } from '../../oracle/judgement.js';
import type { Trace } from '../../oracle/trace.js';
import type { Action, Scenario } from '../../scenario/scenario.js';
import { bytes, chat, connect, cut, fault, read, write } from '../report/fixtures.js';

function hint(
  trace: Trace,
  found: Partial<Fault> & Pick<Fault, 'kind' | 'connection'>,
  times: readonly number[] = trace.map((_, at) => at),
): string | undefined {
  return hintFor({
    protocol: chat('line'),
    finding: { fault: fault({ entry: trace.length, ...found }), late: false },
    trace,
    judgement: { kind: 'inconclusive', reason: '' },
    times,
  });
}

const two = [connect(0), read(0, 'NAME\n'), write(0, 'Ana\n'), connect(1), write(1, 'Ben\n')];

test('an echo is told as one, and something else that comes to the sender is not', () => {
  const trace = [...two, write(0, 'hello\n')];
  expect(hint(trace, { kind: 'unexpected', connection: 0, got: bytes('Ana: hello\n') })).toMatch(
    /received its own message/,
  );
  expect(hint(trace, { kind: 'unexpected', connection: 0, got: bytes('Ben is gone.\n') })).toBeUndefined();
  expect(hint(trace, { kind: 'unexpected', connection: 1, got: bytes('Ana: hello\n') })).toBeUndefined();
});

test('an echo that comes behind the end of its writer is one, and no empty message', () => {
  const trace = [...two, write(0, 'hello\n'), cut(0, 'halfClose')];
  const found = { kind: 'unexpected', connection: 0 } as const;
  expect(hint(trace, { ...found, got: bytes('Ana: hello\n') })).toMatch(/received its own message/);
  expect(hint(trace, { ...found, got: bytes('Ana: \n') })).toMatch(/zero bytes/);
});

test('an empty message behind a name that its bearer wrote last is no echo', () => {
  const trace = [connect(0), read(0, 'NAME'), write(0, 'Anaomr00\n'), cut(0, 'halfClose')];
  const found = { kind: 'unexpected', connection: 0 } as const;
  expect(hint(trace, { ...found, got: bytes('Anaomr00: Anaomr00: Anaomr') })).toMatch(/zero bytes/);
});

test('what stands before what is owed, and was never caused, has overtaken nothing', () => {
  const trace = [...two, cut(1, 'close'), write(0, 'one\n')];
  const acceptable = [{ connection: 0, source: 0, clause: 'tea/Chatting/Say', text: ['Ana: one'] }];
  const found = { kind: 'wrong', connection: 0, clause: 'tea/Chatting/Say', acceptable } as const;
  expect(hint(trace, { ...found, got: bytes(' has joined.\nAna: one') }) ?? '').not.toMatch(/order was changed/);
});

test('what has changed its place', () => {
  const trace = [...two, write(0, 'one\n'), write(0, 'two\n')];
  const acceptable = [{ connection: 1, source: 0, clause: 'tea/Chatting/Say', text: ['Ana: one'] }];
  const found = { kind: 'missing', connection: 1, acceptable } as const;
  expect(hint(trace, { ...found, got: bytes('Ana: two\nAna: one\n') })).toMatch(/order was changed/);
  expect(hint(trace, { ...found, got: bytes('Ana: two\n') })).toBeUndefined();
});

test('an empty line is no message that could come back', () => {
  const trace = [...two, write(0, '\n')];
  expect(hint(trace, { kind: 'unexpected', connection: 0, got: bytes('Invalid.\n') })).toBeUndefined();
});

test('what is owed from before a cut is not the cut’s own', () => {
  const trace = [...two, write(0, 'hello\n'), cut(0, 'halfClose')];
  expect(hint(trace, { kind: 'missing', connection: 1, clause: 'tea/Chatting/Say' })).toBeUndefined();
});

test('an end that was not answered with one, and a departure that nobody was told of', () => {
  const trace = [...two, cut(0, 'halfClose')];
  const owed = (text?: string[]) => [{ connection: 0, source: 0, clause: 'tea/Chatting/disconnect', text }];
  const found = { kind: 'missing', connection: 0, clause: 'tea/Chatting/disconnect' } as const;
  expect(hint(trace, { ...found, acceptable: owed() })).toMatch(/has ended its side/);
  expect(hint(trace, { ...found, connection: 1, acceptable: owed(['Ana is gone.']) })).toMatch(/tell the others once/);
});

test('two who want the same at once', () => {
  const both = [connect(0), connect(1), write(0, 'Ana\n'), write(1, 'Ana\n')];
  expect(hint(both, { kind: 'repeated', connection: 1 })).toMatch(/in one step/);
  const inTurn = [connect(0), connect(1), write(0, 'Ana\n'), read(0, 'Hi!\n'), write(1, 'Ana\n')];
  expect(hint(inTurn, { kind: 'wrong', connection: 1 })).toBeUndefined();
});

test('a name that was kept after its holder had gone', () => {
  const trace = [...two, cut(1, 'reset'), connect(2), write(2, 'Ben\n')];
  expect(hint(trace, { kind: 'wrong', connection: 2, got: bytes('taken\n') })).toMatch(/is to be forgotten/);
  expect(hint([...two, connect(2), write(2, 'Ben\n')], { kind: 'wrong', connection: 2 })).toBeUndefined();
});

test('a slow reader that everybody waits for', () => {
  const trace: Trace = [...two, { kind: 'stall', connection: 1 }, write(0, 'hello\n')];
  expect(hint(trace, { kind: 'missing', connection: 0 })).toMatch(/has stopped reading/);
});

test('one who is dropped for saying nothing, and one who is dropped at once', () => {
  const trace: Trace = [connect(0), read(0, 'NAME\n'), { kind: 'end', connection: 0, how: 'fin' }];
  const ended = { kind: 'ended', connection: 0, entry: 2 } as const;
  expect(hint(trace, ended, [0, 1, 1_600])).toMatch(/had said nothing for a while/);
  expect(hint(trace, ended, [0, 1, 2])).toBeUndefined();
});

test('one who is passed over once another has left', () => {
  const trace = [...two, connect(2), cut(0, 'close'), write(1, 'hello\n')];
  expect(hint(trace, { kind: 'missing', connection: 2 })).toMatch(/passed over/);
});

test('what one of several who wrote at once has caused', () => {
  const at = (...entries: Trace) => hint([...two, connect(2), ...entries], { kind: 'missing', connection: 1 });
  const [one, other, third] = [0, 1, 2].map((client) => write(client, `from ${client}\n`)) as [
    Trace[0],
    Trace[0],
    Trace[0],
  ];
  expect(at(one, other, third)).toMatch(/wrote at once/);
  expect(at(one, read(1, 'Ana: from 0\n'), other, third)).toBeUndefined();
  expect(at(one, other, third, read(1, 'Ana: from 0\n'), one)).toBeUndefined();
});

test('many clients', () => {
  const crowd = (many: number) => Array.from({ length: many }, (_, client) => connect(client));
  const found = { kind: 'missing', connection: 1 } as const;
  expect(hint([...crowd(12), write(0, 'hello\n')], found)).toMatch(/many clients are connected/);
  expect(hint([...crowd(9), write(0, 'hello\n')], found)).toBeUndefined();
  expect(
    hint([...crowd(12), cut(2, 'close'), cut(3, 'close'), cut(4, 'reset'), write(0, 'hello\n')], found),
  ).not.toMatch(/many clients/);
});

test('a line that is longer than one read', () => {
  const trace = [...two, write(0, `${'x'.repeat(2_000)}\n`)];
  expect(hint(trace, { kind: 'wrong', connection: 1 })).toMatch(/no message boundaries/);
  expect(hint([...two, write(0, 'short\n')], { kind: 'wrong', connection: 1 })).toBeUndefined();
});

const sends = (client: number, fresh: string): Action => ({
  kind: 'write',
  client,
  writes: [[{ fresh, in: ['Name'] }]],
});
const acts = (clients: readonly string[], ...actions: readonly Action[]): Scenario => ({
  clients,
  steps: actions.map((action) => ({ kind: 'act', action })),
});

test('a client is named as it names itself, where that is nobody else’s name', () => {
  expect(namedByLogin(acts(['Luis'], sends(0, 'Ana'))).clients).toEqual(['Ana']);
  expect(namedByLogin(acts(['Luis', 'Ben'], sends(0, 'Ben1'), sends(1, 'Ben'))).clients).toEqual(['Luis', 'Ben']);
  expect(namedByLogin(acts(['Luis'], { kind: 'write', client: 0, writes: [[{ text: 'Luis' }]] })).clients).toEqual([
    'Luis',
  ]);
});
