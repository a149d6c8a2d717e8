/** How many characters of a class are tested in one round. */
const ROUND = 8;

/** What a run of characters is made of, and how long it may be. */
export interface CharacterRunOptions {
  /** A class inside it, of one range, that holds most of what is written. */
  readonly narrow?: string;
  /** Whether all pairs of surrogates are taken too: both halves, or none. */
  readonly pairs?: boolean;
}

/**
 * A sticky expression that takes as many characters of a class as there are. Written out in rounds they are tested two to
 * four times as fast, most of all those of a class of one range.
 * @param characters - the class as it stands in an expression.
 */
export function characterRun(characters: string, { narrow, pairs = false }: CharacterRunOptions = {}): RegExp {
  const rounds = `(?:${characters.repeat(ROUND)})*${characters}*`;
  const start = narrow === undefined ? '' : `(?:${narrow.repeat(ROUND)})*`;
  const more = pairs ? `(?:(?:[\\uD800-\\uDBFF][\\uDC00-\\uDFFF])+${rounds})*` : '';
  return new RegExp(`${start}${rounds}${more}`, characters.includes('\\u{') ? 'uy' : 'y');
}

/** Where the run of an expression's characters ends that begins at `from`. */
export function endOfRun(run: RegExp, text: string, from: number): number {
  run.lastIndex = from;
  run.test(text);
  return run.lastIndex;
}
