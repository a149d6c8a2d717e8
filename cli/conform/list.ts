import { catalogueOf } from '../../conformance/engine/catalogue.js';
import type { ConformPlan } from './plan.js';

/** What would be judged, and by which cases: a line each. */
export function listed({ protocols, seed, runs }: ConformPlan): string {
  const lines = protocols.flatMap(({ protocol, selection }) => {
    const { requirements, cases } = catalogueOf({ protocol, seed, runs, selection });
    const widest = Math.max(0, ...requirements.map(({ id }) => id.length));
    return [
      `${protocol.model.name}: ${counted(requirements.length, 'requirement')}`,
      ...requirements.map(({ id, level, kind, place = '' }) =>
        `  ${id.padEnd(widest)}  ${(kind === 'open' ? 'open' : level.toUpperCase()).padEnd(6)}  ${place}`.trimEnd(),
      ),
      '',
      `${protocol.model.name}: ${counted(cases.length, 'case')} with --seed ${seed} --runs ${runs}`,
      ...cases.map(({ id, aim }) => `  ${id}${aim === undefined ? '' : `  [${aim}]`}`),
      '',
    ];
  });
  return `${lines.join('\n')}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
