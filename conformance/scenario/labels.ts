import type { Labels } from './candidates.js';
import { personAt } from './people.js';
import type { ClientIndex, Payload } from './scenario.js';
import type { Stage } from './stage.js';

/** The labels of a client that a scenario has not used yet. */
export function labelsOf(stage: Stage, client: ClientIndex): Labels {
  const person = personAt(client);
  let used = 0;
  const count = (payload: Payload): void => {
    for (const part of payload) {
      if (!('fresh' in part) || !part.fresh.startsWith(person)) continue;
      const number = part.fresh.slice(person.length);
      if (/^\d*$/.test(number)) used = Math.max(used, Number(number) + 1);
    }
  };
  for (const action of stage.actions) {
    if (action.kind === 'write') action.writes.forEach(count);
    if (action.kind === 'fill') [action.before, action.after].forEach(count);
  }
  return { person, used };
}
