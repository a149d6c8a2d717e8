import { type Candidate, templateKeyOf, varied, type Why } from '../scenario/candidate.js';
import { positionOf } from '../scenario/canonical.js';
import { plannerOf, type Situation } from '../scenario/planner.js';
import type { ClientIndex } from '../scenario/scenario.js';
import { Script } from '../scenario/script.js';
import { type CasePlan, caseOf, type FamilyContext, positionName, startingWorld } from './family.js';

/** How many inputs one client sends in a row, how many rows there are of one kind, and how many ways out are tried. */
const ROW = 20;
const ROWS = 6;
const EXITS = 12;
/** How many others come with nearly the same values as somebody who has just gone on with an unusual one. */
const LOOKALIKES = 2;

/** Inputs of one kind, by the reasons for which they are tried. */
export interface InputKind {
  readonly name: string;
  readonly whys: readonly Why[];
}

/**
 * Inputs of these kinds, wherever a client can be, before an observer. Those that leave it where it is follow one another;
 * each that takes it elsewhere has a case of its own.
 */
export function* inputCases(context: FamilyContext, family: string, kinds: readonly InputKind[]): Generator<CasePlan> {
  const planner = plannerOf(context.protocol, startingWorld(context));
  const seen = new Set<string>();
  for (const situation of planner.situations) {
    if (situation.observers !== 1 || seen.has(situation.position)) continue;
    seen.add(situation.position);
    for (const kind of kinds) yield* casesOf(context, family, situation, kind);
  }
}

function* casesOf(
  context: FamilyContext,
  family: string,
  { stage, actor, position }: Situation,
  { name: kind, whys }: InputKind,
): Generator<CasePlan> {
  const { rehearsal } = plannerOf(context.protocol, startingWorld(context));
  const start = (): Script => new Script(rehearsal, stage);
  const name = `${kind}, ${positionName(position)}`;
  const inputs = start().candidates(actor, ({ why }) => whys.includes(why));
  // What is nothing but words of the grammar comes first: nothing else in it tells a reader that it is a value.
  const bare = ({ payload }: Candidate): boolean => !payload.some((part) => 'fresh' in part);
  const staying: string[] = [];
  let exits = 0;
  for (const { key, payload } of [...varied(inputs.filter(bare)), ...varied(inputs.filter((input) => !bare(input)))]) {
    if (staying.length >= ROW * ROWS && exits >= EXITS) break;
    const script = start();
    const played = script.try(actor, payload);
    if (!played.plain || !played.seen) continue;
    if (positionOf(played.stage, actor) === position) {
      staying.push(key);
      continue;
    }
    if (++exits > EXITS) continue;
    script.write(actor, payload);
    lookalikes(script, actor, position);
    script.everyoneSpeaks();
    yield caseOf(family, `${name}, on ${exits}`, script);
  }
  for (let row = 0; row < ROWS && row * ROW < staying.length; row++) {
    const script = start();
    for (const key of staying.slice(row * ROW, (row + 1) * ROW)) script.sendIfPlain(actor, key);
    script.everyoneSpeaks();
    yield caseOf(family, `${name}, row ${row + 1}`, script);
  }
}

/** Others come to where the client was, each with something that is nearly the same as what somebody has, this one first. */
function lookalikes(script: Script, like: ClientIndex, position: string): void {
  const named = script.stage.world.connections.filter(({ attributes }) => Object.keys(attributes).length > 0);
  const place = named.findIndex(({ id }) => id === like);
  const taken = new Set<string>();
  const entered = new Set<string>();
  for (let i = 0; i < LOOKALIKES; i++) {
    const other = script.connect();
    if (positionOf(script.stage, other) !== position) return;
    const variants = script.candidates(other, ({ why }) => why === 'variant');
    const isOfIt = ({ key }: Candidate): boolean => key.endsWith(`.${place}`);
    for (const { key, payload } of [...variants.filter(isOfIt), ...variants.filter((one) => !isOfIt(one))]) {
      const { plain, seen, stage } = script.try(other, payload);
      // In which way it differs from what somebody has, whoever that is: each of the others comes in by another one.
      const way = templateKeyOf(key);
      if (!plain || !seen || taken.has(key) || entered.has(way)) continue;
      taken.add(key);
      script.sendIfPlain(other, key);
      if (positionOf(stage, other) === position) continue;
      entered.add(way);
      break;
    }
  }
}
