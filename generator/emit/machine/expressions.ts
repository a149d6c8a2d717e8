import type { Condition, Field, Value, VariableRef } from '../../../runtime/model.js';
import { access, key, quote } from '../literal.js';
import type { FieldLocal } from './locals.js';
import type { Plan } from './plan.js';

/** What a clause's values and conditions are called in its method. */
export interface Scope {
  readonly plan: Plan;
  field(name: string): FieldLocal;
  /** The local that holds a member bound by `as`. */
  bound(name: string): string;
  /** Names a new member. */
  bind(name: string): string;
  /** Says that the emitted code uses a name of the runtime, and returns what it is called here. */
  runtime(name: string): string;
  codec(): string;
}

interface Expression {
  readonly code: string;
  readonly mayBeUnset: boolean;
}

/** A value that must be there. */
export function value(scope: Scope, one: Value, sample: () => string): string {
  const { code, mayBeUnset } = expression(scope, one, sample);
  return mayBeUnset ? `${scope.runtime('assigned')}(${code}, ${quote(code)})` : code;
}

/** One argument of a message, as a property of its object. */
export function argument(scope: Scope, field: Field, one: Value, sample: () => string): string {
  if (field.arity !== 'optional') return property(field.name, value(scope, one, sample));
  const { code, mayBeUnset } = expression(scope, one, sample);
  return mayBeUnset ? `...(${code} !== undefined && { ${property(field.name, code)} })` : property(field.name, code);
}

function property(name: string, code: string): string {
  return name === code ? name : `${key(name)}: ${code}`;
}

function expression(scope: Scope, one: Value, sample: () => string): Expression {
  const sure = (code: string): Expression => ({ code, mayBeUnset: false });
  switch (one.kind) {
    case 'field': {
      const { local, optional } = scope.field(one.name);
      return { code: local, mayBeUnset: optional };
    }
    case 'attribute': {
      const holder = one.of === 'self' ? 'self' : scope.bound(one.of.bound);
      return {
        code: access(holder, one.name),
        mayBeUnset: scope.plan.mayBeUnset({ scope: 'connection', name: one.name }),
      };
    }
    case 'variable':
      return {
        code: access('this.variables', one.name),
        mayBeUnset: scope.plan.mayBeUnset({ scope: 'world', name: one.name }),
      };
    case 'text':
      return sure(quote(one.text));
    case 'integer':
      return sure(String(one.value));
    case 'sum': {
      const right = value(scope, one.right, sample);
      const grouped = one.right.kind === 'sum' ? `(${right})` : right;
      return sure(`${value(scope, one.left, sample)} ${one.op} ${grouped}`);
    }
    case 'any':
      return sure(one.sample === undefined ? sample() : quote(one.sample));
  }
}

function isNumber(scope: Scope, one: Value): boolean {
  switch (one.kind) {
    case 'field':
      return scope.field(one.name).integer;
    case 'attribute':
    case 'variable': {
      const { variables } = scope.plan.model.session;
      const where = one.kind === 'variable' ? 'world' : 'connection';
      return variables.some(
        (variable) => variable.scope === where && variable.name === one.name && variable.type.value.kind === 'integer',
      );
    }
    default:
      return one.kind === 'integer' || one.kind === 'sum';
  }
}

/** Where an attribute or a variable is kept. */
export function place(one: VariableRef): string {
  return access(one.scope === 'world' ? 'this.variables' : 'self', one.name);
}

/** A condition, and what must be looked up before it can be asked. */
export interface Question {
  readonly code: string;
  /** Declarations that stand before the `if`. */
  readonly before: readonly string[];
}

const TIGHTNESS = { or: 1, and: 2, comparison: 3, atom: 4 } as const;
type Tightness = (typeof TIGHTNESS)[keyof typeof TIGHTNESS];

export function question(scope: Scope, condition: Condition): Question {
  const before: string[] = [];
  const { code } = ask(scope, condition, before);
  return { code, before };
}

interface Asked {
  readonly code: string;
  readonly tightness: Tightness;
}

function ask(scope: Scope, condition: Condition, before: string[], negated = false): Asked {
  const comparison = (code: string): Asked => ({ code, tightness: TIGHTNESS.comparison });
  switch (condition.kind) {
    case 'has': {
      const group = `this.${scope.plan.group(condition.of.group)}`;
      const found = `${group}.first(${quote(condition.attribute)}, ${value(scope, condition.value, noSample)})`;
      const sign = negated ? '===' : '!==';
      if (condition.as === undefined) return comparison(`${found} ${sign} undefined`);
      const member = scope.bind(condition.as);
      before.push(`const ${member} = ${found};`);
      return comparison(`${member} ${sign} undefined`);
    }
    case 'compare': {
      const signs = { '=': '===', '!=': '!==', '<': '<', '>': '>' } as const;
      const opposite = { '=': '!==', '!=': '===', '<': '>=', '>': '<=' } as const;
      const sign = (negated ? opposite : signs)[condition.op];
      return comparison(`${value(scope, condition.left, noSample)} ${sign} ${value(scope, condition.right, noSample)}`);
    }
    case 'matches': {
      const text = value(scope, condition.value, noSample);
      const call = `${scope.codec()}.matches(${quote(condition.rule)}, ${isNumber(scope, condition.value) ? `String(${text})` : text})`;
      return atom(call, negated);
    }
    case 'isSet':
      return comparison(`${place(condition.place)} ${negated ? '===' : '!=='} undefined`);
    case 'inGroup':
      return atom(`this.${scope.plan.group(condition.of.group)}.has(self)`, negated);
    case 'not':
      return ask(scope, condition.of, before, !negated);
    case 'and':
    case 'or': {
      const kind = negated ? (condition.kind === 'and' ? 'or' : 'and') : condition.kind;
      const tightness = TIGHTNESS[kind];
      const side = (one: Condition): string => {
        const asked = ask(scope, one, before, negated);
        return asked.tightness < tightness || mixes(asked.tightness, tightness) ? `(${asked.code})` : asked.code;
      };
      return { code: `${side(condition.left)} ${kind === 'and' ? '&&' : '||'} ${side(condition.right)}`, tightness };
    }
  }
}

/** `&&` in `||` is clear to the machine, but not to every reader. */
function mixes(inner: Tightness, outer: Tightness): boolean {
  return inner === TIGHTNESS.and && outer === TIGHTNESS.or;
}

function atom(code: string, negated: boolean): Asked {
  return { code: negated ? `!${code}` : code, tightness: TIGHTNESS.atom };
}

function noSample(): string {
  throw new Error('A guard compares with what is known, never with `any`.');
}
