import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A block of code in a page: fenced, or indented by four spaces. */
export interface Block {
  /** `FILE:LINE`. */
  readonly place: string;
  /** What stands behind the fence; `indented` for the others. */
  readonly language: string;
  readonly text: string;
}

/** The pages that people read: the README, what is in docs/, and the benchmarks' own. */
export function pages(): readonly string[] {
  const below = (folder: string): readonly string[] =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md') && !entry.parentPath.includes('docs/site'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
  return ['README.md', 'CONTRIBUTING.md', ...below('docs'), ...below('bench')];
}

export function blocksOf(file: string): readonly Block[] {
  const blocks: { place: string; language: string; lines: string[] }[] = [];
  let open: { place: string; language: string; lines: string[] } | undefined;
  for (const [nth, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    const isIndented = /^ {4}\S/.test(line);
    if (fence !== null && open?.language !== 'indented' && open !== undefined) {
      blocks.push(open);
      open = undefined;
    } else if (fence !== null) {
      open = { place: `${file}:${nth + 1}`, language: fence[1] ?? '', lines: [] };
    } else if (open !== undefined && open.language !== 'indented') {
      open.lines.push(line);
    } else if (isIndented) {
      open ??= { place: `${file}:${nth + 1}`, language: 'indented', lines: [] };
      open.lines.push(line.slice(4));
    } else if (open !== undefined && line.trim() !== '') {
      blocks.push(open);
      open = undefined;
    }
  }
  if (open !== undefined) blocks.push(open);
  return blocks.map(({ lines, ...block }) => ({ ...block, text: `${lines.join('\n')}\n` }));
}

/** The blocks of all pages. */
export function allBlocks(): readonly Block[] {
  return pages().flatMap(blocksOf);
}

/** The examples that stand in docstrings of sources, as blocks. */
export function docstringExamples(): readonly Block[] {
  const folders = ['runtime', 'generator', 'conformance', 'reference-impl', 'generated', 'diagrams', 'site'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
  );
  return files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return [...source.matchAll(/^ *\* @example\n((?:^ *\* ?(?!@|\/).*\n)*)/gm)].map((match) => {
      const text = (match[1] ?? '').replace(/^ *\* ?/gm, '');
      const fenced = /^```(\w*)\n(.*?)^```$/ms.exec(text);
      return {
        place: `${file}:${source.slice(0, match.index).split('\n').length}`,
        language: fenced?.[1] ?? 'none',
        text: fenced?.[2] ?? text,
      };
    });
  });
}

/** The lines of a block that are typed, continued ones joined, comments left out. */
export function commandsOf(text: string): readonly string[] {
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
