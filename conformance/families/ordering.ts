import type { Family } from './family.js';
import { allKinds, type Lane, sideBySide, talk, talkAndAddress, timeAndAgain } from './lanes.js';

/** Messages of each who talks to all, rounds of who talks to all and to each, and messages of who sends all kinds. */
const TALK = 5;
const ROUNDS = 3;
const ALL_KINDS = 8;

type Case = readonly [name: string, lanes: readonly Lane[], listeners?: number];

/**
 * What comes before what: the messages of one source (fifo), a message and what was said by who had read it (causal), the
 * messages of all (total). A case asks for what the spec promises; that a server keeps more is seen from its traces.
 */
export const ordering: Family = {
  name: 'ordering',
  doc: 'One talks fast, several talk at once, several answer what they have just read: everyone is told in the promised order.',
  *cases(context) {
    const [talks, mixes, few] = [talk(TALK), talkAndAddress(ROUNDS), allKinds(ALL_KINDS / 2, false)];
    // Who changes what another changes, before it is moved so far that nobody can change it any more.
    const near: readonly Case[] = [
      ['one talks', [talks], 3],
      ['two send all kinds of things', [few, few], 2],
    ];
    const cases: readonly Case[] = [
      ['one sends all kinds of things', [allKinds(ALL_KINDS, true)], 3],
      ['one talks to all and to each', [talkAndAddress(TALK)], 3],
      ['several talk at once', [talks, talks, talks]],
      ['several talk to all and to each', [mixes, mixes, mixes]],
      ['each answers what was said', [talks, answering(talks), answering(talks)]],
    ];
    for (const some of [near, cases]) {
      yield* timeAndAgain(
        context,
        some.map(
          ([name, lanes, listeners]) =>
            () =>
              sideBySide(context, 'ordering', name, lanes, { listeners }),
        ),
      );
    }
  },
};

/** Each message is said once something has been heard. */
const answering =
  (lane: Lane): Lane =>
  (script, client) =>
    lane(script, client).flatMap((message) => [{ kind: 'hear', client }, message]);
