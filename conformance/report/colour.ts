import picocolors from 'picocolors';

export type Colours = ReturnType<typeof picocolors.createColors>;

/** What of a stream decides how it is written to. */
export interface Screen {
  /** Whether it is a terminal. */
  readonly isTTY?: boolean | undefined;
  /** How wide it is. */
  readonly columns?: number | undefined;
  /** Writes a text. */
  write(text: string): unknown;
}

/** The variables of a process that say whether there are colours: `NO_COLOR`, `FORCE_COLOR`, `TERM`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Colours on a terminal; `NO_COLOR` is never, `FORCE_COLOR` (but `0`) is always. */
export function coloursFor(screen: Screen, environment: Environment = process.env): Colours {
  return picocolors.createColors(isColoured(screen, environment));
}

function isColoured(screen: Screen, { NO_COLOR, FORCE_COLOR, TERM }: Environment): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return screen.isTTY === true && TERM !== 'dumb';
}
