import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure, Report } from '../engine/events.js';
import { parseReplay, type Replay, replayText } from './replay.js';
import { ReplayError } from './replay-error.js';

/**
 * Writes each failure of a report to `DIR/PROTOCOL-N.json`, N from 1; files of an earlier run that have these names are
 * replaced. Without failures nothing is written.
 * @returns the path of each.
 * @throws the system's error.
 */
export function writeReplays(directory: string, report: Report): ReadonlyMap<Failure, string> {
  const { protocol, seed } = report;
  if (report.failures.length > 0) mkdirSync(directory, { recursive: true });
  return new Map(
    report.failures.map((failure, at) => {
      const path = join(directory, `${protocol}-${at + 1}.json`);
      writeFileSync(path, replayText({ protocol, seed, requirement: failure.requirement, scenario: failure.scenario }));
      return [failure, path];
    }),
  );
}

/**
 * Reads a replay file.
 * @throws ReplayError
 */
export function readReplay(path: string): Replay {
  return parseReplay(textOf(path));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ReplayError('unreadable', '', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
