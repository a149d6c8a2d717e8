import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { formatDiagnostics } from '../../../generator/diagnostics/format.js';
import { readSpec } from '../../../generator/front-end.js';
import { checkSpec } from '../../../generator/generate.js';
import { checkExamples } from '../../../generator/model/check-examples.js';
import { createCodec } from '../../../generator/rules/codec.js';
import { createServer } from '../../../reference-impl/server/index.js';
import { RawClient } from '../../../reference-impl/test/raw-client.js';
import type { Example, Model } from '../../../runtime/model.js';
import type { Message } from '../../../runtime/protocol.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const names = readdirSync(join(root, 'docs/findings'))
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => file.slice(0, -'.md'.length));

function fences(page: string): readonly string[] {
  return [...page.matchAll(/^```parley\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
}

/** `Said(from = "Ana", text = "hi")` as a message. */
function messageOf(shown: string): Message {
  const [, kind = '', fields = ''] = /^(\w+)\((.*)\)$/.exec(shown) ?? [];
  const values = [...fields.matchAll(/(\w+) = ("(?:[^"\\]|\\.)*")/g)].map(([, name, text]): [string, string] => [
    name ?? '',
    JSON.parse(text ?? '""'),
  ]);
  return { kind, ...Object.fromEntries(values) };
}

/** The steps of an example with those that it goes on from. */
function stepsOf(model: Model, example: Example): Example['steps'] {
  const before = model.examples.find(({ id }) => id === example.after);
  return [...(before === undefined ? [] : stepsOf(model, before)), ...example.steps];
}

describe.each(names)('the findings in %s', (name) => {
  const page = readFileSync(join(root, 'docs/findings', `${name}.md`), 'utf8');
  const file = `spec/${name}.parley`;
  const spec = readFileSync(join(root, file), 'utf8');

  it('are what lint says', () => {
    const { diagnostics } = checkSpec({ file, text: spec });
    const said = diagnostics.length === 0 ? `${file}: nothing found.` : formatDiagnostics(diagnostics, spec);
    expect(page).toContain(said.replace(/^(?=.)/gm, '    '));
  });

  it('would refute the promise that nothing can be forged', () => {
    const promised = spec.replace(/^(delivery .*)$/m, '$1\npromise unforgeable');
    const codes = checkSpec({ file, text: promised }).diagnostics.filter(({ severity }) => severity === 'error');
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(['P520']));
    expect(page).toContain('promise unforgeable    // error P520: the framing of the server is `chunk`');
    expect(codes.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('the framing of the server is `chunk`'),
    );
  });

  const exchanges = fences(page);
  const { model, diagnostics } = readSpec(file, `${spec}\n${exchanges.join('\n')}`);

  it('are shown by exchanges that the session allows', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(exchanges.length).toBeGreaterThan(0);
    expect(model === undefined ? undefined : checkExamples(model)).toEqual([]);
  });

  const shown = (model?.examples ?? []).filter(({ id }) => exchanges.some((one) => one.includes(`example ${id} `)));

  it.each(shown.map((example) => [example.id, example] as const))('%s happens on a real server', async (_, example) => {
    if (model === undefined) throw new Error('there is no model');
    const server = createServer(await protocols[name as keyof typeof protocols](), { port: 0 });
    const clients = new Map<string, { readonly raw: RawClient; got: string; due: string }>();
    try {
      const { port } = await server.listen();
      for (const step of stepsOf(model, example)) {
        if (step.kind !== 'act') continue;
        if (step.act.kind === 'connects') {
          const client = { raw: await RawClient.to(port), got: '', due: '' };
          client.raw.socket.on('data', (text: string) => {
            client.got += text;
          });
          clients.set(step.who, client);
        } else if (step.act.kind === 'sends') for (const text of step.act.texts) clients.get(step.who)?.raw.write(text);
        else clients.get(step.who)?.raw.socket.end();
        for (const expected of step.expect) {
          for (const who of expected.who) {
            const client = clients.get(who);
            if (expected.kind === 'closed') await client?.raw.end();
            else {
              const text = expected.texts.join('');
              if (client !== undefined) client.due += text;
              await client?.raw.hears(text);
            }
          }
        }
      }
      for (const { got, due } of clients.values()) expect(got).toBe(due);
    } finally {
      for (const { raw } of clients.values()) raw.socket.destroy();
      await server.close();
    }
  });

  const rows = [...page.matchAll(/^\| `(\w+\(.*?\))` +\| `(\w+\(.*?\))` +\|$/gm)].map(
    ([, sent = '', read = '']) => [sent, read] as const,
  );

  it.each(rows)('%s is read as %s', (sent, read) => {
    if (model === undefined) throw new Error('there is no model');
    const codec = createCodec(model);
    const text = codec.write(messageOf(sent));
    expect(codec.parseServer(text)).toEqual({ ok: true, message: messageOf(read) });
    // And it is what the exchanges bring.
    expect(exchanges.join('')).toContain(JSON.stringify(text));
  });

  it('are all shown', () => {
    const told = checkSpec({ file, text: spec }).diagnostics.filter(({ code }) => code === 'P519');
    for (const { message } of told) {
      const [, sent, read] = /can send `(\w+)`.*reads as `(\w+)`/.exec(message) ?? [];
      expect(rows.some(([left, right]) => left.startsWith(`${sent}(`) && right.startsWith(`${read}(`))).toBe(true);
    }
  });
});
