import { ts } from 'ts-morph';
import * as runtime from '../../runtime/index.js';
import type { Model } from '../../runtime/model.js';
import type { Codec } from '../../runtime/protocol.js';
import { emitReaders } from './readers.js';

/** What reads the texts of a protocol. */
export type Reader = Pick<Codec, 'parse' | 'parseServer'>;

/**
 * The parser that is generated for a model, without files.
 * @throws UnreadableMessage for a message that no parser is made of.
 */
export function readerOf(model: Model): Reader {
  return loadReaders(model, 'parser') as Reader;
}

/** What one of the files exports that read texts. */
export function loadReaders(model: Model, which: 'parser' | 'rules'): object {
  const { runs, ...readers } = emitReaders({ model, origin: { spec: model.file, sha256: '' }, runtime: 'runtime' });
  const modules = { runtime, './model.js': { model } };
  const read = runs === undefined ? {} : { './runs.js': loadEmitted(runs, modules) };
  return loadEmitted(readers[which], { ...modules, ...read });
}

/** What an emitted file exports, given the modules that it imports. */
function loadEmitted(source: string, modules: Readonly<Record<string, unknown>>): object {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  const exported = {};
  new Function('require', 'exports', outputText)((name: string) => modules[name], exported);
  return exported;
}
