import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSpec } from '../../front-end.js';
import { createCodec } from '../../rules/codec.js';
import { analyse } from '../index.js';

const specs = new URL('../../../spec/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, specs), 'utf8');

function modelOf(text: string) {
  const { model, diagnostics } = readSpec('trial.parley', text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}

function findingsIn(text: string): readonly string[] {
  return analyse(modelOf(text)).map(({ code, message }) => `${code} ${message}`);
}

describe('promise unforgeable', () => {
  const safe = read('chat-line.parley');

  it('is proved of the spec that makes it', () => {
    expect(findingsIn(safe)).toEqual([]);
  });

  it.each([
    ['a name may hold an exclamation mark', safe.replace("'!", "'"), []],
    ['a name may hold a parenthesis', safe.replace(":()'!", ":'!"), ['`Private`', '`Said`']],
    ['a name may hold a colon and a parenthesis', safe.replace(":()'!", "'!"), ['`Private`', '`Said`']],
    ['text may hold a line end', safe.replace('[\\t\\P{Cc}]+', '[\\t\\n\\P{Cc}]+'), ['"\\n']],
    [
      'nobody asks whether a name is taken',
      safe.replace('when taken: chat has name = name', 'when taken: chat has name = "x"'),
      ['agree in `name`'],
    ],
    ['events do not happen at once', safe.replace('atomic event', 'atomic send'), ['agree in `name`']],
    [
      'a member may change the name',
      safe.replace(
        '{ send Said(self.name, text) to all chat }',
        '{ set name = text; send Said(self.name, text) to all chat }',
      ),
      ['agree in `name`'],
    ],
  ])('if %s', (_, text, refuted) => {
    expect(text).not.toBe(safe);
    const found = findingsIn(text).join('\n');
    if (refuted.length === 0) expect(found).toBe('');
    for (const why of refuted) expect(found).toContain(why);
  });

  it('is refuted where a name can be what a private message begins with, with a text that really is read as one', () => {
    const promised = read('chat-private.parley')
      .replace('chunk(1024)', 'line(1024)')
      .replace(/^delivery .*$/m, 'delivery total, atomic event\npromise unforgeable')
      .replace('Text  = .+', 'Text  = [^\\r\\n]+')
      .replaceAll(/\\n"$/gm, '"')
      .replaceAll(/^ *unrecognized, invalid/gm, '    unrecognized, invalid, overlong')
      .replaceAll(/^ *invalid /gm, '    unrecognized, invalid, overlong ')
      .replace(/^example[\s\S]*/m, '');
    const model = modelOf(promised);
    const found = analyse(model).filter(({ code }) => code === 'P520');
    const [witness = ''] = found.flatMap(
      ({ message }) => /`Said` \(.*\) as ("(?:[^"\\]|\\.)*"), .*`Private`/.exec(message)?.[1] ?? [],
    );
    const codec = createCodec(model);
    const text: unknown = JSON.parse(witness);
    expect(codec.parseServer(String(text))).toMatchObject({ ok: true, message: { kind: 'Private' } });
    // The user of the documents: anybody may be called so.
    const forged = codec.write({ kind: 'Said', from: 'priv(Ana)', text: 'hi' } as { kind: string });
    expect(codec.parseServer(forged)).toEqual({ ok: true, message: { kind: 'Private', from: 'Ana', text: 'hi' } });
  });
});
