import { extname } from 'node:path';
import type { ExchangeScript } from './exchange-script.js';
import { nodeScript } from './node-script.js';
import { pythonScript } from './python-script.js';

export { type ExchangeScript, scriptOf } from './exchange-script.js';

const LANGUAGES: Readonly<Record<string, { write(script: ExchangeScript): string; readonly command: string }>> = {
  '.mjs': { write: nodeScript, command: 'node' },
  '.js': { write: nodeScript, command: 'node' },
  '.cjs': { write: nodeScript, command: 'node' },
  '.py': { write: pythonScript, command: 'python3' },
};

/** What the name of a script may end in: it says what the script is written in. */
export const SCRIPT_EXTENSIONS: readonly string[] = Object.keys(LANGUAGES);

/** The text of a program that repeats an exchange and says whether the fault shows. */
export function scriptText(script: ExchangeScript, file: string): string {
  const language = LANGUAGES[extname(file)];
  if (language === undefined) throw new RangeError(`${file} must end in ${SCRIPT_EXTENSIONS.join(' or ')}`);
  return language.write(script);
}

/** The words that run it. */
export function scriptCommand(file: string, host: string, port: string): readonly string[] {
  return [LANGUAGES[extname(file)]?.command ?? 'node', file, host, port];
}
