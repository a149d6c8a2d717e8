import type { World } from '../../runtime/index.js';
import { isSameWorld } from '../scenario/canonical.js';
import type { Action, ClientIndex } from '../scenario/scenario.js';
import { Script } from '../scenario/script.js';
import { standingOf } from '../scenario/stage.js';
import { type CasePlan, caseOf, type FamilyContext, openingScript, startingWorld } from './family.js';
import { movesFar } from './session/clauses.js';

/** What one does while others do something too; each with clients of its own, so that whatever comes first leads to the same world. */
export type Lane = (script: Script, client: ClientIndex) => readonly Action[];

/** How often each case is tried: what goes wrong side by side does not go wrong every time. */
const TIMES = 3;

/** Each of these once, then each again, as often as it is worth; made anew only where the world is another by then. */
export function* timeAndAgain(
  context: FamilyContext,
  makers: readonly (() => CasePlan | undefined)[],
): Generator<CasePlan> {
  const made = new Map<() => CasePlan | undefined, { readonly world: World; readonly plan: CasePlan | undefined }>();
  for (let time = 1; time <= TIMES; time++) {
    for (const make of makers) {
      const world = startingWorld(context);
      let one = made.get(make);
      if (one === undefined || !isSameWorld(one.world, world)) one = { world, plan: make() };
      made.set(make, one);
      if (one.plan !== undefined) yield { ...one.plan, id: `${one.plan.id}, ${time}`, again: true };
    }
  }
}

/** Members, one for each lane and one or more who only listen; then all lanes at once; then everyone who is left speaks. */
export function sideBySide(
  context: FamilyContext,
  family: string,
  name: string,
  inside: readonly Lane[],
  { outside, listeners = 1 }: { readonly outside?: Lane | undefined; readonly listeners?: number | undefined } = {},
): CasePlan | undefined {
  const script = openingScript(context);
  const members = inside.map(() => script.enter());
  for (let i = 0; i < listeners; i++) members.push(script.enter());
  if (members.includes(undefined)) return undefined;
  const lanes = inside.map((lane, i) => lane(script, members[i] ?? 0));
  if (outside !== undefined) lanes.push(outside(script, script.stage.clients.length));
  if (lanes.some((lane) => lane.length === 0) || !commute(script, lanes)) return undefined;
  script.sideBySide(lanes);
  script.everyoneSpeaks();
  script.everyoneAddresses();
  return caseOf(family, name, script);
}

/** Whether it makes no difference to what the world's variables are in the end which of the lanes comes first. */
export function commute(script: Script, lanes: readonly (readonly Action[])[]): boolean {
  const { variables } = script.rehearsal.protocol.model.session;
  if (!variables.some(({ scope }) => scope === 'world')) return true;
  const variablesAfter = (order: readonly (readonly Action[])[]): string => {
    const alone = new Script(script.rehearsal, script.stage);
    for (const action of order.flat()) alone.act(action);
    return JSON.stringify(alone.stage.world.variables);
  };
  return variablesAfter(lanes) === variablesAfter(lanes.toReversed());
}

/** The actions that somebody would add if they were alone. */
export function ahead(script: Script, act: (alone: Script) => void): readonly Action[] {
  const alone = new Script(script.rehearsal, script.stage);
  act(alone);
  return alone.stage.actions.slice(script.stage.actions.length);
}

/**
 * Sends one kind of thing after the other, so many times, without waiting: whatever is answered, or told to others.
 * Unless `far`, what moves a number of the world far is left out: nothing could be moved any more by who comes next.
 */
export const allKinds =
  (times: number, far: boolean): Lane =>
  (script, client) =>
    ahead(script, (alone) => {
      for (let i = 0; i < times; i++) {
        const seen = alone.essentials(client).filter(({ payload }) => {
          const { plain, seen: isSeen, stage } = alone.try(client, payload);
          if (!far && movesFar(alone.stage.world, stage.world)) return false;
          return plain && isSeen && standingOf(stage, client).presence === 'there';
        });
        const next = seen[i % Math.max(1, seen.length)];
        if (next !== undefined) alone.write(client, next.payload);
      }
    });

/** Speaks to all, so many times, without waiting. */
export const talk =
  (times: number): Lane =>
  (script, client) =>
    ahead(script, (alone) => {
      for (let i = 0; i < times; i++) alone.speak(client);
    });

/**
 * To one of the others, to all, to the next, to all: whatever goes to one by another way must not lose its place.
 * Nothing, where nobody can be written to alone.
 */
export const talkAndAddress =
  (rounds: number): Lane =>
  (script, client) => {
    let addresses = false;
    const actions = ahead(script, (alone) => {
      const others = alone.present.filter((to) => to !== client);
      for (let i = 0; i < rounds; i++) {
        const to = others[i % others.length];
        const { stage } = alone;
        if (to !== undefined) alone.address(client, to);
        addresses ||= alone.stage !== stage;
        alone.speak(client);
      }
    });
    return addresses ? actions : [];
  };
