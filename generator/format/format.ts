import { type Line, layOut } from './lines.js';

const INDENT = '  ';

/**
 * A spec in the one layout that all have: two spaces a level, one space between words, columns where neighbouring lines
 * say things of one kind, one empty line at most. Lines end where their author ended them, and comments stay. Formatting
 * twice is formatting once.
 * @param text - a spec that can be read.
 */
export function formatSpec(text: string): string {
  const lines = withoutExtraBlanks(layOut(text));
  const groups = groupsOf(lines);
  const widths = new Map<string, readonly number[]>();
  for (const [index, { columns, widest }] of lines.entries()) {
    const group = groups[index];
    if (group === undefined) continue;
    const wide = columns.slice(0, -1).map(({ length }, at) => (length > (widest[at] ?? 60) ? 0 : length));
    const known = widths.get(group) ?? [];
    widths.set(
      group,
      Array.from({ length: Math.max(wide.length, known.length) }, (_, at) => Math.max(wide[at] ?? 0, known[at] ?? 0)),
    );
  }
  const printed = lines.map((line, index) => print(line, widths.get(groups[index] ?? '') ?? []));
  return printed.length === 0 ? '' : `${printed.join('\n')}\n`;
}

function print({ depth, columns }: Line, widths: readonly number[]): string {
  const padded = columns.map((column, at) => (at === columns.length - 1 ? column : column.padEnd(widths[at] ?? 0)));
  return `${INDENT.repeat(columns.length === 0 ? 0 : depth)}${padded.join(' ')}`.trimEnd();
}

function isBlank(line: Line | undefined): boolean {
  return line?.columns.length === 0;
}

/** No empty line at the start or the end of anything, and never two. */
function withoutExtraBlanks(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = [];
  for (const line of lines) {
    const last = kept[kept.length - 1];
    if (isBlank(line) && (last === undefined || isBlank(last) || last.opens)) continue;
    if (line.columns[0]?.startsWith('}') === true && isBlank(last)) kept.pop();
    kept.push(line);
  }
  while (isBlank(kept[kept.length - 1])) kept.pop();
  return kept;
}

/** Which lines stand in columns together: those of one table, up to the next empty line; branches only side by side. */
function groupsOf(lines: readonly Line[]): readonly (string | undefined)[] {
  let blanks = 0;
  let breaks = 0;
  let last: Line | undefined;
  return lines.map((line): string | undefined => {
    if (isBlank(line)) blanks++;
    if (line.isRemark) return undefined;
    if (line.table !== last?.table) breaks++;
    last = line;
    if (line.table === undefined) return undefined;
    const reach = { block: '', paragraph: ` ${blanks}`, neighbours: ` ${blanks} ${breaks}` };
    return line.table + reach[line.extent];
  });
}
