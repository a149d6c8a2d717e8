import type { Model } from '../../runtime/model.js';
import type { Codec } from '../../runtime/protocol.js';
import { loadEmitted } from '../emit/load-reader.js';
import { emitRules } from '../emit/rules.js';

/** The tests of rules that are generated for a model. */
export function rulesOf(model: Model): Pick<Codec, 'matches'> {
  return loadEmitted(model, emitRules) as Pick<Codec, 'matches'>;
}
