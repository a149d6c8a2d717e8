/** Characters that are not seen, by the names that everyone knows. */
const NAMES: Readonly<Record<string, string>> = {
  '\0': 'NUL',
  '\b': 'BS',
  '\t': 'TAB',
  '\n': 'LF',
  '\v': 'VT',
  '\f': 'FF',
  '\r': 'CR',
  '\u001b': 'ESC',
  '\u007f': 'DEL',
  '\u00a0': 'NBSP',
  '\u200b': 'ZWSP',
  '\ufeff': 'BOM',
};

/** White space but the plain space, controls, formats, and what no face has a picture for. */
const unseen = /[\p{Z}\p{C}]/u;

/** A piece of a text: characters that show themselves, or one that does not, by its name. */
export type VisiblePart = { readonly text: string } | { readonly name: string };

/** The text with what cannot be seen apart: controls, odd spaces, unassigned characters, lone surrogates. */
export function visibleParts(text: string): readonly VisiblePart[] {
  const parts: VisiblePart[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') parts.push({ text: plain });
    plain = '';
  };
  for (const character of text) {
    if (character === ' ' || !unseen.test(character)) {
      plain += character;
      continue;
    }
    flush();
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    parts.push({ name: NAMES[character] ?? `U+${code}` });
  }
  flush();
  return parts;
}

/** The same on one line: `‹LF›` a line feed, `␣` a space. */
export function visibleText(text: string): string {
  return visibleParts(text)
    .map((part) => ('name' in part ? `‹${part.name}›` : part.text.replaceAll(' ', '␣')))
    .join('');
}
