import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it, test } from 'vitest';
import { run } from '../../cli/program.js';
import { formatDiagnostics } from '../../generator/diagnostics/format.js';
import { checkSpec } from '../../generator/generate.js';
import { parseSpec } from '../../generator/language/parse.js';
import { allBlocks, type Block, blocksOf, docstringExamples, root } from './blocks.js';

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

test('every block of JSON can be read', () => {
  const found = blocks.filter(({ language }) => language === 'json');
  expect(found.length).toBeGreaterThan(0);
  for (const { text, place } of found) expect(() => JSON.parse(text), place).not.toThrow();
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

/** The lines of a block that are typed, continued ones joined, comments left out. */
function commandsOf(text: string): readonly string[] {
  return text
    .replace(/ \\\n\s*/g, ' ')
    .split('\n')
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/\s+#.*$/, '')
        .trim(),
    )
    .filter((line) => /^(?:npx |npm |parley )/.test(line));
}

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
