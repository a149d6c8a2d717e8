import { capacity } from './capacity.js';
import { concurrency } from './concurrency.js';
import { departure } from './departure.js';
import { encoding } from './encoding.js';
import { examples } from './examples.js';
import { distinct, type Family } from './family.js';
import { farthest } from './farthest.js';
import { framing } from './framing.js';
import { isolation } from './isolation.js';
import { nearMisses } from './near-misses.js';
import { ordering } from './ordering.js';
import { patience } from './patience.js';
import { session } from './session.js';
import { survival } from './survival.js';

export type { CasePlan, Family, FamilyContext } from './family.js';

/** From the gentle to the harsh, so that a fragile server still gets its other verdicts. */
export const families: readonly Family[] = [
  examples,
  session,
  nearMisses,
  encoding,
  framing,
  departure,
  ordering,
  concurrency,
  capacity,
  isolation,
  survival,
  farthest,
  patience,
].map((family) => ({
  ...family,
  cases: (context) => distinct(family.cases(context)),
}));
