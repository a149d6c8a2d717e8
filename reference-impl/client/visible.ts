/** Control characters but for TAB; what reorders a line, ends one, or marks bytes. Joiners stay: emoji need them. */
const unprintable = /[^\P{Cc}\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** A text as it can be put on a terminal: what would drive it is shown, `^[` for ESC, `<U+202E>` for what has no caret form. */
export function visible(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x7f) return '^?';
    if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** What a read has brought, as lines to show: newlines at its end add no blank line, those within it divide it. */
export function linesToShow(text: string): readonly string[] {
  const whole = text.replace(/[\r\n]+$/, '');
  return whole === '' ? [] : whole.split(/\r?\n/).map(visible);
}

/** So much of a text is shown where it is only named. */
const longestMention = 60;

/** A text as it is named in a sentence of ours: visible, in quotation marks, and not at length. */
export function mention(text: string): string {
  const characters = [...text.slice(0, longestMention * 2)];
  if (characters.length <= longestMention && text.length <= longestMention * 2) return `"${visible(text)}"`;
  return `"${visible(characters.slice(0, longestMention).join(''))}…"`;
}
