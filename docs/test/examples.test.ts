import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('the example of the generated code compiles, runs, and stands in the README as it is', async () => {
  const said: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  await import('../examples/use-generated-code.js');
  log.mockRestore();
  expect(said).toEqual([
    'Ana is to hear "hi"',
    'hi',
    'reads-as-other: Say of "QUIT" would be read as Quit.',
    'to 1: NAME',
    'to 1: Welcome to the chat, Ana!',
    'to 1: Ana has joined the chat.',
  ]);
  expect(read('README.md')).toContain(`\`\`\`ts\n${read('docs/examples/use-generated-code.ts')}\`\`\``);
  for (const line of said) expect(read('README.md')).toContain(line);
});
