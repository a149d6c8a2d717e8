import type { Example, ExampleStep, Model } from '../../runtime/model.js';
import type { Session } from '../../runtime/protocol.js';
import { createSession } from '../../runtime/session/session.js';
import type { ConnectionId, Outcome, SessionEvent, World } from '../../runtime/world.js';
import { type Diagnostic, diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.js';
import { createCodec } from '../rules/codec.js';
import { type Heard, hears, hearsOf, showHeard } from './heard.js';

type Act = Extract<ExampleStep, { kind: 'act' }>;

/** One way the session can have gone so far: its world, and what this step brought everybody. */
interface Run {
  readonly world: World;
  readonly heard: Heard;
}

/** Where an example stands: every world that explains its steps, and the users' connections. */
interface Standing {
  readonly worlds: readonly World[];
  readonly connections: ReadonlyMap<string, ConnectionId>;
  readonly next: ConnectionId;
}

/**
 * Runs the examples of a spec through its session. A step is right when one of the outcomes that the session allows
 * brings everybody what the step says, each in order, and nothing else. After a wrong step its example goes no further.
 */
export function checkExamples(
  model: Model,
  protocol: { readonly session: Session } = protocolOf(model),
): readonly Diagnostic[] {
  const { session } = protocol;
  const found: Diagnostic[] = [];
  const ends = new Map<string, Standing | undefined>();
  const start: Standing = { worlds: [session.initial], connections: new Map(), next: 1 };

  const run = (example: Example): Standing | undefined => {
    if (ends.has(example.id)) return ends.get(example.id);
    const before = model.examples.find((one) => one.id === example.after);
    let standing = before === undefined ? start : run(before);
    for (const step of example.steps) {
      if (standing === undefined) break;
      if (step.kind === 'act')
        standing = take(step, standing, session, (one) => found.push({ ...one, file: model.file }));
    }
    ends.set(example.id, standing);
    return standing;
  };

  for (const example of model.examples) run(example);
  return sortDiagnostics(found);
}

function protocolOf(model: Model): { readonly session: Session } {
  return { session: createSession(model, createCodec(model)) };
}

function take(
  step: Act,
  standing: Standing,
  session: Session,
  report: (one: Diagnostic) => void,
): Standing | undefined {
  const connecting = step.act.kind === 'connects';
  const connections = connecting ? new Map([...standing.connections, [step.who, standing.next]]) : standing.connections;
  const who = new Map([...connections].map(([name, id]) => [id, name]));
  const self = connections.get(step.who);
  // The front end lets only those act who are connected.
  if (self === undefined) return undefined;

  let runs: readonly Run[] = standing.worlds.map((world) => ({ world, heard: { texts: new Map(), closed: [] } }));
  for (const event of eventsOf(step, self)) {
    runs = runs.flatMap((one) => session.outcomes(one.world, event).map((outcome) => follow(one, outcome, who)));
  }
  const right = runs.filter((one) => hears(one.heard, step));
  const [reference] = runs;
  if (right.length === 0 && reference !== undefined) {
    report(contradiction(step, reference.heard));
    return undefined;
  }
  const worlds = new Map(right.map(({ world }) => [JSON.stringify(world), world]));
  return { worlds: [...worlds.values()], connections, next: connecting ? standing.next + 1 : standing.next };
}

function eventsOf({ act }: Act, connection: ConnectionId): readonly SessionEvent[] {
  switch (act.kind) {
    case 'connects':
      return [{ kind: 'connect', connection }];
    case 'sends':
      return act.texts.map((text) => ({ kind: 'frame', connection, bytes: Buffer.from(text, 'utf8') }));
    case 'closes':
    case 'resets':
      return [{ kind: 'end', connection }];
  }
}

function follow(run: Run, outcome: Outcome, who: ReadonlyMap<ConnectionId, string>): Run {
  return { world: outcome.world, heard: hearsOf(run.heard, outcome.outputs, who) };
}

function contradiction(step: Act, heard: Heard): Diagnostic {
  const shown = showHeard(heard);
  return diagnostic(
    'P605',
    '',
    { start: step.at },
    {
      what: `the session does not bring this about when ${step.who} ${doing(step.act)}`,
      instead: shown === '' ? 'by the session nobody hears anything' : `by the session it is \`${shown}\``,
    },
  );
}

function doing(act: Act['act']): string {
  return act.kind === 'sends' ? `sends ${act.texts.map((text) => JSON.stringify(text)).join(' ')}` : act.kind;
}
