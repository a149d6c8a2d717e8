import type { Field } from '../../runtime/model.js';
import type { RuleDefinition } from '../language/syntax/index.js';

/** What a value is of whose rule there is none: that has been reported, and it fits everywhere. */
export const unknownType: Field['value'] = { kind: 'text' };

/** Whether the texts of a rule are numbers to the session. */
export function typeOfRule(definition: RuleDefinition | undefined): Field['value'] {
  if (definition === undefined) return unknownType;
  const { integer } = definition;
  return integer === undefined ? { kind: 'text' } : { kind: 'integer', min: integer.min.value, max: integer.max.value };
}

/** Whether one of two types is not known, so that nothing can be said of the two. */
export function isOpen(a: Field['value'], b: Field['value']): boolean {
  return a === unknownType || b === unknownType;
}
