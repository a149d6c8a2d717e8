import { type Example, type Model, terminatorOf } from '../../runtime/index.js';
import { withPoliteEnd } from '../scenario/ending.js';
import { rehearsalOf } from '../scenario/rehearsal.js';
import type { Action, Step } from '../scenario/scenario.js';
import { actionsOf as actionsIn, canWrite, openingStage, play } from '../scenario/stage.js';
import { type CasePlan, type Family, type FamilyContext, startingWorld } from './family.js';
import { isFar } from './session/clauses.js';

/** Each example of the spec, with those that it goes on from: the exchanges of the documents' figures. */
export const examples: Family = {
  name: 'examples',
  doc: 'The exchanges that the spec shows, word for word.',
  *cases(context) {
    yield* exampleCases(context, false);
  },
};

/** `far`: those alone that move a number of a server's first world far, whatever it is by now. */
export function* exampleCases(context: FamilyContext, far: boolean): Generator<CasePlan> {
  const { protocol } = context;
  for (const example of protocol.model.examples) {
    const { scenario } = exampleCase({ ...context, world: () => protocol.session.initial }, example);
    const rehearsal = rehearsalOf(protocol);
    const end = scenario.steps
      .flatMap(actionsIn)
      .reduce((stage, action) => play(rehearsal, stage, action).stage, openingStage(protocol.session.initial));
    if (isFar(end.world) === far) yield exampleCase(context, example);
  }
}

function exampleCase(context: FamilyContext, example: Example): CasePlan {
  const { protocol } = context;
  const rehearsal = rehearsalOf(protocol);
  const clients: string[] = [];
  const terminator = terminatorOf(protocol.model.framing.client);
  let stage = openingStage(startingWorld(context));
  for (const step of chainOf(protocol.model, example).flatMap(({ steps }) => steps)) {
    if (step.kind !== 'act') continue;
    if (!clients.includes(step.who)) clients.push(step.who);
    const client = clients.indexOf(step.who);
    for (const action of actionsOf(step.act, client, terminator)) {
      // An example may show what is not judged; nothing can be asked of that connection afterwards.
      if (action.kind === 'write' && !canWrite(stage, client)) continue;
      stage = play(rehearsal, stage, action).stage;
    }
  }
  const steps = stage.actions.map((action): Step => ({ kind: 'act', action }));
  const scenario = withPoliteEnd(protocol, { clients, steps }, startingWorld(context));
  return { id: `examples/${example.id}`, family: 'examples', scenario };
}

function actionsOf(
  act: (Example['steps'][number] & { kind: 'act' })['act'],
  client: number,
  terminator: string,
): readonly Action[] {
  switch (act.kind) {
    case 'connects':
      return [{ kind: 'connect', client }];
    case 'sends':
      // One by one: under chunk framing two writes could be read as one.
      return act.texts.map((text) => ({ kind: 'write', client, writes: [[{ text: text + terminator }]] }));
    case 'closes':
      return [{ kind: 'halfClose', client }];
    case 'resets':
      return [{ kind: 'reset', client }];
  }
}

/** An example and all that it goes on from, the first first. */
function chainOf(model: Model, example: Example): readonly Example[] {
  const before = example.after === undefined ? undefined : model.examples.find(({ id }) => id === example.after);
  return before === undefined ? [example] : [...chainOf(model, before), example];
}
