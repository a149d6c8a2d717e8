import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Arbitraries } from '../../runtime/arbitrary/index.js';
import type { Protocol } from '../../runtime/protocol.js';
import { emitProtocol, PACKAGE_MODULES } from '../emit/emit-protocol.js';
import { readSpec } from '../front-end.js';
import { createCodec } from '../rules/codec.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A spec that says everything that a spec can say. */
export const ALL_SORTS = join(root, 'generator/emit/fixtures/all-sorts.parley');

/** What a spec's files come to, without writing them; by their path below the folder of all protocols. */
export function emittedFrom(path: string): ReadonlyMap<string, string> {
  const file = relative(root, path);
  const { model, diagnostics } = readSpec(file, readFileSync(path, 'utf8'));
  if (model === undefined) throw new Error(diagnostics.map(({ at, message }) => `${at.line}: ${message}`).join('\n'));
  const origin = { spec: file, sha256: '0'.repeat(64) };
  const files = emitProtocol({ model, origin, codec: createCodec(model), ...PACKAGE_MODULES });
  return new Map([...files].map(([name, text]) => [`${model.name}/${name}`, text]));
}

/** A protocol that is generated for a test, loaded from files that are gone again. */
export async function loadEmitted(path: string): Promise<{ protocol: Protocol; arbitraries: Arbitraries }> {
  mkdirSync(join(root, 'dist'), { recursive: true });
  // Below the package, so that its own name is known there.
  const folder = mkdtempSync(join(root, 'dist/trial-'));
  try {
    for (const [file, text] of emittedFrom(path)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const name = basename(path, '.parley');
    const { protocol } = await import(join(folder, name, 'index.ts'));
    const { arbitraries } = await import(join(folder, name, 'arbitraries.ts'));
    return { protocol, arbitraries };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
