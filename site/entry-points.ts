import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A module that programs can import, and the file that it is made from. */
export interface EntryPoint {
  /** As programs name it: `parley/runtime`. */
  readonly module: string;
  /** Its source, relative to the package. */
  readonly file: string;
}

/** Every module that the package exports, a protocol's once for each protocol: from `exports` in package.json. */
export function entryPoints(root: string): readonly EntryPoint[] {
  const { name, exports }: Package = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.entries(exports).flatMap(([path, target]) => {
    if (typeof target === 'string' || target.types === undefined) return [];
    const entry = { module: `${name}${path.slice(1)}`, file: sourceOf(target.types) };
    return entry.file.includes('*') ? everyFolder(root, entry) : [entry];
  });
}

interface Package {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** What is compiled to `dist/a/b.d.ts` is `a/b.ts`. */
function sourceOf(types: string): string {
  return types.replace(/^\.\/dist\//, '').replace(/\.d\.ts$/, '.ts');
}

function everyFolder(root: string, { module, file }: EntryPoint): readonly EntryPoint[] {
  const [folder = '', rest = ''] = file.split('/*');
  const names = readdirSync(join(root, folder), { withFileTypes: true }).filter((one) => one.isDirectory());
  return names.map(({ name }) => ({ module: module.replace('*', name), file: `${folder}/${name}${rest}` }));
}
