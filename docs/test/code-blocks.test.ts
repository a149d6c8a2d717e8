import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it, test } from 'vitest';
import { diffCommand } from '../../cli/diff-command.js';
import { lintCommand } from '../../cli/lint-command.js';
import { run } from '../../cli/program.js';
import { readWeights } from '../../conformance/report/weights.js';
import { formatDiagnostics } from '../../generator/diagnostics/format.js';
import { checkSpec } from '../../generator/generate.js';
import { parseSpec } from '../../generator/language/parse.js';
import { allBlocks, type Block, blocksOf, commandsOf, docstringExamples, root } from './blocks.js';

const blocks = allBlocks();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('every block says what it is, so that none is left out', () => {
  const known = [
    '',
    'indented',
    'text',
    'ts',
    'sh',
    'json',
    'ini',
    'python',
    'parley',
    'parley section',
    'parley clause',
  ];
  const unknown = blocks.filter(({ language }) => ![...known, 'parley statement'].includes(language));
  expect(unknown.map(({ place, language }) => `${place}: ${language}`)).toEqual([]);
  expect(blocks.length).toBeGreaterThan(80);
});

test('every block of TypeScript compiles, those of docstrings too', () => {
  const examples = docstringExamples();
  expect(examples.length).toBeGreaterThan(8);
  expect(examples.filter(({ language }) => language !== 'ts')).toEqual([]);
  const sources = [...blocks, ...examples].filter(({ language }) => language === 'ts');
  expect(sources.length).toBeGreaterThan(14);
  expect(compileErrors(sources)).toEqual([]);
});

test('a block that does not compile is told', () => {
  const wrong = {
    place: 'x.md:1',
    language: 'ts',
    text: "import { codec } from 'parley/generated/counter';\ncodec.parse('Nowhere', '');\n",
  };
  expect(compileErrors([wrong])).toEqual([expect.stringMatching(/^x\.md:1: .*"Nowhere"/)]);
});

/** What the compiler says of blocks, each as a module of its own beside the examples. */
function compileErrors(sources: readonly Block[]): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const files = new Map(sources.map((block, nth) => [join(root, `docs/examples/block-${nth}.ts`), block]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path)?.text ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const own = files.get(path);
    return own === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, moduleText(own.text), rest[0]);
  };
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true, noUnusedLocals: false }, host);
  return [...files].flatMap(([path, { place }]) => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

/** An example without imports is a module all the same. */
function moduleText(text: string): string {
  return /^(?:import|export)\b/m.test(text) ? text : `${text}\nexport {};\n`;
}

describe('every block of JSON is what a program writes, or reads', () => {
  const found = blocks.filter(({ language }) => language === 'json');
  const isOf = (schema: string) => (block: Block) => block.text.includes(`"schema": "${schema}"`);

  it('of lint: as it writes it of a spec of which it has something to say', () => {
    const shown = found.filter(isOf('parley-lint')).map(({ text }) => JSON.parse(text));
    expect(shown).toHaveLength(1);
    const real = JSON.parse(linted(['spec/chat-private.parley'], true));
    expect(shapeOf(shown[0], real)).toEqual(shapeOf(real, shown[0]));
    const [{ code, severity, docs }] = shown[0].specs[0].diagnostics;
    expect(real.specs[0].diagnostics).toContainEqual(expect.objectContaining({ code, severity, docs }));
  });

  it('of weights: as they are read for Gradescope', () => {
    const weights = found.filter(({ text }) => text.includes('"weights"'));
    expect(weights).toHaveLength(1);
    const file = join(mkdtempSync(join(tmpdir(), 'parley-weights-')), 'weights.json');
    writeFileSync(file, weights[0]?.text ?? '');
    expect(readWeights(file)).toMatchObject({ points: 20, visibility: 'after_published' });
    rmSync(dirname(file), { recursive: true });
  });

  it('and there is no other', () => {
    const known = found.filter((block) => isOf('parley-lint')(block) || block.text.includes('"weights"'));
    expect(found.filter((block) => !known.includes(block)).map(({ place }) => place)).toEqual([]);
  });
});

/** Names and types, all the way down; of a list its first member's. What may be absent is left out where `like` has it not. */
function shapeOf(value: unknown, like: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0], Array.isArray(like) ? like[0] : undefined)];
  if (typeof value !== 'object' || value === null) return typeof value;
  const optional = ['end', 'bytes'];
  const others = new Map(Object.entries(like ?? {}));
  const kept = Object.entries(value).filter(([key]) => others.has(key) || !optional.includes(key));
  return Object.fromEntries(kept.map(([key, one]) => [key, shapeOf(one, others.get(key))]));
}

function linted(specs: readonly string[], json: boolean): string {
  let out = '';
  const write = (text: string): void => {
    out += text;
  };
  lintCommand({ specs, strict: false, json, cwd: root }, { stdout: { write } });
  return out;
}

test('what the pages show of lint and diff is what they say', () => {
  const page = read('docs/checking-specs.md');
  const longest = /^ {4}(spec\/chat-line\.parley: at most .*)$/m.exec(page)?.[1];
  expect(linted(['spec/chat-line.parley'], false)).toContain(longest);
  const [, command = '', lines = ''] = /^ {4}\$ parley diff (.*)\n((?: {4}.*\n)+)/m.exec(page) ?? [];
  const [old = '', now = ''] = command.split(' ');
  let out = '';
  diffCommand({ old, new: now, json: false, cwd: root }, { stdout: { write: (text) => (out += text) } });
  const shown = lines.split('\n').filter((line) => line.trim() !== '' && line.trim() !== '…');
  expect(shown.length).toBeGreaterThan(0);
  for (const line of shown) expect(out).toContain(line.slice(4));
});

describe('pieces of specs', () => {
  const around: Readonly<Record<string, (piece: string) => string>> = {
    parley: (piece) => (/^protocol /m.test(piece) ? piece : `protocol a\n${piece}`),
    'parley section': (piece) => `protocol a\n${piece}`,
    'parley clause': (piece) => `protocol a\nsession { state A {\n${piece}\n} }`,
    'parley statement': (piece) => `protocol a\nsession { connect {\n${piece}\n} }`,
  };

  it('can be read', () => {
    const found = blocks.filter(({ language }) => language.startsWith('parley'));
    expect(found.length).toBeGreaterThan(20);
    for (const { language, text, place } of found) {
      expect(parseSpec('page.parley', around[language]?.(text) ?? text).diagnostics, place).toEqual([]);
    }
  });

  it('of the README stand in the spec that it names', () => {
    const [excerpt] = blocksOf('README.md').filter(({ text }) => text.startsWith('client {'));
    const folded = (text: string): string => text.replace(/\s+/g, ' ');
    const spec = folded(read('spec/chat-private.parley'));
    const lines = excerpt?.text.trim().split('\n') ?? [];
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(spec).toContain(folded(line.trim()));
  });

  it('of the guide make up the spec that it ends with, which has no fault; and without a clause, the one that it shows', () => {
    const guide = 'docs/guides/write-a-spec.md';
    const pieces = blocksOf(guide).filter(({ language }) => language.startsWith('parley'));
    const spec = read('docs/examples/auction.parley');
    expect(`${pieces.map(({ text }) => text.trim()).join('\n\n')}\n`).toBe(spec);
    expect(checkSpec({ file: 'auction.parley', text: spec }).diagnostics).toEqual([]);
    const wrong = spec.replace('unrecognized, invalid, overlong', 'unrecognized, invalid');
    const { diagnostics } = checkSpec({ file: 'auction.parley', text: wrong });
    const said = formatDiagnostics(diagnostics, wrong).replace(/\n\n1 error$/, '\n');
    expect(read(guide)).toContain(`\`\`\`\n${said}\`\`\``);
  });
});

describe('commands', () => {
  const commands = blocks.flatMap(({ language, text, place }) =>
    ['sh', 'indented', ''].includes(language) ? commandsOf(text).map((command) => ({ command, place })) : [],
  );

  it('of parley are known to it, with their options', async () => {
    const found = commands.filter(({ command }) => /^(?:npx )?parley /.test(command));
    expect(found.length).toBeGreaterThan(30);
    for (const { command, place } of found) {
      const [, name = '', rest = ''] = /parley (\S+)(.*)$/s.exec(command) ?? [];
      const { status, help } = await helpOf(name);
      expect(status, `${place}: ${command}`).toBe(0);
      const own = rest.replace(/"[^"]*"|'[^']*'/gs, '').replace(/ -- .*$/s, '');
      for (const [option] of own.matchAll(/(?<=[\s[])--[a-z][a-z-]*/g))
        expect(help, `${place}: ${command}`).toContain(option);
    }
  });

  it('of npm are scripts of the package', () => {
    const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(read('package.json'));
    const found = commands.flatMap(({ command, place }) =>
      [...command.matchAll(/\bnpm (?:run )?([\w:-]+)/g)].map(([, name = '']) => ({ name, place })),
    );
    expect(found.length).toBeGreaterThan(10);
    const builtIn = ['ci', 'install', 'exec', 'pack'];
    expect(found.filter(({ name }) => !builtIn.includes(name) && !(name in scripts))).toEqual([]);
  });
});

const helps = new Map<string, { readonly status: number | undefined; readonly help: string }>();

async function helpOf(name: string): Promise<{ readonly status: number | undefined; readonly help: string }> {
  const known = helps.get(name);
  if (known !== undefined) return known;
  let help = '';
  const write = (text: string): void => {
    help += text;
  };
  const status = await run(['node', 'parley', name, '--help'], { stdout: { write }, stderr: { write } });
  const found = { status: status ?? 0, help };
  helps.set(name, found);
  return found;
}
