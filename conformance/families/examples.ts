import { type Example, type Model, type Protocol, terminatorOf, type World } from '../../runtime/index.js';
import { politeEnd } from '../scenario/ending.js';
import { rehearsalOf } from '../scenario/rehearsal.js';
import type { Action, Step } from '../scenario/scenario.js';
import { canWrite, openingStage, play, type Stage } from '../scenario/stage.js';
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
  const { initial } = protocol.session;
  for (const example of protocol.model.examples) {
    const first = exchangeOf(protocol, example, initial);
    if (isFar(first.stage.world) !== far) continue;
    const world = startingWorld(context);
    yield exampleCase(protocol, example, world === initial ? first : exchangeOf(protocol, example, world));
  }
}

interface Exchange {
  readonly clients: readonly string[];
  /** What has come of it. */
  readonly stage: Stage;
}

function exchangeOf(protocol: Protocol, example: Example, world: World): Exchange {
  const rehearsal = rehearsalOf(protocol);
  const clients: string[] = [];
  const terminator = terminatorOf(protocol.model.framing.client);
  let stage = openingStage(world);
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
  return { clients, stage };
}

function exampleCase(protocol: Protocol, { id }: Example, { clients, stage }: Exchange): CasePlan {
  const steps = stage.actions.map((action): Step => ({ kind: 'act', action }));
  const ending = politeEnd(rehearsalOf(protocol), stage);
  return { id: `examples/${id}`, family: 'examples', scenario: { clients, steps: [...steps, ...ending] } };
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
