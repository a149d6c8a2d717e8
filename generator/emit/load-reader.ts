import * as runtime from '../../runtime/index.js';
import type { Model } from '../../runtime/model.js';
import type { Codec } from '../../runtime/protocol.js';
import type { ReaderEmission } from './emission.js';
import { emitParser } from './parser.js';

/** What reads the texts of a protocol. */
export type Reader = Pick<Codec, 'parse' | 'parseServer'>;

/**
 * The parser that is generated for a model, without files.
 * @throws UnreadableMessage for a message that no parser is made of.
 */
export function readerOf(model: Model): Reader {
  return loadEmitted(model, emitParser) as Reader;
}

/** What a file of a model exports that reads texts. */
export function loadEmitted(model: Model, emit: (emission: ReaderEmission) => string): object {
  const source = emit({ model, origin: { spec: model.file, sha256: '' }, runtime: 'runtime', target: 'function' });
  return new Function('modules', `'use strict';\n${source}`)({ runtime, './model.js': { model } });
}
