import { PEOPLE } from '../scenario/people.js';
import type { Action, ClientIndex, Scenario } from '../scenario/scenario.js';

/**
 * The scenario, each client named as it names itself: a value that is made for somebody begins with a name, and a client
 * whose own steps were taken away may say somebody else's. Names that two would have then stay as they are.
 */
export function namedByLogin(scenario: Scenario): Scenario {
  const actions = scenario.steps.flatMap((step): readonly Action[] =>
    step.kind === 'act' ? [step.action] : step.lanes.flat(),
  );
  const wanted = scenario.clients.map((name, client) => ownName(actions, client) ?? name);
  const isUnique = (name: string): boolean => wanted.filter((one) => one === name).length === 1;
  return {
    ...scenario,
    clients: scenario.clients.map((name, client) => {
      const own = wanted[client] ?? name;
      return isUnique(own) ? own : name;
    }),
  };
}

/** Whose value a client's first message holds. */
function ownName(actions: readonly Action[], client: ClientIndex): string | undefined {
  const first = actions.find((action) => action.kind === 'write' && action.client === client);
  if (first?.kind !== 'write') return undefined;
  const label = first.writes.flat().find((part) => 'fresh' in part);
  return label === undefined || !('fresh' in label)
    ? undefined
    : PEOPLE.find((person) => new RegExp(`^${person}\\d*$`).test(label.fresh));
}
