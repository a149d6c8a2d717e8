import { type Catalogue, catalogueOf, idsOf, unmatched } from '../../conformance/engine/catalogue.js';
import { Selected, type Selection } from '../../conformance/engine/selection.js';
import { didYouMean } from '../../generator/diagnostics/did-you-mean.js';
import type { Protocol } from '../../runtime/index.js';
import { WrongUse } from '../wrong-use.js';
import type { ConformPlan } from './plan.js';

/**
 * The protocols of a plan of which its patterns leave something to judge, each with the patterns that speak of it. A
 * pattern that matches nothing is refused, and so are patterns that leave nothing: a misspelt one would judge nothing, or
 * everything, in silence.
 * @throws WrongUse
 */
export function patternedProtocols({ selection, protocols, seed, runs }: ConformPlan): ConformPlan['protocols'] {
  const { only = [], skip = [], level } = selection;
  if (only.length === 0 && skip.length === 0) return protocols;
  const catalogues = protocols.map(({ protocol }) => catalogueOf({ protocol, seed, runs }));
  for (const [option, patterns] of [['--only', only] as const, ['--skip', skip] as const]) {
    const missing = patterns.find((pattern) => catalogues.every((one) => unmatched([pattern], one).length > 0));
    if (missing === undefined) continue;
    const ids = catalogues.flatMap(({ requirements, cases }) => [...requirements, ...cases].map(({ id }) => id));
    const families = ids.map((id) => id.split('/')[0] ?? id);
    const hint = didYouMean(missing, new Set([...ids, ...families]));
    throw new WrongUse(
      `${option}: ${missing === '' ? 'an empty pattern' : missing} matches no requirement and no case${hint === undefined ? '.' : `; ${hint}`} --list shows them all.`,
    );
  }
  const left = protocols.flatMap((one, at) => {
    const catalogue = catalogues[at];
    const own = catalogue === undefined ? undefined : ownSelection(selection, one.protocol, catalogue);
    return own === undefined ? [] : [{ ...one, selection: own }];
  });
  if (left.length > 0) return left;
  const given = [
    ...(only.length > 0 ? ['--only'] : []),
    ...(skip.length > 0 ? ['--skip'] : []),
    ...(level ? ['--level'] : []),
  ];
  throw new WrongUse(
    `${given.join(' and ')} ${given.length === 1 ? 'leaves' : 'leave'} nothing to judge. --list shows what there is.`,
  );
}

/** What of a selection speaks of this protocol: another's pattern would be taken for one of cases. Absent: it leaves nothing. */
function ownSelection(selection: Selection, protocol: Protocol, catalogue: Catalogue): Selection | undefined {
  const { only, skip, level } = selection;
  const own = (patterns: readonly string[]): readonly string[] =>
    patterns.filter((pattern) => unmatched([pattern], catalogue).length === 0);
  const found: Selection = {
    ...(only === undefined ? {} : { only: own(only) }),
    ...(skip === undefined ? {} : { skip: own(skip) }),
    ...(level === undefined ? {} : { level }),
  };
  if (only !== undefined && found.only?.length === 0) return undefined;
  const selected = new Selected(found, catalogue.requirements);
  const isJudged = catalogue.requirements.some(({ id }) => selected.judges(id));
  const isRun = catalogue.cases.some((plan) => selected.runs(plan.id, () => idsOf(protocol, plan)));
  return isJudged && isRun ? found : undefined;
}
