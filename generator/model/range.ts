import type { Field } from '../../runtime/model.js';

/** Whether a number is one that a place can't hold. A range the wrong way round has been reported, and holds all. */
export function isOutside(value: number, type: Field['value']): boolean {
  return type.kind === 'integer' && type.min <= type.max && (value < type.min || value > type.max);
}

export function rangeOf(type: Field['value']): string {
  return type.kind === 'integer' ? `${type.min}..${type.max}` : 'all texts';
}
