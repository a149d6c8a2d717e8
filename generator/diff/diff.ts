import type { Model } from '../../runtime/model.js';
import { type Change, sortChanges } from './change.js';
import { clauseChanges } from './clauses.js';
import { nameChanges } from './names.js';
import { readingChanges } from './readings.js';
import { settingChanges } from './settings.js';

/** All differences between two versions of a protocol, or between two protocols: incompatible ones first at each level. */
export function diffModels(before: Model, after: Model): readonly Change[] {
  return sortChanges([
    ...settingChanges(before, after),
    ...readingChanges(before, after),
    ...clauseChanges(before, after),
    ...nameChanges(before, after),
  ]);
}
