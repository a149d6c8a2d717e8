import { configureGlobal } from 'fast-check';

/** What the gate tries, so that it judges a change and not its luck; everywhere else each run tries something else. */
const SEED = 20_261_122;

if (process.env['CI'] !== undefined) configureGlobal({ seed: SEED });
