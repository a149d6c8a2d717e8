import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Failure } from '../engine/events.js';
import { type FinishedRun, requirementsById } from './run.js';
import { scriptOf, scriptText } from './script/index.js';

/** Writes a program for each failure: the first to the file that was named, the others beside it, numbered from 2. */
export class ScriptFiles {
  private count = 0;

  constructor(private readonly file: string) {}

  /**
   * @returns the path of each.
   * @throws the system's error.
   */
  write({ protocol, report }: Pick<FinishedRun, 'protocol' | 'report'>): ReadonlyMap<Failure, string> {
    const extension = extname(this.file);
    const stem = this.file.slice(0, this.file.length - extension.length);
    return new Map(
      report.failures.map((failure) => {
        this.count += 1;
        const path = this.count === 1 ? this.file : `${stem}-${this.count}${extension}`;
        const requirement = requirementsById(protocol).get(failure.requirement);
        writeFileSync(path, scriptText(scriptOf(failure, protocol, requirement), path));
        return [failure, path];
      }),
    );
  }
}
