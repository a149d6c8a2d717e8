/** A rule that is not turned into a grammar, because that would become too large or could not be decided. */
export class LoweringError extends Error {
  override readonly name = 'LoweringError';
}
