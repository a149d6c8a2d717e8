/** How many characters of the narrow class are tested in one round. */
const ROUND = 8;

/**
 * A sticky expression that takes as many characters of a class as there are. Written out in rounds, a class of one range
 * is tested twice as fast.
 * @param characters - the class as it stands in an expression.
 * @param narrow - a class inside it, of one range, that holds most of what is written.
 */
export function characterRun(characters: string, narrow = characters): RegExp {
  return new RegExp(`(?:${narrow.repeat(ROUND)})*${characters}*`, characters.includes('\\u{') ? 'uy' : 'y');
}

/** Where the run of an expression's characters ends that begins at `from`. */
export function endOfRun(run: RegExp, text: string, from: number): number {
  run.lastIndex = from;
  run.test(text);
  return run.lastIndex;
}
