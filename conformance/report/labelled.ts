/** What every report is written to fit. */
export const REPORT_WIDTH = 80;

/** The columns that a label and what stands before it take. */
const LABEL_WIDTH = 15;

/** The columns that are left beside a label. */
export const CONTENT_WIDTH = REPORT_WIDTH - LABEL_WIDTH;

/** Lines beside their label: `  label      first line`, the others below it. */
export function labelled(label: string, lines: readonly string[]): readonly string[] {
  const indent = ' '.repeat(LABEL_WIDTH);
  return lines.map((line, at) => (at === 0 ? `  ${label}`.padEnd(LABEL_WIDTH) + line : indent + line).trimEnd());
}
