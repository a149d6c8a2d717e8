import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('the example of the library compiles, runs, and stands in its page as it is', async () => {
  const said: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  await import('../examples/serve-and-talk.js');
  log.mockRestore();
  expect(said).toEqual([
    'Ana is here; the server has Ana in Chatting',
    'Luis is here; the server has Ana in Chatting',
    'Luis whispers "hola"',
  ]);
  expect(read('docs/library.md')).toContain(`\`\`\`ts\n${read('docs/examples/serve-and-talk.ts')}\`\`\``);
  for (const line of said) expect(read('docs/library.md')).toContain(line);
});
