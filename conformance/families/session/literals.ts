import { positionOf } from '../../scenario/canonical.js';
import { type Candidate, varied } from '../../scenario/candidate.js';
import { plannerOf, type Situation } from '../../scenario/planner.js';
import { Script } from '../../scenario/script.js';
import { caseOf, type CasePlan, type FamilyContext, positionName, startingWorld } from '../family.js';

/** How many inputs one client sends in a row, how many rows there are in one place, and how many ways out of it are tried. */
const ROW = 20;
const ROWS = 4;
const EXITS = 6;

/**
 * Words of the grammar where a value is expected, and near misses of keywords, which must be taken for what they are:
 * wherever a client can be, before an observer. Those that leave it where it is follow one another; each that takes it
 * elsewhere has a case of its own.
 */
export function* literalCases(context: FamilyContext): Generator<CasePlan> {
  const planner = plannerOf(context.protocol, startingWorld(context));
  const seen = new Set<string>();
  for (const situation of planner.situations) {
    if (situation.observers !== 1 || seen.has(situation.position)) continue;
    seen.add(situation.position);
    yield* casesIn(context, situation);
  }
}

function* casesIn(context: FamilyContext, { stage, actor, position }: Situation): Generator<CasePlan> {
  const { rehearsal } = plannerOf(context.protocol, startingWorld(context));
  const start = (): Script => new Script(rehearsal, stage);
  const names = positionName(position);
  // What is nothing but words of the grammar comes first: nothing else in it tells a reader that it is a value.
  const words = start().candidates(actor, ({ why }) => why === 'literal' || why === 'near');
  const bare = ({ payload }: Candidate): boolean => !payload.some((part) => 'fresh' in part);
  const staying: string[] = [];
  let exits = 0;
  for (const { key, payload } of [...varied(words.filter(bare)), ...varied(words.filter((word) => !bare(word)))]) {
    const script = start();
    const played = script.try(actor, payload);
    if (!played.plain || !played.seen) continue;
    if (positionOf(played.stage, actor) === position) {
      staying.push(key);
      continue;
    }
    if (++exits > EXITS) continue;
    script.write(actor, payload);
    script.everyoneSpeaks();
    yield caseOf(context, 'session', `a word of the grammar, ${names}, ${exits}`, script);
  }
  for (let row = 0; row < ROWS && row * ROW < staying.length; row++) {
    const script = start();
    for (const key of staying.slice(row * ROW, (row + 1) * ROW)) sayIfPlain(script, actor, key);
    script.everyoneSpeaks();
    yield caseOf(context, 'session', `words of the grammar and near misses, ${names}, ${row + 1}`, script);
  }
}

/** The same input with labels that have not been used before it. */
function sayIfPlain(script: Script, client: number, key: string): void {
  const candidate = script.candidates(client, (template) => key.startsWith(`${template.key}.`)).find((one) => one.key === key);
  if (candidate === undefined) return;
  const { plain, seen } = script.try(client, candidate.payload);
  if (plain && seen) script.write(client, candidate.payload);
}
