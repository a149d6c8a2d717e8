import fc from 'fast-check';
import type { Field, Model } from '../model.js';
import type { FieldValue } from '../world.js';
import { textOf } from './text.js';

/** Values of a field: texts of its language, or numbers of its range; absent ones and lists where it has them. */
export function fieldOf(model: Model, field: Field): fc.Arbitrary<FieldValue> {
  const { value } = field;
  const one: fc.Arbitrary<string | number> =
    value.kind === 'integer' ? fc.integer(value) : textOf(model, field.language);
  switch (field.arity) {
    case 'one':
      return one;
    case 'optional':
      return fc.option(one, { nil: undefined });
    case 'list':
      return fc.array(one.map(String), { maxLength: 5 });
  }
}

/**
 * Values of a field, by the names of its message and itself.
 * @throws RangeError for a field that the model does not have.
 */
export function fieldNamed(
  model: Model,
  direction: 'client' | 'server',
  message: string,
  name: string,
): fc.Arbitrary<FieldValue> {
  const field = model.messages[direction].find(({ id }) => id === message)?.fields.find((one) => one.name === name);
  if (field === undefined) throw new RangeError(`${model.name} has no field ${message}.${name}.`);
  return fieldOf(model, field);
}
