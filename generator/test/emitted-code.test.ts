import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specsIn } from '../generate-folder.js';
import { ALL_SORTS, emittedFrom, root } from './emitted.js';

/** The project's own settings. */
function options(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, root).options, noEmit: true };
}

/** What the compiler says of files below the package, by file. */
function complaints(files: readonly string[]): readonly string[] {
  const program = ts.createProgram(files, options());
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

describe('emitted code', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(join(root, 'dist'), { recursive: true });
    folder = mkdtempSync(join(root, 'dist/trial-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const written = (files: ReadonlyMap<string, string>): readonly string[] =>
    [...files].map(([path, text]) => {
      const place = join(folder, path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, text);
      return place;
    });

  it('compiles strictly, whatever a spec says', () => {
    const files = written(emittedFrom(ALL_SORTS)).filter((path) => path.endsWith('.ts'));
    expect(complaints(files)).toEqual([]);
  });

  it('compiles strictly as it is checked in, its examples too', () => {
    const generated = readdirSync(join(root, 'generated'), { recursive: true, encoding: 'utf8' });
    const files = generated.filter((path) => path.endsWith('.ts')).map((path) => join(root, 'generated', path));
    const examples = files.flatMap((path, i) => {
      const codes = [...readFileSync(path, 'utf8').matchAll(/^ \* ```ts\n((?: \*.*\n)*?) \* ```$/gm)];
      return codes.map(([, code], j): [string, string] => [
        `example-${i}-${j}.ts`,
        (code ?? '').replace(/^ \* ?/gm, ''),
      ]);
    });
    expect(examples.length).toBeGreaterThanOrEqual(specsIn(join(root, 'spec')).length);
    expect(complaints([...files, ...written(new Map(examples))])).toEqual([]);
  });

  it('has three header lines, a final newline, and no line end that is not LF', () => {
    for (const [path, text] of emittedFrom(ALL_SORTS)) {
      expect(text.endsWith('\n') && !text.endsWith('\n\n'), path).toBe(true);
      expect(text.includes('\r'), path).toBe(false);
      if (!path.endsWith('.ts')) continue;
      const [made, from, again] = text.split('\n');
      expect(made).toBe('// Made by `parley generate`; do not edit.');
      expect(from).toMatch(/^\/\/ From /);
      expect(again).toBe('// To make it again: npx parley generate');
    }
  });

  it('gives a message another name where its own means something else', () => {
    const types = emittedFrom(ALL_SORTS).get('all-sorts/types.ts') ?? '';
    expect(types).toContain('export interface StateMessage {');
    expect(types).toContain("readonly kind: 'State';");
  });
});
