import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { MADE_BY } from './emit/file.js';

/** How a folder differs from the files that should be in it; paths with forward slashes. */
export interface Difference {
  readonly path: string;
  readonly kind: 'missing' | 'altered' | 'extra';
}

/** The folders of protocols that were generated into a folder before. */
export function generatedProtocols(out: string): readonly string[] {
  if (!existsSync(out)) return [];
  const folders = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => isOurs(join(out, name, 'index.ts')));
}

/**
 * What would have to change in a folder, in the order of the paths.
 * @param kept - protocols whose folders stay as they are: their specs were not read.
 */
export function differences(
  out: string,
  files: ReadonlyMap<string, string>,
  kept: readonly string[],
): readonly Difference[] {
  const found: Difference[] = [];
  for (const [path, text] of files) {
    const place = join(out, path);
    if (!existsSync(place)) found.push({ path, kind: 'missing' });
    else if (readFileSync(place, 'utf8') !== text) found.push({ path, kind: 'altered' });
  }
  for (const path of pathsIn(out)) {
    const [folder] = path.split('/');
    if (!files.has(path) && !kept.includes(folder ?? '')) found.push({ path, kind: 'extra' });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What was done to a folder. */
export interface Applied {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** What should not be there, and was not made by the generator. */
  readonly leftAlone: readonly string[];
}

/** Makes a folder what it should be. Of what should not be there, only what the generator wrote itself is removed. */
export function apply(out: string, files: ReadonlyMap<string, string>, changes: readonly Difference[]): Applied {
  const extra = changes.filter(({ kind }) => kind === 'extra').map(({ path }) => path);
  const removed = extra.filter((path) => isOurs(join(out, path)));
  for (const path of removed) removeWithFolder(join(out, path));
  const written = changes.filter(({ kind }) => kind !== 'extra').map(({ path }) => path);
  for (const path of written) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), files.get(path) ?? '');
  }
  return { written, removed, leftAlone: extra.filter((path) => !removed.includes(path)) };
}

function pathsIn(out: string): readonly string[] {
  if (!existsSync(out)) return [];
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function isOurs(place: string): boolean {
  return existsSync(place) && readFileSync(place, 'utf8').slice(0, 400).includes(MADE_BY);
}

/** The file, and its folder where nothing else is in it. */
function removeWithFolder(place: string): void {
  rmSync(place);
  if (readdirSync(dirname(place)).length === 0) rmdirSync(dirname(place));
}
