/** `npm run docs:recording`: runs the README's failing run again, and makes its picture and its text anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failingRun } from './failing-run.js';
import { plainText, terminalPicture } from './terminal-picture.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { command, output } = await failingRun(root, true);
const title = 'parley conform in a terminal: a run that fails';
writeFileSync(join(root, 'docs/failing-run.svg'), terminalPicture(title, command, output));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const block = /(<summary>The same as text<\/summary>\n\n```\n).*?(```)/s;
writeFileSync(
  join(root, 'README.md'),
  readme.replace(block, (_, before: string, after: string) => `${before}${plainText(output).trimEnd()}\n${after}`),
);
process.stdout.write('docs/failing-run.svg and README.md\n');
