import { SessionError } from './errors.js';
import type { ScalarValue } from './world.js';

/**
 * A value that a clause needs.
 * @throws SessionError when it is not set, which the generator reports as an error of the spec.
 */
export function assigned<Value extends ScalarValue>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new SessionError('bad-program', `${what} is read before it is set`);
  return value;
}
