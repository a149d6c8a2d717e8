import ts from 'typescript';
import * as runtime from '../../runtime/index.js';
import type { Model } from '../../runtime/model.js';
import type { Codec } from '../../runtime/protocol.js';
import type { Emission } from '../emit/emission.js';
import { emitParser } from '../emit/parser.js';
import { emitRules } from '../emit/rules.js';

/** What a generated parser exports. */
export type Reader = Pick<Codec, 'parse' | 'parseServer'>;

/** The parser that is generated for a model, loaded without files. */
export function readerOf(model: Model): Reader {
  return load(emitParser(emission(model)), model) as Reader;
}

/** The tests of rules that are generated for a model. */
export function rulesOf(model: Model): Pick<Codec, 'matches'> {
  return load(emitRules(emission(model)), model) as Pick<Codec, 'matches'>;
}

function emission(model: Model): Emission {
  // Neither reader nor rules are made with the codec.
  const codec = {} as Codec;
  return { model, origin: { spec: model.file, sha256: '' }, codec, runtime: 'runtime', arbitrary: '' };
}

function load(source: string, model: Model): object {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  const modules: Readonly<Record<string, unknown>> = { runtime, './model.js': { model } };
  const exported = {};
  new Function('require', 'exports', outputText)((name: string) => modules[name], exported);
  return exported;
}
