import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeSpec, readText } from './spec-text.js';
import { WrongUse } from './wrong-use.js';

/**
 * The text of a spec.
 * @param place - a file, or what git calls `REV:path`; `REV:./path` from `cwd` on.
 * @throws WrongUse where there is neither, or it is not UTF-8.
 */
export function textAt(place: string, cwd: string): string {
  const path = resolve(cwd, place);
  if (existsSync(path)) return readText(path, place);
  if (!place.includes(':')) throw new WrongUse(`there is no file ${place}`);
  try {
    const blob = execFileSync('git', ['cat-file', 'blob', place], {
      cwd,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return decodeSpec(blob, place);
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    const why = said.split('\n')[0]?.replace(/^fatal: /, '') ?? '';
    throw new WrongUse(`there is no file ${place}, and git does not know it${why === '' ? '' : ` (${why})`}`);
  }
}
