import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Effects } from '../../runtime/protocol.js';
import type { Output, TextPattern } from '../../runtime/world.js';
import { describeEveryProtocol } from './every-protocol.js';

/** What a driver is told, a line for each recipient. */
class Told implements Effects {
  readonly lines: string[] = [];

  send(to: readonly number[], text: string): void {
    for (const id of to) this.lines.push(`${id} < ${text}`);
  }

  close(connection: number): void {
    this.lines.push(`${connection} closed`);
  }
}

/** The same of an outcome: of what the server may send, what the reference server does. */
function linesOf(output: Output): readonly string[] {
  switch (output.kind) {
    case 'message':
      return Array.from({ length: output.times.min }, () => `${output.to} < ${written(output.text)}`);
    case 'close':
      return [`${output.to} closed`];
    case 'wild':
      return [];
  }
}

function written(text: TextPattern): string {
  return text.map((piece) => (typeof piece === 'string' ? piece : (piece.sample ?? ''))).join('');
}

describeEveryProtocol(({ session, createMachine }, values) => {
  it('does in place what the first outcome says', () => {
    fc.assert(
      fc.property(values.events, (events) => {
        const machine = createMachine();
        let { initial: world } = session;
        for (const event of events) {
          const told = new Told();
          machine.apply(event, told);
          const [first] = session.outcomes(world, event);
          if (first === undefined) throw new Error('an event has no outcome');
          world = first.world;
          expect(told.lines).toEqual(first.outputs.flatMap(linesOf));
          expect(machine.world()).toEqual(world);
          const here = world.connections.find(({ id }) => id === event.connection);
          expect(machine.stateOf(event.connection)).toBe(here?.state);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('refuses that somebody connects twice', () => {
    const machine = createMachine();
    machine.apply({ kind: 'connect', connection: 1 }, new Told());
    expect(() => machine.apply({ kind: 'connect', connection: 1 }, new Told())).toThrow('there already');
  });

  it('hears nothing of who is not there', () => {
    const machine = createMachine();
    const told = new Told();
    machine.apply({ kind: 'frame', connection: 1, bytes: new Uint8Array([0x61]) }, told);
    machine.apply({ kind: 'end', connection: 1 }, told);
    expect(told.lines).toEqual([]);
  });
});
