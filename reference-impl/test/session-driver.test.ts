import { expect, test } from 'vitest';
import type { Machine } from '../../runtime/protocol.js';
import type { SessionEvent } from '../../runtime/world.js';
import { SessionDriver } from '../server/session-driver.js';

function machineThat(apply: Machine['apply'], stateOf: Machine['stateOf'] = () => 'There'): Machine {
  return { apply, stateOf, world: () => ({ connections: [], groups: {}, variables: {} }) };
}

const connect = (connection: number): SessionEvent => ({ kind: 'connect', connection });
const end = (connection: number): SessionEvent => ({ kind: 'end', connection });

test('an event that another one causes waits until that one is over', () => {
  const seen: string[] = [];
  const machine = machineThat((event, effects) => {
    seen.push(`${event.kind} ${event.connection} begins`);
    if (event.kind === 'connect') effects.send([1, 2], 'text');
    seen.push(`${event.kind} ${event.connection} is over`);
  });
  const driver = new SessionDriver(
    machine,
    { send: () => driver.post(end(2)), close: () => undefined },
    () => undefined,
  );
  driver.post(connect(1));
  expect(seen).toEqual(['connect 1 begins', 'connect 1 is over', 'end 2 begins', 'end 2 is over']);
});

test('what happens to a connection that the session has ended is nothing', () => {
  const seen: string[] = [];
  const machine = machineThat(
    ({ kind }) => void seen.push(kind),
    () => undefined,
  );
  const driver = new SessionDriver(machine, { send: () => undefined, close: () => undefined }, () => undefined);
  driver.post(connect(1));
  driver.post({ kind: 'frame', connection: 1, bytes: new Uint8Array() });
  driver.post(end(1));
  expect(seen).toEqual(['connect']);
});

test('a fault of the machine is told, and the next event is applied', () => {
  const faults: unknown[] = [];
  const seen: number[] = [];
  const machine = machineThat(({ connection }) => {
    if (connection === 1) throw new Error('defect');
    seen.push(connection);
  });
  const driver = new SessionDriver(machine, { send: () => undefined, close: () => undefined }, (connection) => {
    faults.push(connection);
    driver.post(end(2));
  });
  driver.post(connect(1));
  driver.post(connect(3));
  expect(faults).toEqual([1]);
  expect(seen).toEqual([2, 3]);
});

test('nothing happens once it is stopped, not even what waits', () => {
  const seen: string[] = [];
  const machine = machineThat((event) => {
    seen.push(event.kind);
    driver.post(end(1));
    driver.stop();
  });
  const driver = new SessionDriver(machine, { send: () => undefined, close: () => undefined }, () => undefined);
  driver.post(connect(1));
  driver.post(connect(2));
  expect(seen).toEqual(['connect']);
});
