import { catalogueOf } from '../../conformance/engine/catalogue.js';
import { requirementsOf } from '../../conformance/engine/requirements.js';
import { matches } from '../../conformance/engine/selection.js';
import { coloursFor, explanationLines } from '../../conformance/report/index.js';
import { didYouMean, listed } from '../../generator/diagnostics/did-you-mean.js';
import { loadProtocol } from '../protocols.js';
import { WrongUse } from '../wrong-use.js';

/** Cases to look for an example in: enough of the generated ones to say that their family comes to it. */
const CASES = { seed: 1, runs: 20 };

/**
 * What a requirement asks, for people.
 * @throws WrongUse, UnknownProtocol
 */
export async function explain(id: string, protocolName = id.split('/')[0] ?? id): Promise<string> {
  const protocol = await loadProtocol(protocolName);
  const requirements = requirementsOf(protocol.model);
  const requirement = requirements.find((one) => one.id === id);
  if (requirement === undefined) {
    const ids = requirements.map((one) => one.id);
    const below = ids.filter((one) => matches(id, one));
    if (below.length > 0) throw new WrongUse(`${id} is no requirement; under it are ${listed(below)}`);
    const hint = didYouMean(id, ids);
    throw new WrongUse(
      `there is no requirement ${id}${hint === undefined ? '.' : `; ${hint}`} parley conform --protocol ${protocolName} --list shows them all.`,
    );
  }
  const catalogue = catalogueOf({ protocol, ...CASES });
  return `${explanationLines(requirement, protocol, catalogue, coloursFor(process.stdout)).join('\n')}\n`;
}
