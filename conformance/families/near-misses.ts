import { positionOf } from '../scenario/canonical.js';
import { plannerOf } from '../scenario/planner.js';
import { Script } from '../scenario/script.js';
import { type CasePlan, caseOf, type Family, type FamilyContext, positionName, startingWorld } from './family.js';
import { inputCases } from './inputs.js';

/**
 * Inputs one edit away from a message, words of the grammar where a value is expected, and values that are nearly those
 * of others: each must be taken for what it is.
 */
export const nearMisses: Family = {
  name: 'near-misses',
  doc: 'Keywords with a letter too many, in another case or with a blank behind; words of the grammar as values; names that look like others.',
  *cases(context) {
    yield* inputCases(context, 'near-misses', [
      { name: 'words of the grammar', whys: ['literal'] },
      { name: 'near misses', whys: ['near'] },
      { name: 'nearly the same values', whys: ['variant'] },
    ]);
    yield* otherWords(context);
  },
};

/** Words to which other programs give a meaning, wherever a client can be: one after the other, or each from one who comes for it. */
function* otherWords(context: FamilyContext): Generator<CasePlan> {
  const { rehearsal, situations } = plannerOf(context.protocol, startingWorld(context));
  const seen = new Set<string>();
  for (const { stage, actor, position, observers } of situations) {
    if (observers !== 1 || seen.has(position)) continue;
    seen.add(position);
    const script = new Script(rehearsal, stage);
    let client = actor;
    for (const { key } of script.candidates(actor, ({ why }) => why === 'word')) {
      script.sendIfPlain(client, key);
      if (positionOf(script.stage, client) === position) continue;
      client = script.connect();
      if (positionOf(script.stage, client) !== position) break;
    }
    if (script.stage.actions.length === stage.actions.length) continue;
    script.everyoneSpeaks();
    yield caseOf('near-misses', `words of other programs, ${positionName(position)}`, script);
  }
}
