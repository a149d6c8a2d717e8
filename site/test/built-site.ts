import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../dist/site/main.js', import.meta.url));

/** The site, built by the command for it into a folder of its own. */
export interface BuiltSite {
  /** Every page by its path in the site. */
  readonly pages: ReadonlyMap<string, string>;
  url(path: string): string;
  remove(): void;
}

export async function builtSite(): Promise<BuiltSite> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-built-site-'));
  await promisify(execFile)(process.execPath, [MAIN, '--out', folder]);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const html = files.filter((file) => file.endsWith('.html'));
  return {
    pages: new Map(html.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
    url: (path) => pathToFileURL(join(folder, path)).href,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
