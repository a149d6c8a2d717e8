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
