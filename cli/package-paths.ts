import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether this code runs compiled, from the package's dist/, or from its sources. */
export const isCompiled = existsSync(new URL('../../package.json', import.meta.url));

/** The package's own folder. */
export const packageRoot = fileURLToPath(new URL(isCompiled ? '../../' : '../', import.meta.url));
