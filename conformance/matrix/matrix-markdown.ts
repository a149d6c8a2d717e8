import type { VerdictKind } from '../engine/events.js';
import { anchorOf } from '../report/html/anchor.js';
import { STATUS_HEADLINES, STATUS_SIGNS, VERDICT_SIGNS } from '../report/html/verdict.js';
import { COUNTED } from '../report/summary.js';
import { countOf, type MatrixEntry, type MatrixTable, statusOf, troubleOf } from './matrix.js';

/** The matrix as Markdown: a summary, then a table for each protocol, requirements down, implementations across. */
export function matrixMarkdown(tables: readonly MatrixTable[], tool: string): string {
  return `${['# Conformance matrix', ...tables.flatMap(tableLines), legend(tables), `Written by ${tool}.`].join('\n\n')}\n`;
}

function tableLines({ protocol, entries, rows }: MatrixTable): readonly string[] {
  return [
    `## ${escaped(protocol)}`,
    table(
      ['Implementation', 'Verdict', 'Passed', 'Failed', 'Time'],
      entries.map((entry) => [
        linked(escaped(entry.name), entry.link),
        `${STATUS_SIGNS[statusOf(entry)]} ${STATUS_HEADLINES[statusOf(entry)].toLowerCase()}${whyOf(entry)}`,
        `${countOf(entry, 'pass')} of ${rows.length}`,
        String(countOf(entry, 'fail')),
        entry.report === undefined ? '' : `${(entry.report.ms / 1000).toFixed(1)} s`,
      ]),
    ),
    table(
      ['Requirement', 'Level', ...entries.map(({ name }) => escaped(name))],
      rows.map(({ requirement, cells }) => [
        escaped(requirement.id.slice(protocol.length + 1)),
        requirement.kind === 'open' ? 'open' : requirement.level.toUpperCase(),
        ...cells.map((cell, at) =>
          cell === undefined
            ? ''
            : linked(
                cell.kind === 'pass' ? VERDICT_SIGNS.pass : `${VERDICT_SIGNS[cell.kind]} ${COUNTED[cell.kind]}`,
                entries[at]?.link,
                requirement.id,
              ),
        ),
      ]),
    ),
  ];
}

function whyOf(entry: MatrixEntry): string {
  const why = troubleOf(entry);
  return why === undefined ? '' : `: ${escaped(why)}`;
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

function linked(text: string, link: string | undefined, id?: string): string {
  if (link === undefined) return text;
  return `[${text}](<${link}${id === undefined ? '' : `#${encodeURI(anchorOf(id))}`}>)`;
}

function legend(tables: readonly MatrixTable[]): string {
  const kinds = new Set(tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map((cell) => cell?.kind))));
  return (Object.keys(VERDICT_SIGNS) as VerdictKind[])
    .filter((kind) => kinds.has(kind))
    .map((kind) => `${VERDICT_SIGNS[kind]} ${COUNTED[kind]}`)
    .join(' · ');
}

/** A text that Markdown takes for nothing but a text, on one line. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\\`*_{}[\]<>()#+!|~&]/g, (character) => `\\${character}`);
}
