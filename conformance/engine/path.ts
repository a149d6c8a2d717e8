import type { Protocol, World } from '../../runtime/index.js';
import { type Rehearsal, rehearsalOf } from '../scenario/rehearsal.js';
import type { Action, Scenario } from '../scenario/scenario.js';
import { actionsOf, openingStage, type Played, play, type Stage } from '../scenario/stage.js';

/** What a scenario comes to if the server keeps to the spec. */
export interface Path {
  /** The clauses and branches that it can run. */
  readonly ids: ReadonlySet<string>;
  /** For each step what it surely runs, up to the first whose outcome is the server's choice. */
  readonly steps: readonly (readonly Circumstance[])[];
}

/** A clause or branch, and in what company it runs: many a server breaks a clause only while somebody else is there. */
export interface Circumstance {
  readonly id: string;
  /** Equal for equal circumstances. */
  readonly key: string;
}

/** Plays a scenario through the session alone. */
export function pathOf(protocol: Protocol, scenario: Scenario, world: World): Path {
  const rehearsal = rehearsalOf(protocol);
  const ids = new Set<string>();
  const steps: Circumstance[][] = [];
  let stage = openingStage(world);
  let sure = true;
  for (const step of scenario.steps) {
    const found: Circumstance[] = [];
    for (const action of actionsOf(step)) {
      const played = play(rehearsal, stage, action);
      for (const { trail } of played.outcomes) for (const id of trail) ids.add(id);
      sure &&= played.plain;
      // Side by side, others may already have done what they do in it.
      if (sure && step.kind === 'act') found.push(...circumstancesOf(rehearsal, stage, action, played));
      stage = played.stage;
    }
    if (sure) steps.push(found);
  }
  return { ids, steps };
}

function circumstancesOf(
  rehearsal: Rehearsal,
  { world }: Stage,
  { client, kind }: Action,
  { outcomes }: Played,
): readonly Circumstance[] {
  const states = (of: (id: number) => boolean): string =>
    [...new Set(world.connections.filter(({ id }) => of(id)).map(({ state }) => state))].sort().join(' ');
  const way = kind === 'connect' || kind === 'write' ? '' : kind;
  return outcomes.flatMap(({ trail, outputs }) => {
    const reached = outputs.some((output) => output.kind === 'message' && output.to !== client) ? 'others' : '';
    const company = [
      rehearsal.protocol.model.name,
      way,
      states((id) => id === client),
      states((id) => id !== client),
      reached,
    ];
    return trail.map((id) => ({ id, key: [id, ...company].join('|') }));
  });
}
