import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this code runs compiled, from the package's dist/, or from its sources. */
export const isCompiled = existsSync(new URL('../../package.json', import.meta.url));

/** The package's own folder. */
export const packageRoot = fileURLToPath(new URL(isCompiled ? '../../' : '../', import.meta.url));

/** The package's version. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
