import { readFileSync, writeFileSync } from 'node:fs';
import type { Report } from '../engine/events.js';
import type { KnownFailure } from '../engine/known-failures.js';
import type { FaultKind } from '../oracle/judgement.js';

/** A file of known failures: a line each, `ID KIND REASON`; what begins with `#` is for people. */
export interface KnownFailuresFile {
  /** Where it is. */
  readonly path: string;
  /** The failures that it names. */
  readonly entries: readonly KnownFailure[];
  /** Its lines in order, comments and all. */
  readonly lines: readonly (string | KnownFailure)[];
}

/** A file of known failures was refused. */
export class KnownFailuresError extends Error {
  override readonly name = 'KnownFailuresError';
}

const KINDS: readonly (FaultKind | 'any')[] = ['unexpected', 'wrong', 'missing', 'repeated', 'ended', 'refused', 'any'];
const HEADING =
  '# Failures that are known of: the id of the requirement, the kind of failure (or any), and why it is there.';
const NO_REASON = 'no reason given yet';

/**
 * Reads one. `mayBeMissing`: as if it were empty.
 * @throws KnownFailuresError that names the line at fault.
 */
export function readKnownFailures(
  path: string,
  { mayBeMissing }: { readonly mayBeMissing: boolean },
): KnownFailuresFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (mayBeMissing && (error as NodeJS.ErrnoException).code === 'ENOENT')
      return { path, entries: [], lines: [HEADING] };
    throw new KnownFailuresError(`${path} can't be read: ${(error as Error).message}`, { cause: error });
  }
  const lines = text.split(/\r?\n/).map((line, at) => lineOf(line, `${path}:${at + 1}`));
  while (lines.at(-1) === '') lines.pop();
  const entries = lines.filter((line) => typeof line !== 'string');
  const seen = new Set<string>();
  for (const { requirement, kind } of entries) {
    const key = `${requirement} ${kind}`;
    if (seen.has(key)) throw new KnownFailuresError(`${path}: ${key} is listed twice`);
    seen.add(key);
  }
  return { path, entries, lines };
}

function lineOf(line: string, place: string): string | KnownFailure {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return line;
  const [, requirement = '', word = '', reason = ''] = /^(\S+)(?:\s+(\S+))?(?:\s+(.*))?$/.exec(text) ?? [];
  const kind = KINDS.find((one) => one === word);
  if (kind === undefined)
    throw new KnownFailuresError(
      `${place}: after the id ${requirement} stands the kind of failure, ${KINDS.join(', ')}${word === '' ? '' : `, and not ${JSON.stringify(word)}`}`,
    );
  if (reason === '')
    throw new KnownFailuresError(`${place}: ${requirement} ${kind} has no reason: say why it is known`);
  return { requirement, kind, reason };
}

/**
 * Writes the file anew, as these runs have it: what fails is listed, with the reason that it had; what was judged and
 * does not fail is not; what was not judged stays.
 * @throws the system's error.
 */
export function updateKnownFailures({ path, lines }: KnownFailuresFile, reports: readonly Report[]): void {
  const listed = new Set<string>();
  const kept = lines.flatMap((line): readonly (string | KnownFailure)[] => {
    if (typeof line === 'string') return [line];
    const report = reports.find(({ protocol }) => line.requirement.startsWith(`${protocol}/`));
    if (report === undefined) return [line];
    const found = report.failures.find(({ requirement }) => requirement === line.requirement);
    if (found !== undefined) {
      const isListed = listed.has(line.requirement);
      listed.add(line.requirement);
      // It may fail in several ways, each listed.
      if (found.known !== undefined) return [line];
      return isListed ? [] : [{ ...line, kind: found.fault.kind }];
    }
    return report.stale.some(({ requirement, kind }) => requirement === line.requirement && kind === line.kind)
      ? []
      : [line];
  });
  const added = reports.flatMap(({ failures }) =>
    failures
      .filter(({ requirement, level }) => !listed.has(requirement) && level === 'must')
      .map(({ requirement, fault }) => ({ requirement, kind: fault.kind, reason: NO_REASON })),
  );
  const text = [...kept, ...added].map((line) =>
    typeof line === 'string' ? line : `${line.requirement}  ${line.kind}  ${line.reason}`,
  );
  writeFileSync(path, `${text.join('\n')}\n`);
}
