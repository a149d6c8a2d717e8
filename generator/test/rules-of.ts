import type { Model } from '../../runtime/model.js';
import type { Codec } from '../../runtime/protocol.js';
import { loadReaders } from '../emit/load-reader.js';

/** The tests of rules that are generated for a model. */
export function rulesOf(model: Model): Pick<Codec, 'matches'> {
  return loadReaders(model, 'rules') as Pick<Codec, 'matches'>;
}
