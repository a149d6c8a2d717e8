/**
 * Blocks whose characters take two columns on a terminal. Where terminals disagree a block counts as wide, so that a line
 * may come out shorter than it could be, and never longer.
 */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1d300, 0x1d37f],
  [0x1f000, 0x1faff],
  [0x20000, 0x3fffd],
];

/** How many columns a printable character takes: one or two. */
export function columnsOf(character: string): 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x1100) return 1;
  const wide =
    /^\p{Emoji_Presentation}$/u.test(character) || WIDE.some(([first, last]) => code >= first && code <= last);
  return wide ? 2 : 1;
}
