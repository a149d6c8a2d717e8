/** One definition on one line: comments out, white space folded, texts and classes as they are. */
export function foldSpace(source: string): string {
  return source
    .replace(
      /("(?:\\.|[^"\\\n])*"|\[(?:\\.|[^\]\\\n])*\])|\/\/[^\n]*|\s+/g,
      (_whole, kept: string | undefined) => kept ?? ' ',
    )
    .replace(/("(?:\\.|[^"\\\n])*"|\[(?:\\.|[^\]\\\n])*\])| +/g, (_whole, kept: string | undefined) => kept ?? ' ')
    .trim();
}

/** Lines as they stand, without the indentation that the last one shares with the first. */
export function dedent(text: string): string {
  const [first = '', ...rest] = text.split(/\r?\n/);
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const least = indents.length === 0 ? 0 : Math.min(...indents);
  return [first, ...rest.map((line) => line.slice(Math.min(least, line.length - line.trimStart().length)))]
    .join('\n')
    .trimEnd();
}
