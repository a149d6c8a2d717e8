import type { Condition, IntegerRange, MessageModel, Value, VariableRef } from '../../../runtime/model.js';
import { constantOf, type Linear, minus, most, plus, symbol } from './linear.js';

/** A guard that a value has passed: it is in a language, or it is not. */
export interface Narrowing {
  readonly how: 'within' | 'without';
  readonly language:
    | { readonly kind: 'rule'; readonly rule: string }
    | { readonly kind: 'text'; readonly text: string }
    /** What the attribute of any member can be. */
    | { readonly kind: 'attribute'; readonly name: string };
}

/** What is known of a place that values are kept in. */
interface Known {
  /** What this clause has put there; undefined: what stood there when it began. */
  readonly assigned: { readonly value: Value; readonly env: Environment } | undefined;
  readonly narrowings: readonly Narrowing[];
  /** Where nobody knows what this clause has put there: a name for whatever it is. */
  readonly unknown?: string;
}

/** What is known at one point of a clause. */
export interface Environment {
  /** The message that the clause takes. */
  readonly message: MessageModel | undefined;
  readonly known: ReadonlyMap<string, Known>;
  /** Sums that are not above zero. */
  readonly facts: readonly Linear[];
  /** The ranges of numbers, by the place that they are read from. */
  readonly rangeOf: (place: string) => IntegerRange | undefined;
}

/** What is known where a clause that takes a message begins. */
export function startOf(message: MessageModel | undefined, rangeOf: Environment['rangeOf']): Environment {
  return { message, known: new Map(), facts: [], rangeOf };
}

/** The place that a value is read from; undefined: it is no place, or that of somebody else. */
export function placeOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'field':
      return `field ${value.name}`;
    case 'attribute':
      return value.of === 'self' ? `self ${value.name}` : undefined;
    case 'variable':
      return `world ${value.name}`;
    default:
      return undefined;
  }
}

export function placeOfVariable({ scope, name }: VariableRef): string {
  return `${scope === 'world' ? 'world' : 'self'} ${name}`;
}

/** After `set`. */
export function assign(env: Environment, place: string, value: Value): Environment {
  const known: Known = { assigned: { value, env }, narrowings: [] };
  return { ...env, known: new Map([...env.known, [place, known]]) };
}

/** Where one of several arms has changed a place, only what is ever put there is known. */
export function forget(env: Environment, places: Iterable<string>): Environment {
  const known = new Map(env.known);
  let unknown = known.size + env.facts.length;
  for (const place of places) {
    unknown++;
    known.set(place, { assigned: undefined, narrowings: [], unknown: `${place}#${unknown}` });
  }
  return { ...env, known };
}

/** What is known where a condition holds, or where it does not. What it leaves open is left out. */
export function assume(env: Environment, condition: Condition, holds: boolean): Environment {
  switch (condition.kind) {
    case 'not':
      return assume(env, condition.of, !holds);
    case 'and':
    case 'or':
      // Where `and` fails, or `or` holds, one of the two sides is to blame, and nobody knows which.
      if ((condition.kind === 'and') !== holds) return env;
      return assume(assume(env, condition.left, holds), condition.right, holds);
    case 'matches':
      return narrow(env, condition.value, {
        how: holds ? 'within' : 'without',
        language: { kind: 'rule', rule: condition.rule },
      });
    case 'has':
      if (!holds) return env;
      return narrow(env, condition.value, {
        how: 'within',
        language: { kind: 'attribute', name: condition.attribute },
      });
    case 'compare': {
      const { op, left, right } = condition;
      const numbers = compared(env, op, left, right, holds);
      if ((op !== '=' && op !== '!=') || right.kind !== 'text') return numbers;
      const how = (op === '=') === holds ? 'within' : 'without';
      return narrow(env, left, { how, language: { kind: 'text', text: right.text } });
    }
    case 'isSet':
    case 'inGroup':
      return env;
  }
}

function narrow(env: Environment, value: Value, narrowing: Narrowing): Environment {
  const place = placeOf(value);
  if (place === undefined) return env;
  const before = env.known.get(place);
  const known: Known = {
    ...before,
    assigned: before?.assigned,
    narrowings: [...(before?.narrowings ?? []), narrowing],
  };
  return { ...env, known: new Map([...env.known, [place, known]]) };
}

/** A number as a sum of what stood in the places it is read from when the clause began; undefined: it is none. */
export function linearOf(value: Value, env: Environment): Linear | undefined {
  switch (value.kind) {
    case 'integer':
      return constantOf(value.value);
    case 'sum': {
      const [left, right] = [linearOf(value.left, env), linearOf(value.right, env)];
      if (left === undefined || right === undefined) return undefined;
      return plus(left, right, value.op === '+' ? 1n : -1n);
    }
    case 'field':
    case 'attribute':
    case 'variable': {
      const place = placeOf(value) ?? `member ${value.name}`;
      const known = env.known.get(place);
      if (known?.assigned !== undefined) return linearOf(known.assigned.value, known.assigned.env);
      return symbol(known?.unknown ?? place);
    }
    case 'text':
    case 'any':
      return undefined;
  }
}

/** The range of a symbol: that of the place it stands for. */
export function symbolRange(env: Environment, name: string): IntegerRange | undefined {
  return env.rangeOf(name.replace(/#.*$/, ''));
}

/** What a comparison of numbers says. */
function compared(env: Environment, op: string, left: Value, right: Value, holds: boolean): Environment {
  const [a, b] = [linearOf(left, env), linearOf(right, env)];
  if (a === undefined || b === undefined) return env;
  const difference = minus(a, b);
  const opposite = minus(b, a);
  const one = constantOf(1);
  const add = (...facts: readonly Linear[]): Environment => ({ ...env, facts: [...env.facts, ...facts] });
  if (op === '<') return add(holds ? plus(difference, one) : opposite);
  if (op === '>') return add(holds ? plus(opposite, one) : difference);
  if ((op === '=') === holds) return add(difference, opposite);
  // Where two numbers differ, and the one is never above the other, it is below.
  const rangeOf = (name: string) => symbolRange(env, name);
  return add(...[difference, opposite].filter((sum) => (most(sum, rangeOf) ?? 1n) <= 0n).map((sum) => plus(sum, one)));
}
