import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { didYouMean } from '../generator/diagnostics/did-you-mean.js';
import type { Arbitraries } from '../runtime/arbitrary/index.js';
import type { Protocol } from '../runtime/protocol.js';
import { readText } from './spec-text.js';
import { WrongUse } from './wrong-use.js';

/** A protocol, and what properties of it are tried on. */
export interface LoadedProtocol {
  readonly protocol: Protocol;
  readonly arbitraries: Arbitraries;
}

/** No protocol has this name. */
export class UnknownProtocol extends WrongUse {
  override readonly name = 'UnknownProtocol';

  constructor(
    readonly wanted: string,
    readonly known: readonly string[],
  ) {
    const hint = didYouMean(wanted, known);
    super(
      `there is no protocol ${wanted}${hint === undefined ? '.' : `; ${hint}`} Known are ${known.join(', ')}, and paths of .parley files.`,
    );
  }
}

/** The names of the protocols that are generated. */
export async function protocolNames(): Promise<readonly string[]> {
  return Object.keys((await registry()).protocols);
}

/**
 * A protocol by its name, or by the path of a `.parley` file, which is then generated on the fly.
 * @throws UnknownProtocol, and WrongUse for a file that is not there or has errors.
 */
export async function loadProtocol(nameOrPath: string): Promise<Protocol> {
  if (isPath(nameOrPath)) return (await loadSpec(nameOrPath)).protocol;
  return entry((await registry()).protocols, nameOrPath)();
}

/** The same with its arbitraries, for which fast-check is loaded. */
export async function loadProtocolWithArbitraries(nameOrPath: string): Promise<LoadedProtocol> {
  if (isPath(nameOrPath)) return loadSpec(nameOrPath);
  const { protocols, arbitraries } = await registry();
  const [protocol, values] = await Promise.all([entry(protocols, nameOrPath)(), entry(arbitraries, nameOrPath)()]);
  return { protocol, arbitraries: values };
}

interface Registry {
  readonly protocols: Readonly<Record<string, () => Promise<Protocol>>>;
  readonly arbitraries: Readonly<Record<string, () => Promise<Arbitraries>>>;
}

async function registry(): Promise<Registry> {
  return import('../generated/index.js');
}

function entry<Value>(table: Readonly<Record<string, Value>>, name: string): Value {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new UnknownProtocol(name, Object.keys(table));
  return found;
}

function isPath(nameOrPath: string): boolean {
  return nameOrPath.endsWith('.parley') || nameOrPath.includes('/');
}

/** Generates a spec into a folder of its own, which is gone again once its modules are loaded. */
async function loadSpec(path: string): Promise<LoadedProtocol> {
  const text = readText(path, path);
  const [{ generateFiles }, { formatDiagnostics }, { writeRunnable }] = await Promise.all([
    import('../generator/generate.js'),
    import('../generator/diagnostics/format.js'),
    import('./transpile.js'),
  ]);
  const spec = { file: path, text };
  const modules = { runtime: runtimeUrl('index.js'), arbitrary: runtimeUrl('arbitrary/index.js') };
  const { specs, files, protocols } = generateFiles([spec], { modules, data: false });
  const [name] = protocols;
  if (name === undefined) {
    const diagnostics = specs.flatMap((checked) => checked.diagnostics);
    throw new WrongUse(`${path} has errors.\n\n${formatDiagnostics(diagnostics, spec.text)}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'parley-spec-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeRunnable(folder, files);
    const load = (file: string): Promise<LoadedProtocol> => import(pathToFileURL(join(folder, name, file)).href);
    const [{ protocol }, { arbitraries }] = await Promise.all([load('index.js'), load('arbitraries.js')]);
    return { protocol, arbitraries };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The runtime's module as a URL: a folder outside of the package doesn't know it by its name. */
function runtimeUrl(file: string): string {
  const beside = new URL(`../runtime/${file}`, import.meta.url);
  return existsSync(beside) ? beside.href : new URL(`../dist/runtime/${file}`, import.meta.url).href;
}
