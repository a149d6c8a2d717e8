// Puts what the compiler leaves behind into dist/, where the compiled code looks for it: data, and grammars, compiled too.
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import peggy from 'peggy';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['runtime', 'generator', 'generated', 'conformance', 'reference-impl', 'cli', 'diagrams', 'site'];
const ASSETS = new Set(['.peggy', '.json', '.html', '.css', '.svg']);

for (const folder of FOLDERS) {
  if (!existsSync(join(root, folder))) continue;
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    // What runs in a browser is written as it is sent there: the compiler has no part in it.
    const inBrowser = basename(entry.parentPath) === 'browser' && extname(entry.name) === '.js';
    const isPageScript = inBrowser || entry.name.endsWith('.browser.js');
    if (!entry.isFile() || !(isPageScript || ASSETS.has(extname(entry.name)))) continue;
    const copy = join(root, 'dist', path.slice(root.length));
    cpSync(path, copy);
    if (extname(path) !== '.peggy') continue;
    writeFileSync(`${copy}.cjs`, peggy.generate(readFileSync(path, 'utf8'), { output: 'source', format: 'commonjs' }));
  }
}
// npm does this for those who install the package; here `npx parley` runs the file as it is.
chmodSync(join(root, 'dist/cli/main.js'), 0o755);
