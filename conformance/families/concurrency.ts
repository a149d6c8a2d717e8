import type { Action } from '../scenario/scenario.js';
import type { Family } from './family.js';
import { ahead, type Lane, sideBySide, TIMES, talk } from './lanes.js';

/** Messages of each who talks. */
const TALK = 4;

/** Several clients at once: what they say, their coming and their going may be in any order, but nothing may be lost. */
export const concurrency: Family = {
  name: 'concurrency',
  doc: 'Several clients talk, write to one another, come and go at the same time.',
  *cases(context) {
    const talks = talk(TALK);
    const cases: readonly (readonly [name: string, inside: readonly Lane[], outside?: Lane])[] = [
      ['two talk, one leaves', [leave, talks, talks]],
      ['two talk, one is reset', [reset, talks, talks]],
      ['two talk, one comes', [talks, talks], come],
      ['two write to each other, one comes, one leaves', [leave, address, address], come],
    ];
    for (let time = 1; time <= TIMES; time++)
      for (const [name, inside, outside] of cases)
        yield* sideBySide(context, 'concurrency', `${name}, ${time}`, inside, outside);
  },
};

/** To each of the others that stay whatever happens: the last two. */
const address: Lane = (script, client) =>
  ahead(script, (alone) => {
    for (let i = 0; i < TALK; i++)
      for (const to of alone.present.slice(-2)) if (to !== client) alone.address(client, to);
  }).slice(0, TALK);

const leave: Lane = (script, client) =>
  ahead(script, (alone) => {
    alone.speak(client);
    alone.leave(client);
  });

const reset: Lane = (script, client) =>
  ahead(script, (alone) => {
    alone.speak(client);
    alone.act({ kind: 'reset', client } satisfies Action);
  });

const come: Lane = (script, client) =>
  ahead(script, (alone) => {
    alone.settle(client);
    alone.speak(client);
  });
