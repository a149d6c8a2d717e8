import { join, relative, resolve } from 'node:path';
import { specsIn } from '../generator/generate-folder.js';
import { packageRoot } from './package-paths.js';
import { checkSpecFile } from './spec-text.js';

/**
 * The specs that a command is about: those that it is given, else all of the folder `spec` here, else the package's own.
 * @throws WrongUse for a file that is not there, and for a folder.
 */
export function specFiles(
  given: readonly string[],
  cwd: string,
): { readonly specs: readonly string[]; readonly all: boolean } {
  if (given.length === 0) {
    const here = specsIn(join(cwd, 'spec'));
    return { specs: here.length > 0 ? here : specsIn(join(packageRoot, 'spec')), all: true };
  }
  const paths = given.map((spec) => resolve(cwd, spec));
  for (const path of paths) checkSpecFile(path, relative(cwd, path));
  return { specs: paths, all: false };
}
