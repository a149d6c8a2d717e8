import { randomInt } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type Implementation, MatrixFileError, parseMatrixFile } from '../../conformance/matrix/index.js';
import type { ConformArguments } from '../conform/arguments.js';
import { checkWritable } from '../conform/checks.js';
import { patternedProtocols } from '../conform/patterns.js';
import { type ConformPlan, planOf } from '../conform/plan.js';
import { WrongUse } from '../wrong-use.js';
import type { MatrixArguments } from './arguments.js';

/** An implementation, and how it is judged. */
export interface PlannedImplementation {
  readonly implementation: Implementation;
  readonly plan: ConformPlan;
  /** The name of its files: no two have the same. */
  readonly fileName: string;
}

const MOST_SEED = 2 ** 31 - 1;
const MOST_BYTES = 1_000_000;

/**
 * Checks what was typed, and the whole file, before anything is run.
 * @throws WrongUse that tells of every fault of the file.
 */
export async function matrixPlan(given: MatrixArguments): Promise<readonly PlannedImplementation[]> {
  checkOutputs(given);
  const implementations = implementationsOf(given.file);
  // All are judged by the same cases.
  const seed = given.seed ?? String(randomInt(MOST_SEED));
  const faults: string[] = [];
  const planned: PlannedImplementation[] = [];
  const taken = new Set<string>();
  for (const implementation of implementations) {
    try {
      const whole = await planOf(argumentsOf(implementation, { ...given, seed }));
      const plan = { ...whole, protocols: patternedProtocols(whole) };
      planned.push({ implementation, plan, fileName: fileNameOf(implementation.name, taken) });
    } catch (error) {
      if (!(error instanceof WrongUse)) throw error;
      faults.push(`${given.file}:${implementation.line}: [${implementation.name}] ${error.message}`);
    }
  }
  if (faults.length > 0) throw new WrongUse(faults.join('\n'));
  return planned;
}

function argumentsOf({ protocol, address, spawn, timeout }: Implementation, given: MatrixArguments): ConformArguments {
  const seconds = timeout ?? given.timeout;
  const { seed, runs, workers, only, skip, level } = given;
  return {
    protocol,
    save: false,
    ...(address === undefined ? {} : { address }),
    ...(spawn === undefined ? {} : { spawn }),
    ...(seconds === undefined ? {} : { timeout: seconds }),
    ...(seed === undefined ? {} : { seed }),
    ...(runs === undefined ? {} : { runs }),
    // What listens at one address can be judged by one worker only.
    ...(workers === undefined || address !== undefined ? {} : { workers }),
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
    ...(level === undefined ? {} : { level }),
  };
}

function checkOutputs({ html, markdown, json, reports }: MatrixArguments): void {
  if (html !== undefined) checkWritable('--html', html);
  if (markdown !== undefined && markdown !== '-') checkWritable('--markdown', markdown);
  if (json !== undefined && json !== '-') checkWritable('--json', json);
  if (markdown === '-' && json === '-') throw new WrongUse('--markdown - and --json - both want standard output');
  if (reports === '') throw new WrongUse('--reports needs a directory, and not an empty name');
  if (reports !== undefined && statSync(reports, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new WrongUse(`--reports: ${reports} is no directory`);
}

function implementationsOf(file: string): readonly Implementation[] {
  try {
    const found = statSync(file);
    if (!found.isFile()) throw new WrongUse(`${file} is no file: a list of implementations is one`);
    if (found.size > MOST_BYTES) throw new WrongUse(`${file} is too large to be a list of implementations`);
    return parseMatrixFile(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    if (error instanceof MatrixFileError) throw new WrongUse(error.message, { cause: error });
    throw new WrongUse(`${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
}

function fileNameOf(name: string, taken: Set<string>): string {
  const plain =
    name
      .normalize('NFKD')
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 60) || 'implementation';
  let found = plain;
  // File systems may not tell upper case from lower.
  for (let n = 2; taken.has(found.toLowerCase()); n += 1) found = `${plain}-${n}`;
  taken.add(found.toLowerCase());
  return found;
}
