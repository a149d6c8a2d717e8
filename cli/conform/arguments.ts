import type { TlsArguments } from '../tls-trust.js';

/** Where failures are saved unless something else is said. */
export const DEFAULT_SAVE_DIRECTORY = 'parley-failures';

/** What was typed, as it was typed. */
export interface ConformArguments extends TlsArguments {
  readonly address?: string;
  readonly protocol?: string;
  readonly spawn?: string;
  readonly workers?: string;
  readonly seed?: string;
  readonly runs?: string;
  readonly timeout?: string;
  /** Each time that the option was given. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly level?: string;
  readonly list?: boolean;
  readonly knownFailures?: string;
  readonly updateKnownFailures?: boolean;
  readonly replay?: string;
  readonly json?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly tap?: boolean;
  readonly gradescope?: string;
  readonly weights?: string;
  readonly script?: string;
  /** `false`: `--no-save`. */
  readonly save?: string | false;
}
