import type { Action } from '../scenario/scenario.js';
import { Script } from '../scenario/script.js';
import { type CasePlan, caseOf, type Family, type FamilyContext, openingScript } from './family.js';
import { ahead, commute, type Lane, sideBySide, talk, timeAndAgain } from './lanes.js';

/** Messages of each who talks. */
const TALK = 4;

/** Several clients at once: what they say, their coming and their going may be in any order, but nothing may be lost. */
export const concurrency: Family = {
  name: 'concurrency',
  doc: 'Several clients talk, write to one another, come and go at the same time; two want what only one can have.',
  *cases(context) {
    const talks = talk(TALK);
    const cases: readonly (readonly [name: string, inside: readonly Lane[], outside?: Lane])[] = [
      ['two talk, one leaves', [leave, talks, talks]],
      ['two talk, one is reset', [reset, talks, talks]],
      ['two talk, one comes', [talks, talks], come],
      ['two write to each other, one comes, one leaves', [leave, address, address], come],
    ];
    yield* timeAndAgain(
      context,
      cases.map(
        ([name, inside, outside]) =>
          () =>
            sideBySide(context, 'concurrency', name, inside, { outside }),
      ),
    );
    yield* timeAndAgain(context, [() => atOnce(context), () => rivals(context)]);
  },
};

/** How many come in at once and how many leave: of a list that two change in the same moment one change may be lost. */
const CHANGES = [
  { come: 2, leave: 0 },
  { come: 1, leave: 1 },
  { come: 0, leave: 2 },
] as const;

/** Two come in, one does as another leaves, two leave, each pair in the same moment: everyone hears of it and goes on to hear everything. */
function atOnce(context: FamilyContext): CasePlan | undefined {
  const script = openingScript(context);
  for (let i = 0; i < 3; i++) if (script.enter() === undefined) return undefined;
  for (const { come, leave } of CHANGES) {
    const [listener, ...others] = script.present;
    const newcomers = Array.from({ length: come }, () => script.connect());
    const lanes = [
      ...newcomers.map((client) => ahead(script, (alone) => void alone.settle(client))),
      ...others.slice(0, leave).map((client) => ahead(script, (alone) => alone.leave(client))),
    ];
    if (lanes.some((lane) => lane.length === 0) || !commute(script, lanes)) return undefined;
    script.sideBySide(lanes);
    if (listener !== undefined) script.speak(listener);
  }
  script.everyoneSpeaks();
  return caseOf('concurrency', 'two come and go at once', script);
}

/** Pairs in a row: the moment in which both could be let in is short. */
const PAIRS = 4;

/** Two at once with the same, of whom only the first may have it; which one that is nobody can know. */
function rivals(context: FamilyContext): CasePlan | undefined {
  const script = openingScript(context);
  const listener = script.enter();
  if (listener === undefined) return undefined;
  for (let pair = 0; pair < PAIRS; pair++) {
    const [one, other] = [script.connect(), script.connect()];
    const wanted = script.essentials(one).find(({ why, payload }) => {
      const first = script.try(one, payload);
      const alone = new Script(script.rehearsal, first.stage);
      const second = alone.try(other, payload);
      const isSame = first.outcomes[0]?.trail.at(-1) === second.outcomes[0]?.trail.at(-1);
      return why === 'fresh' && !isSame && [first, second].every(({ plain, seen }) => plain && seen);
    });
    if (wanted === undefined) return undefined;
    script.sideBySide([one, other].map((client) => [{ kind: 'write', client, writes: [wanted.payload] }]));
    script.speak(listener);
    for (const client of [one, other]) script.act({ kind: 'halfClose', client });
  }
  return caseOf('concurrency', 'two want the same', script);
}

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
