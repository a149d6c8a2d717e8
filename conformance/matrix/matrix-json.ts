import type { ExitStatus } from '../engine/events.js';
import { type MatrixEntry, statusOf } from './matrix.js';

/** The version of `docs/matrix.schema.json` that matrices are written in. */
export const MATRIX_VERSION = 1;

/** The matrix for programs. */
export function matrixJson(
  entries: readonly MatrixEntry[],
  { status, seed, runs }: { readonly status: ExitStatus; readonly seed: number; readonly runs: number },
): string {
  const document = {
    schema: 'parley-matrix',
    version: MATRIX_VERSION,
    status,
    seed,
    runs,
    implementations: entries.map((entry) => ({
      name: entry.name,
      protocol: entry.protocol.model.name,
      status: statusOf(entry),
      ...(entry.trouble === undefined ? {} : { trouble: entry.trouble }),
      ...(entry.link === undefined ? {} : { report: entry.link }),
      ...(entry.report === undefined
        ? {}
        : {
            target: entry.report.target,
            ms: entry.report.ms,
            ...(entry.report.halted === undefined ? {} : { halted: entry.report.halted }),
            verdicts: Object.fromEntries(entry.report.verdicts.map(({ requirement, kind }) => [requirement, kind])),
          }),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
