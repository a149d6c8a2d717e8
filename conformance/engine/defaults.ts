/** How many cases are generated unless something else is said. */
export const DEFAULT_RUNS = 100;

/** For how long such cases are begun, unless it is said how many are to be run: a quick server is tried with all of them. */
export const GENERATED_MS = 30_000;
