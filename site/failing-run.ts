import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The README's failing run: its command as it is typed there, and what it wrote. */
export interface FailingRun {
  readonly command: string;
  readonly output: string;
}

/** The command stands in the README, in front of its picture; it is read from there, so that the two agree. */
export function failingCommand(root: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const block = /```sh\n(npx parley conform .*?)```\n\n!\[/s.exec(readme)?.[1];
  if (block === undefined) throw new Error('the README shows no command in front of a picture');
  return block.trim();
}

/** Runs it as a shell would, in the package's folder, with colours or without. */
export async function failingRun(root: string, colour: boolean): Promise<FailingRun> {
  const command = failingCommand(root);
  const own = command.replace(/^npx parley/, `${process.execPath} dist/cli/main.js`);
  const { FORCE_COLOR: _, NO_COLOR: __, ...rest } = process.env;
  const env = { ...rest, ...(colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) };
  const child = spawn('/bin/sh', ['-c', `${own} --no-save`], { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  return { command, output };
}
