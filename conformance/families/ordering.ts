import { plannerOf } from '../scenario/planner.js';
import type { Action, ClientIndex } from '../scenario/scenario.js';
import { Script } from '../scenario/script.js';
import { openingStage } from '../scenario/stage.js';
import { type CasePlan, caseOf, type Family, type FamilyContext, startingWorld } from './family.js';

/** How often each is tried: an order that is not kept is not broken every time. */
const TIMES = 3;
/** Messages of each who talks. */
const TALK = 5;
/** Members of a conversation. */
const TALKERS = 3;

/**
 * What comes before what: the messages of one source (fifo), a message and what was said by who had read it (causal), the
 * messages of all (total). A case asks for what the spec promises; that a server keeps more is seen from its traces.
 */
export const ordering: Family = {
  name: 'ordering',
  doc: 'One talks fast, several talk at once, several answer what they have just read: everyone is told in the promised order.',
  *cases(context) {
    for (let time = 1; time <= TIMES; time++) {
      yield* conversation(context, `one talks to all and to each, ${time}`, (script, [first]) =>
        first === undefined ? [] : [said(script, first, true)],
      );
      yield* conversation(context, `several talk at once, ${time}`, (script, talkers) =>
        talkers.map((client) => said(script, client, false)),
      );
      yield* conversation(context, `each answers what was said, ${time}`, (script, talkers) =>
        talkers.map((client, i) => answers(said(script, client, false), i > 0)),
      );
    }
  },
};

/** Some talk side by side, one only listens. */
function* conversation(
  context: FamilyContext,
  name: string,
  lanesOf: (script: Script, talkers: readonly ClientIndex[]) => readonly (readonly Action[])[],
): Generator<CasePlan> {
  const world = startingWorld(context);
  const script = new Script(plannerOf(context.protocol, world).rehearsal, openingStage(world));
  const talkers = Array.from({ length: TALKERS }, () => script.enter()).filter((one) => one !== undefined);
  if (talkers.length < TALKERS || script.enter() === undefined) return;
  const lanes = lanesOf(script, talkers);
  if (lanes.some((lane) => lane.length < 2)) return;
  script.sideBySide(lanes);
  script.everyoneSpeaks();
  yield { ...caseOf(context, 'ordering', name, script), again: true };
}

/** What somebody says, one message after the other without waiting; to one and to all in turn, if it is to be mixed. */
function said(script: Script, client: ClientIndex, mixed: boolean): readonly Action[] {
  const alone = new Script(script.rehearsal, script.stage);
  const others = alone.present.filter((to) => to !== client);
  for (let i = 0; i < TALK; i++) {
    const to = others[i % others.length];
    if (mixed && to !== undefined) alone.address(client, to);
    alone.speak(client);
  }
  return alone.stage.actions.slice(script.stage.actions.length);
}

/** Each message is said once something has been heard; the first one at once, if there is nothing to answer yet. */
function answers(messages: readonly Action[], first: boolean): readonly Action[] {
  return messages.flatMap((message, i): readonly Action[] =>
    i === 0 && !first ? [message] : [{ kind: 'hear', client: message.client }, message],
  );
}
