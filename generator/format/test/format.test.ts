import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../language/parse.js';
import { formatSpec } from '../format.js';
import { isSameSpec } from '../same-syntax.js';
import { tokenLines } from '../tokens.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.parley') && !/node_modules|dist/.test(path),
);
const specs = files
  .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
  // What can't be read is not formatted; in the hundreds of levels that a fixture nests, nobody looks for columns.
  .filter(([, text]) => text.length < 20_000 && parseSpec('', text).syntax !== undefined);

const comments = (text: string): readonly string[] =>
  tokenLines(text).flatMap((line) =>
    line.flatMap((token) => (token.kind === 'comment' || token.kind === 'doc' ? [token.text] : [])),
  );

describe.each(specs)('%s', (path, text) => {
  const formatted = formatSpec(text);

  it('means the same', () => {
    expect(isSameSpec(text, formatted)).toBe(true);
    expect(comments(formatted)).toEqual(comments(text));
  });

  it('is formatted once for all', () => {
    expect(formatSpec(formatted)).toBe(formatted);
    expect(formatted).not.toMatch(/[ \t\r]\n|\n\n\n|\t|\uFEFF/);
    expect(formatted.endsWith('\n') && !formatted.endsWith('\n\n')).toBe(true);
  });

  if (path.startsWith('spec/')) {
    it('is laid out so', () => {
      expect(text).toBe(formatted);
    });
  }
});

it('space that says nothing changes nothing', () => {
  const spaces = fc.infiniteStream(fc.nat(4));
  fc.assert(
    fc.property(fc.constantFrom(...specs), spaces, ([, text], lengths) => {
      const length = (least: number): number => least + (lengths.next().value ?? 0);
      const lines = tokenLines(text).map((line) => {
        const tokens = line.map(
          (token, index) =>
            `${token.spaced || index === 0 ? ' '.repeat(length(index === 0 ? 0 : 1)) : ''}${token.text}`,
        );
        return `${tokens.join('')}${' '.repeat(length(0))}`;
      });
      const shaken = `${lines.join(length(0) > 1 ? '\n' : '\r\n')}\n`;
      expect(formatSpec(shaken)).toBe(formatSpec(text));
    }),
    { numRuns: 200 },
  );
});

it('sets what belongs together below each other, and nothing else', () => {
  const text = `
protocol   x
transport{tcp 1;charset utf-8;framing line( 64 )}
delivery fifo,atomic send


A="a"   /[b-c]{0}
LongName = [ \\]{] "//" except "x"   // why
client{
// first

Say = a:A|1..3 , ","|
   / b:LongName
}
`.replace('{0}', '');
  expect(formatSpec(text)).toBe(`protocol x
transport { tcp 1; charset utf-8; framing line(64) }
delivery  fifo, atomic send

A        = "a" / [b-c]
LongName = [ \\]{] "//"  except "x"  // why
client {
  // first

  Say = a:A|1..3, ","|
    / b:LongName
}
`);
});
