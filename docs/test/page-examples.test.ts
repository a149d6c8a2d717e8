import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** What a page says that an example prints. */
function printed(page: string, example: string): string | undefined {
  const [, after] = page.split(`\`\`\`ts\n${example}\`\`\``);
  return /^\n\nprints\n\n```\n(.*?)```/s.exec(after ?? '')?.[1];
}

test.each([
  ['serve-and-talk', 'docs/library.md'],
  ['typed-states', 'docs/library.md'],
  ['read-and-run', 'docs/guides/use-generated-code.md'],
  ['generated-arbitraries', 'docs/guides/use-generated-code.md'],
])('the example %s compiles, stands in %s as it is, and prints what the page says', async (name, path) => {
  const said: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  await import(`../examples/${name}.ts`);
  log.mockRestore();
  const page = read(path);
  expect(printed(page, read(`docs/examples/${name}.ts`))).toBe(said.map((line) => `${line}\n`).join(''));
});
