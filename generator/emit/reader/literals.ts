import { quote } from '../literal.js';
import { hex } from './units.js';

/** Up to so many units are compared one by one. */
const FEW = 3;

/** The longest piece that is cut out of a text to be compared: a longer one would not be copied, and read more slowly. */
const PIECE = 12;

/**
 * Comparisons, all of which hold where a literal stands; measured, this takes half the time of `startsWith`, or less.
 * @param place - the place so many units behind the literal's first, as an expression.
 */
export function standsHere(
  text: string,
  place: (offset: number) => string,
): readonly { readonly left: string; readonly right: string }[] {
  const unit = (offset: number) => ({
    left: `text.charCodeAt(${place(offset)})`,
    right: hex(text.charCodeAt(offset)),
  });
  if (text.length <= FEW) return Array.from({ length: text.length }, (_, offset) => unit(offset));
  const pieces: { left: string; right: string }[] = [];
  for (let from = 0; from < text.length; from += PIECE) {
    const piece = text.slice(from, from + PIECE);
    pieces.push({ left: `text.slice(${place(from)}, ${place(from + piece.length)})`, right: quote(piece) });
  }
  return [unit(0), ...pieces];
}
