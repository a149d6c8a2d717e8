import { EmittedFile } from './file.js';
import { key, quote } from './literal.js';

/** index.ts above the protocols' folders: every protocol that was generated, by its name. */
export function emitRegistry(protocols: readonly string[], runtime: string, arbitrary: string): string {
  const file = new EmittedFile(
    'the names of the folders beside it',
    'The protocols that were generated, by their names in the specs.',
  );
  const names = [...protocols].sort();
  file.doc('Each protocol, loaded when it is asked for.');
  table(file, names, 'protocols', 'index.js', 'protocol', file.type('Protocol', runtime));
  file.line();
  file.doc('The arbitraries of each protocol, loaded when they are asked for: they need fast-check.');
  table(file, names, 'arbitraries', 'arbitraries.js', 'arbitraries', file.type('Arbitraries', arbitrary));
  file.line();
  file.doc('The name of a protocol.').line('export type ProtocolName = keyof typeof protocols;');
  return file.toString();
}

function table(
  file: EmittedFile,
  protocols: readonly string[],
  name: string,
  path: string,
  what: string,
  type: string,
): void {
  const entries = (): void => {
    for (const protocol of protocols) {
      file.line(`${key(protocol)}: () => import(${quote(`./${protocol}/${path}`)}).then((module) => module.${what}),`);
    }
  };
  file.block(
    `export const ${name} = {`,
    entries,
    `} as const satisfies Readonly<Record<string, () => Promise<${type}>>>;`,
  );
}
