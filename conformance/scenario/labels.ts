import type { Labels } from './candidates.js';
import { personAt } from './people.js';
import type { ClientIndex } from './scenario.js';
import type { Stage } from './stage.js';

/** The labels of a client that a scenario has not used yet. */
export function labelsOf(stage: Stage, client: ClientIndex): Labels {
  const person = personAt(client);
  let used = 0;
  for (const action of stage.actions) {
    const parts =
      action.kind === 'write'
        ? action.writes.flat()
        : action.kind === 'fill'
          ? [...action.before, ...action.after]
          : [];
    for (const part of parts) {
      if (!('fresh' in part) || !part.fresh.startsWith(person)) continue;
      const count = part.fresh.slice(person.length);
      if (/^\d*$/.test(count)) used = Math.max(used, Number(count) + 1);
    }
  }
  return { person, used };
}
