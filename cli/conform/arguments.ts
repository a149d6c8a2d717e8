/** Where failures are saved unless something else is said. */
export const DEFAULT_SAVE_DIRECTORY = 'parley-failures';

/** How many cases are generated unless something else is said. */
export const DEFAULT_RUNS = 100;

/** What was typed, as it was typed. */
export interface ConformArguments {
  readonly address?: string;
  readonly protocol?: string;
  readonly seed?: string;
  readonly runs?: string;
  readonly timeout?: string;
  readonly replay?: string;
  readonly json?: string;
  /** `false`: `--no-save`. */
  readonly save?: string | false;
}
