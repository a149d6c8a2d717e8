/** The lines of a doc comment that holds this Markdown, none wider than `width`; one line where it fits. */
export function docLines(text: string, width: number): string[] {
  const lines = safe(text.trim())
    .split('\n')
    .flatMap((line) => wrap(line.trimEnd(), width - 3));
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && only.length + 7 <= width) return [`/** ${only} */`];
  return ['/**', ...lines.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */'];
}

/** Nothing in the text ends the comment. */
function safe(text: string): string {
  return text.replaceAll('*/', '*\\/');
}

/** Breaks a line at blanks, going on under its own indentation; tables and code stay as they are. */
function wrap(line: string, width: number): string[] {
  if (line.length <= width || line.startsWith('|') || line.startsWith('    ')) return [line];
  const indent = /^(?: *(?:[-*] )?)/.exec(line)?.[0].length ?? 0;
  const out: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const cut = rest.lastIndexOf(' ', width);
    if (cut <= indent) break;
    out.push(rest.slice(0, cut));
    rest = ' '.repeat(indent) + rest.slice(cut + 1);
  }
  out.push(rest);
  return out;
}
