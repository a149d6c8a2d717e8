import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { type Token, tokenLines } from '../../../generator/format/tokens.js';
import { readSpec } from '../../../generator/front-end.js';
import { parseSpec } from '../../../generator/language/parse.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const grammarPath = join(root, 'docs/editors/vscode/syntaxes/parley.tmLanguage.json');

let grammar: textmate.IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarPath, 'utf8'), grammarPath),
  });
  const loaded = await registry.loadGrammar('source.parley');
  if (loaded === null) throw new Error('there is no grammar');
  grammar = loaded;
});

/** The scopes of each place of each line. */
function scopesOf(text: string): readonly (readonly (readonly string[])[])[] {
  let stack = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }) => Array<string[]>(endIndex - startIndex).fill(scopes));
  });
}

/** The lexer's tokens of a line with where they stand. */
function placed(line: string, tokens: readonly Token[]): readonly (readonly [Token, number])[] {
  let from = 0;
  return tokens.map((token) => {
    const at = line.indexOf(token.text, from);
    from = at + token.text.length;
    return [token, at] as const;
  });
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.parley') && !/node_modules|dist/.test(path),
);
const specs = files
  .map((path) => [path, readFileSync(join(root, path), 'utf8').replaceAll('\r', '')] as const)
  .filter(([, text]) => text.length < 20_000 && parseSpec('', text).syntax !== undefined);

describe.each(specs)('%s', (_, text) => {
  it('is coloured as it is read', () => {
    const lines = text.split('\n');
    const scopes = scopesOf(text);
    // A setting that there is not has no colour.
    const isSound = readSpec('', text).model !== undefined;
    let section = '';
    for (const [index, tokens] of tokenLines(text).entries()) {
      const line = lines[index] ?? '';
      const [first, second] = tokens;
      const isTop = line !== '' && !/^[\s}]/.test(line);
      if (isTop && first?.kind === 'word') section = first.text;
      for (const [token, at] of placed(line, tokens)) {
        const here = (scopes[index]?.[at] ?? []).join(' ');
        const where = `${index + 1}:${at + 1} ${token.text}`;
        expect(here, where).not.toContain('invalid');
        if (token.kind === 'doc') expect(here, where).toContain('comment.line.documentation');
        if (token.kind === 'comment') expect(here, where).toContain('comment.line.double-slash');
        if (token.kind === 'text') expect(here, where).toContain('string.quoted.double');
        if (token.kind === 'word' || token.kind === 'sign') expect(here, where).not.toMatch(/string|comment/);
        // In brackets stands a source where sessions and examples are, elsewhere a class.
        if (token.kind === 'bracket') {
          const isSource = section === 'session' || section === 'example';
          expect(here, where).toContain(isSource ? 'markup.quote' : 'string.regexp');
        }
        if (token.kind === 'word' && isSound) expect(here, where).toMatch(/parley .*\.parley$/);
      }
      if (isTop && first?.kind === 'word' && second?.text !== '=') {
        expect((scopes[index]?.[0] ?? []).join(' ')).toContain('keyword.other.section');
      }
      if (first?.kind === 'word' && second?.text === '=' && section !== 'session') {
        expect((scopes[index]?.[line.indexOf(first.text)] ?? []).join(' ')).toContain('entity.name.type');
      }
    }
  });
});

it('colours a wrong escape as wrong', () => {
  const [line] = scopesOf('A = "\\w"');
  expect(line?.[5]?.join(' ')).toContain('invalid.illegal.escape');
});
