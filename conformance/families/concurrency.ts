import { plannerOf } from '../scenario/planner.js';
import type { Action, ClientIndex } from '../scenario/scenario.js';
import { Script } from '../scenario/script.js';
import { openingStage } from '../scenario/stage.js';
import { type CasePlan, caseOf, type Family, type FamilyContext, startingWorld } from './family.js';

/** How often each of these is tried: what goes wrong side by side does not go wrong every time. */
const TIMES = 3;
/** Messages of each who talks. */
const TALK = 4;

/** What a lane does; each with clients of its own, so that whatever comes first leads to the same world. */
type Lane = (script: Script, client: ClientIndex) => readonly Action[];

/** Several clients at once: what they say, their coming and their going may be in any order, but nothing may be lost. */
export const concurrency: Family = {
  name: 'concurrency',
  doc: 'Several clients talk, write to one another, come and go at the same time.',
  *cases(context) {
    for (let time = 1; time <= TIMES; time++) {
      yield* sideBySide(context, `three talk, ${time}`, [talk, talk, talk]);
      yield* sideBySide(context, `two talk and write to others in turn, ${time}`, [mixed, mixed, talk]);
      yield* sideBySide(context, `two talk, one leaves, ${time}`, [leave, talk, talk]);
      yield* sideBySide(context, `two talk, one is reset, ${time}`, [reset, talk, talk]);
      yield* sideBySide(context, `two talk, one comes, ${time}`, [talk, talk], come);
      yield* sideBySide(
        context,
        `two write to each other, one comes, one leaves, ${time}`,
        [leave, address, address],
        come,
      );
    }
  },
};

/** Members, one for each lane and one who only listens; then all lanes at once; then everyone who is left. */
function* sideBySide(
  context: FamilyContext,
  name: string,
  inside: readonly Lane[],
  outside?: Lane,
): Generator<CasePlan> {
  const world = startingWorld(context);
  const script = new Script(plannerOf(context.protocol, world).rehearsal, openingStage(world));
  const members = inside.map(() => script.enter());
  if (members.includes(undefined) || script.enter() === undefined) return;
  const lanes = inside.map((lane, i) => lane(script, members[i] ?? 0));
  if (outside !== undefined) lanes.push(outside(script, script.stage.clients.length));
  if (lanes.some((lane) => lane.length === 0)) return;
  script.sideBySide(lanes);
  script.everyoneSpeaks();
  script.everyoneAddresses();
  yield { ...caseOf(context, 'concurrency', name, script), again: true };
}

/** The actions that somebody would add if they were alone. */
function ahead(script: Script, act: (alone: Script) => void): readonly Action[] {
  const alone = new Script(script.rehearsal, script.stage);
  act(alone);
  return alone.stage.actions.slice(script.stage.actions.length);
}

function talk(script: Script, client: ClientIndex): readonly Action[] {
  return ahead(script, (alone) => {
    for (let i = 0; i < TALK; i++) alone.speak(client);
  });
}

/** To each of the others that stay whatever happens: the last two. */
function address(script: Script, client: ClientIndex): readonly Action[] {
  return ahead(script, (alone) => {
    for (let i = 0; i < TALK; i++)
      for (const to of alone.present.slice(-2)) if (to !== client) alone.address(client, to);
  }).slice(0, TALK);
}

/** To one of the others, to all, to the next, to all: whatever goes to one by another way must not lose its place. */
function mixed(script: Script, client: ClientIndex): readonly Action[] {
  return ahead(script, (alone) => {
    const others = alone.present.filter((to) => to !== client);
    for (let i = 0; i < TALK / 2; i++) {
      const to = others[i % others.length];
      if (to !== undefined) alone.address(client, to);
      alone.speak(client);
    }
  });
}

function leave(script: Script, client: ClientIndex): readonly Action[] {
  return ahead(script, (alone) => {
    alone.speak(client);
    alone.leave(client);
  });
}

function reset(script: Script, client: ClientIndex): readonly Action[] {
  return ahead(script, (alone) => {
    alone.speak(client);
    alone.act({ kind: 'reset', client });
  });
}

function come(script: Script, client: ClientIndex): readonly Action[] {
  return ahead(script, (alone) => {
    alone.settle(client);
    alone.speak(client);
  });
}
