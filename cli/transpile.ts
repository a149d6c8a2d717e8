import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ts } from 'ts-morph';
import { runnablePath } from './runnable-path.js';

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2022,
  verbatimModuleSyntax: true,
  isolatedModules: true,
};

/** An emitted file as Node runs it: TypeScript without its types, everything else as it is. */
function runnable(path: string, text: string): string {
  if (!path.endsWith('.ts')) return text;
  return ts.transpileModule(text, { compilerOptions: OPTIONS, fileName: path }).outputText;
}

/** Writes emitted files below a folder as Node runs them. */
export function writeRunnable(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const place = join(folder, runnablePath(path));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, runnable(path, text));
  }
}
