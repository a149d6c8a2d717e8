import { expressionSource } from '../../runtime/expression-source.js';
import { findRule } from '../../runtime/find-rule.js';
import type { Field, Model } from '../../runtime/model.js';

/** A field's rule as an error shows it. */
export function fieldRule(model: Model, field: Field): string {
  if (field.language.kind !== 'reference') return expressionSource(field.language);
  return findRule(model, field.language.rule).source;
}
