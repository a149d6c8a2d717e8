import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { protocols } from '../../generated/index.js';
import { createServer } from '../../reference-impl/server/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reader = readFileSync(new URL('../vectors_reader.py', import.meta.url), 'utf8');

const run = promisify(execFile);

/** Runs Python with the reader at hand; what it prints. */
async function python(...lines: readonly string[]): Promise<string> {
  const code = ['import sys; sys.path.insert(0, "docs")', 'from vectors_reader import load, play, texts', ...lines];
  const { stdout } = await run('python3', ['-B', '-c', code.join('\n')], { cwd: root });
  return stdout.trim();
}

it('the reader stands in the page as it is, and is short', () => {
  expect(readFileSync(new URL('../vectors.md', import.meta.url), 'utf8')).toContain(`\`\`\`python\n${reader}\`\`\``);
  expect(reader.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

/** A parser of one protocol by hand, as somebody would write it in Python. */
const parser = `
import re
def number(text): return int(text) if re.fullmatch("0|[1-9][0-9]{0,14}", text) else None
def parse(state, data):
    text = data.decode()
    words = {"INC": "Inc", "GET": "Get", "WATCH": "Watch"} if state else {"FULL": "Full", "ERROR": "Error"}
    if text in words: return {"kind": words[text]}
    name, _, rest = text.partition(" ")
    kind = {"ADD": "Add"} if state else {"VALUE": "Value"}
    return {"kind": kind[name], "n": number(rest)} if name in kind and number(rest) is not None else None
vectors = load("generated/counter/vectors.json")
wrong = [one for one in texts(vectors) if parse(*one[:2]) != one[2]]
print(len(wrong), len(list(texts(vectors))) > 40)`;

it('a parser in another language agrees with every text, and a wrong one does not', async () => {
  expect(await python(parser)).toBe('0 True');
  const wrong = await python(parser.replace('data.decode()', 'data.decode().strip()'));
  expect(Number(wrong.split(' ')[0])).toBeGreaterThan(0);
});

describe.each(Object.keys(protocols) as (keyof typeof protocols)[])('the exchanges of %s', (name) => {
  it('go as they say on a real server', async () => {
    const vectors: { readonly examples: readonly { readonly id: string }[] } = JSON.parse(
      readFileSync(new URL(`../../generated/${name}/vectors.json`, import.meta.url), 'utf8'),
    );
    expect(vectors.examples.length).toBeGreaterThan(0);
    for (const { id } of vectors.examples) {
      const server = createServer(await protocols[name](), { port: 0 });
      const { port } = await server.listen();
      try {
        const play = `play(load("generated/${name}/vectors.json"), "${id}", "127.0.0.1", ${port})`;
        expect(await python(play, 'print("as it says")')).toBe('as it says');
      } finally {
        await server.close();
      }
    }
  });
});

it('an exchange that goes otherwise is told', async () => {
  const server = createServer(await protocols['chat-basic'](), { port: 0 });
  const { port } = await server.listen();
  try {
    const wrong = [
      'vectors = load("generated/chat-basic/vectors.json")',
      'vectors["examples"][0]["steps"][0]["hears"][0]["hex"] = b"WHO?".hex()',
      `play(vectors, "three-users", "127.0.0.1", ${port})`,
    ];
    await expect(python(...wrong)).rejects.toThrow(/AssertionError: three-users: Luis heard b'NAME' and not b'WHO\?'/);
  } finally {
    await server.close();
  }
});
