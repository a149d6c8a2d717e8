import {
  createFrameDecoder,
  findConnection,
  type Outcome,
  type SessionEvent,
  type World,
} from '../../runtime/index.js';
import { personAt } from './people.js';
import type { Rehearsal } from './rehearsal.js';
import { type Action, type ClientIndex, numbered, type Scenario, type Step } from './scenario.js';

/** Where a client of a scenario stands. */
export interface Standing {
  readonly presence: 'absent' | 'there' | 'gone';
  /** What it sends is not judged: it may only half-close. */
  readonly wild: boolean;
  /** Wild only if the server has chosen so: it may as well be one like the others. */
  readonly doubtful: boolean;
  /** Its last frame had no effect that is surely seen, and nothing would part the next one from it (docs/oracle.md, "Chunk framing"). */
  readonly mute: boolean;
  /** It reads no more: what is sent to it is not seen. */
  readonly stalled: boolean;
  /** Bytes of a line that it has not ended. */
  readonly held: Uint8Array;
}

/** A scenario as far as it goes, and what the session makes of it: plain data, never changed. */
export interface Stage {
  readonly world: World;
  readonly clients: readonly Standing[];
  readonly actions: readonly Action[];
}

/** What an action can come to, all its frames together. The stage goes on from the first outcome. */
export interface Played {
  readonly stage: Stage;
  readonly outcomes: readonly Outcome[];
  /** There is one outcome, and the client is judged in it: who goes on from here knows where everyone is. */
  readonly plain: boolean;
  /** Whether in every outcome some client surely sees that the action was read. */
  readonly seen: boolean;
}

const ABSENT: Standing = {
  presence: 'absent',
  wild: false,
  doubtful: false,
  mute: false,
  stalled: false,
  held: new Uint8Array(),
};

export function openingStage(world: World): Stage {
  return { world, clients: [], actions: [] };
}

export function standingOf(stage: Stage, client: ClientIndex): Standing {
  return stage.clients[client] ?? ABSENT;
}

/** Whether the client may write. */
export function canWrite(stage: Stage, client: ClientIndex): boolean {
  const { presence, wild, mute } = standingOf(stage, client);
  return presence === 'there' && !wild && !mute && findConnection(stage.world, client)?.open === true;
}

/** The clients that are connected and judged, in order. */
export function presentClients(stage: Stage): readonly ClientIndex[] {
  return stage.clients.flatMap(({ presence, wild }, client) => (presence === 'there' && !wild ? [client] : []));
}

/** The action as it is, then all that the session says of it. Absurd actions (a write by who is gone) change nothing. */
export function play(rehearsal: Rehearsal, stage: Stage, action: Action): Played {
  const { client } = action;
  const before = standingOf(stage, client);
  const { events, held } = eventsOf(rehearsal, before, action);
  const outcomes = react(rehearsal, stage.world, events);
  const [first] = outcomes;
  const world = first?.world ?? stage.world;
  const plain = outcomes.length === 1 && !outcomes.some((one) => one.outputs.some((output) => output.kind === 'wild'));
  const cut = action.kind === 'halfClose' || action.kind === 'close' || action.kind === 'reset';
  // Who has closed, or reset, reads nothing of what comes of it: its own end least of all.
  const deaf = cut && action.kind !== 'halfClose' ? client : undefined;
  const seen = outcomes.every((outcome) => isSeen(stage, outcome, deaf));
  const wild = before.wild || !plain;
  // A wild one is there until we cut it: that the reference would have closed it is one of many ways.
  const there = !cut && (wild || findConnection(world, client) !== undefined);
  const chunked = rehearsal.protocol.model.framing.client.kind === 'chunk';
  const after: Standing = {
    presence: there ? 'there' : 'gone',
    wild,
    doubtful: before.doubtful || isChoice(outcomes),
    // Who has stalled may have been dropped for it: nobody can count on being heard any more.
    mute:
      before.mute ||
      action.kind === 'stall' ||
      (chunked && (action.kind === 'write' || action.kind === 'fill') && !seen),
    stalled: before.stalled || action.kind === 'stall',
    held,
  };
  const clients = stage.clients.map((standing, i) => (i === client ? after : leftBehind(standing, world, i)));
  while (clients.length <= client) clients.push(clients.length === client ? after : ABSENT);
  return { stage: { world, clients, actions: [...stage.actions, action] }, outcomes, plain, seen };
}

/** Plays one action after the other; undefined as soon as one is not plain. */
export function playPlainly(rehearsal: Rehearsal, stage: Stage, actions: readonly Action[]): Stage | undefined {
  let at = stage;
  for (const action of actions) {
    const played = play(rehearsal, at, action);
    if (!played.plain) return undefined;
    at = played.stage;
  }
  return at;
}

/** The stage as a scenario, its clients named for people. */
export function scenarioOf(stage: Stage): Scenario {
  return {
    clients: stage.clients.map((_, client) => personAt(client)),
    steps: stage.actions.map((action): Step => ({ kind: 'act', action })),
  };
}

/** The actions of a step in an order in which they can happen: of a block, one lane after the other. */
export function actionsOf(step: Step): readonly Action[] {
  return step.kind === 'act' ? [step.action] : step.lanes.flat();
}

/** All that the session says of these events, one after the other: their outputs and trails together. */
export function react(rehearsal: Rehearsal, world: World, events: readonly SessionEvent[]): readonly Outcome[] {
  const { session } = rehearsal.protocol;
  const [only, ...more] = events;
  if (only !== undefined && more.length === 0) return session.outcomes(world, only);
  let outcomes: readonly Outcome[] = [{ world, outputs: [], trail: [] }];
  for (const event of events) {
    outcomes = outcomes.flatMap((before) =>
      session.outcomes(before.world, event).map((after) => ({
        world: after.world,
        outputs: [...before.outputs, ...after.outputs],
        trail: [...before.trail, ...after.trail],
      })),
    );
  }
  return outcomes;
}

/** What the session hears of an action, and what the connection's decoder holds after it. */
function eventsOf(
  rehearsal: Rehearsal,
  { held }: Standing,
  action: Action,
): { events: readonly SessionEvent[]; held: Uint8Array } {
  const connection = action.client;
  switch (action.kind) {
    case 'connect':
      return { events: [{ kind: 'connect', connection }], held };
    case 'halfClose':
    case 'close':
    case 'reset':
      return { events: [{ kind: 'end', connection }], held: new Uint8Array() };
    case 'stall':
    case 'hear':
    case 'rest':
      return { events: [], held };
    case 'fill':
    case 'write': {
      const framing = rehearsal.protocol.model.framing.client;
      const decoder = createFrameDecoder(framing);
      // An unfinished line that was too long already has been told of when it was written.
      decoder.push(held);
      const payloads = action.kind === 'fill' ? [numbered(action, 0)] : action.writes;
      const writes = payloads.map((payload) => rehearsal.bytes(payload));
      const frames = writes.flatMap((bytes) => decoder.push(bytes));
      const events = frames.map(
        (frame): SessionEvent =>
          frame.kind === 'overlong'
            ? { kind: 'overlong', connection }
            : { kind: 'frame', connection, bytes: frame.bytes },
      );
      if (framing.kind === 'chunk') return { events, held };
      const bytes = Buffer.concat([held, ...writes]);
      return { events, held: new Uint8Array(bytes.subarray(bytes.lastIndexOf(0x0a) + 1)) };
    }
  }
}

/** Whether there is an outcome in which the connection stays judged, along a way that no other one leaves undefined. */
function isChoice(outcomes: readonly Outcome[]): boolean {
  const way = ({ trail }: Outcome): string => trail.join(' ');
  const undefinedWays = new Set(outcomes.filter((one) => one.outputs.some(({ kind }) => kind === 'wild')).map(way));
  return outcomes.length > 1 && outcomes.some((one) => !undefinedWays.has(way(one)));
}

/** Whether some client surely sees this: a message that is owed to one that is there, or the end of one. */
function isSeen(stage: Stage, outcome: Outcome, deaf: ClientIndex | undefined): boolean {
  return outcome.outputs.some((output) => {
    if (output.kind === 'wild' || output.to === deaf) return false;
    const { presence, wild, stalled } = standingOf(stage, output.to);
    return presence === 'there' && !wild && !stalled && (output.kind === 'close' || output.times.min > 0);
  });
}

/** One that did not act: it may have been ended all the same. */
function leftBehind(standing: Standing, world: World, client: ClientIndex): Standing {
  if (standing.presence !== 'there' || standing.wild || findConnection(world, client) !== undefined) return standing;
  return { ...standing, presence: 'gone' };
}
