import { positionOf } from '../scenario/canonical.js';
import { plannerOf } from '../scenario/planner.js';
import { Script } from '../scenario/script.js';
import { type CasePlan, caseOf, type Family, type FamilyContext, positionName, startingWorld } from './family.js';
import { inputCases } from './inputs.js';

/**
 * Characters of one to four bytes, composed and not, invisible ones, ones that look like ends of lines, values of every
 * length; bytes that are no text, where the spec says what becomes of them. Characters that a write cuts in two are the
 * framing's.
 */
export const encoding: Family = {
  name: 'encoding',
  doc: 'Values short, long and in every script, invisible characters, ends of lines of other systems, bytes that are no UTF-8.',
  *cases(context) {
    yield* inputCases(context, 'encoding', [{ name: 'short, long and unusual values', whys: ['length', 'character'] }]);
    yield* invalidBytes(context);
  },
};

/** Bytes that are no text between ordinary messages, wherever their answer leaves the client where it is. */
function* invalidBytes(context: FamilyContext): Generator<CasePlan> {
  const { rehearsal, situations } = plannerOf(context.protocol, startingWorld(context));
  for (const { stage, actor, position, observers } of situations) {
    if (observers !== 1) continue;
    const script = new Script(rehearsal, stage);
    let sent = 0;
    for (const { key, payload } of script.candidates(actor, ({ why }) => why === 'invalid')) {
      const { plain, seen, stage: after } = script.try(actor, payload);
      if (!plain || !seen || positionOf(after, actor) !== position) continue;
      script.sendIfPlain(actor, key);
      script.speak(actor);
      sent += 1;
    }
    if (sent === 0) continue;
    script.everyoneSpeaks();
    yield caseOf('encoding', `bytes that are no text, ${positionName(position)}`, script);
  }
}
