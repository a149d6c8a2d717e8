import { catalogueOf, unmatched } from '../../conformance/engine/catalogue.js';
import { didYouMean } from '../../generator/diagnostics/did-you-mean.js';
import { WrongUse } from '../wrong-use.js';
import type { ConformPlan } from './plan.js';

/**
 * Refuses a pattern that matches nothing: a misspelt one would judge nothing, or everything, in silence.
 * @throws WrongUse
 */
export function checkPatterns({ selection, protocols, seed, runs }: ConformPlan): void {
  const { only = [], skip = [] } = selection;
  if (only.length === 0 && skip.length === 0) return;
  const catalogues = protocols.map(({ protocol }) => catalogueOf({ protocol, seed, runs }));
  for (const [option, patterns] of [['--only', only] as const, ['--skip', skip] as const]) {
    const missing = patterns.find((pattern) => catalogues.every((one) => unmatched([pattern], one).length > 0));
    if (missing === undefined) continue;
    const ids = catalogues.flatMap(({ requirements, cases }) => [...requirements, ...cases].map(({ id }) => id));
    const families = ids.map((id) => id.split('/')[0] ?? id);
    const hint = didYouMean(missing, new Set([...ids, ...families]));
    throw new WrongUse(
      `${option}: ${missing} matches no requirement and no case${hint === undefined ? '.' : `; ${hint}`} --list shows them all.`,
    );
  }
}
