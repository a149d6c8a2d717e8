import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Group } from './group.js';

interface Guest {
  readonly id: number;
  name: string | undefined;
}

type Step = { readonly who: number; readonly does: 'join' | 'leave' | { readonly name: string | undefined } };

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(4),
  does: fc.oneof(
    fc.constantFrom('join' as const, 'leave' as const),
    fc.record({ name: fc.constantFrom('Ana', 'Bob', undefined) }),
  ),
});

describe('a group', () => {
  it('answers as a plain list of its members would', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        const guests = Array.from({ length: 5 }, (_, id): Guest => ({ id, name: undefined }));
        const group = new Group<Guest, 'name'>({ name: (guest) => guest.name });
        const list: Guest[] = [];
        const given: (readonly [readonly number[], string])[] = [];
        for (const { who, does } of steps) {
          const guest = guests[who];
          if (guest === undefined) continue;
          if (does === 'join') {
            group.join(guest);
            if (!list.includes(guest)) list.push(guest);
          } else if (does === 'leave') {
            group.leave(guest);
            if (list.includes(guest)) list.splice(list.indexOf(guest), 1);
          } else {
            guest.name = does.name;
            group.reindex(guest);
          }
          for (const ids of [group.all, group.others(guest)]) given.push([ids, ids.join()]);
          expect(group.all).toBe(group.all);
          expect(group.all).toEqual(list.map(({ id }) => id));
          expect(group.others(guest)).toEqual(list.filter((one) => one !== guest).map(({ id }) => id));
          expect(group.has(guest)).toBe(list.includes(guest));
          for (const name of ['Ana', 'Bob'])
            expect(group.first('name', name)).toBe(list.find((one) => one.name === name));
        }
        for (const [ids, before] of given) expect(ids.join()).toBe(before);
      }),
    );
  });
});
