import { expressionSource } from '../../../runtime/expression-source.js';
import { findRule } from '../../../runtime/find-rule.js';
import type {
  At,
  Expr,
  Field,
  IntegerRange,
  MessageModel,
  Model,
  Value,
  Variable,
  VariableRef,
} from '../../../runtime/model.js';
import { once } from '../../rules/once.js';
import { ruleTerm, type Term, termOf } from '../../rules/term.js';
import {
  type Environment,
  linearOf,
  type Narrowing,
  placeOf,
  placeOfVariable,
  startOf,
  symbolRange,
} from './environment.js';
import { constantOf, minus, neverPositive } from './linear.js';
import { type Writes, writesOf } from './writes.js';

/** A field of a client message. */
export interface Origin {
  readonly message: MessageModel;
  readonly field: Field;
}

/** As a report names it. */
export function originName({ message, field }: Origin): string {
  return `\`${field.name}\` of \`${message.id}\``;
}

/** What a value can be at one place of the session. */
export interface Flow {
  readonly term: Term;
  /** Equal for equal terms. */
  readonly key: string;
  /** The fields of client messages that it comes from; none: it is the server's own. */
  readonly origins: readonly Origin[];
  /** Whether it is one text, which the spec gives. */
  readonly constant: string | undefined;
  /** Whether it is a sum that may leave the range of the place it goes to, for all that is known. */
  readonly mayOverflow?: boolean;
}

/** Something that the server can send, with what its arguments can be. */
export interface Site {
  readonly message: MessageModel;
  /** One for each field. */
  readonly args: readonly Flow[];
  readonly at: At;
}

/** A value that is put into an attribute or a variable. */
export interface Assignment {
  readonly variable: Variable;
  readonly flow: Flow;
  readonly at: At;
}

/** Where the texts that the server sends come from: each argument followed back to the fields of client messages. */
export class Flows {
  private readonly writes: Writes;
  private readonly known = new Map<string, Flow>();
  private readonly terms = new Map<string, Term>();

  constructor(private readonly model: Model) {
    this.writes = writesOf(model, (place, message) => this.rangeOf(place, message));
  }

  /** Every send and every message that others may hear because of something undefined, in the order of the spec. */
  get sites(): readonly Site[] {
    return this.writes.sends.flatMap(({ pattern, env, at }) => {
      const message = this.model.messages.server.find(({ id }) => id === pattern.message);
      if (message === undefined) return [];
      const args = message.fields.map((field, index) => {
        const arg = pattern.args[index];
        return arg === undefined ? this.whole(field.language) : this.flowOf(arg, env, field.language);
      });
      return [{ message, args, at }];
    });
  }

  get assignments(): readonly Assignment[] {
    return this.writes.sets.flatMap(({ place, value, env, at }) => {
      const variable = this.variable(place);
      return variable === undefined ? [] : [{ variable, flow: this.flowOf(value, env, typeOf(variable)), at }];
    });
  }

  /** @param target - the language of the place that the value goes to. */
  private flowOf(value: Value, env: Environment, target: Expr): Flow {
    const place = placeOf(value);
    const known = place === undefined ? undefined : env.known.get(place);
    const start =
      known?.assigned === undefined
        ? this.declared(value, env, target)
        : this.flowOf(known.assigned.value, known.assigned.env, target);
    return (known?.narrowings ?? []).reduce((flow, narrowing) => this.narrowed(flow, narrowing), start);
  }

  private declared(value: Value, env: Environment, target: Expr): Flow {
    switch (value.kind) {
      case 'field': {
        const { message } = env;
        const field = message?.fields.find(({ name }) => name === value.name);
        if (message === undefined || field === undefined) return this.whole(target);
        return { ...this.whole(field.language), origins: [{ message, field }] };
      }
      case 'attribute':
        return this.everSet({ scope: 'connection', name: value.name });
      case 'variable':
        return this.everSet({ scope: 'world', name: value.name });
      case 'text':
        return constant(value.text);
      case 'integer':
        return constant(String(value.value));
      case 'any':
        return value.sample === undefined ? this.whole(target) : constant(value.sample);
      case 'sum':
        return { ...this.whole(target), mayOverflow: !this.isWithin(value, env, target) };
    }
  }

  /** All that is ever put into a variable. */
  private everSet(place: VariableRef): Flow {
    const variable = this.variable(place);
    if (variable === undefined) throw new Error(`${this.model.name} has no ${place.scope} variable ${place.name}.`);
    const key = placeOfVariable(place);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // A variable that is set from itself holds nothing that its rule does not.
    this.known.set(key, this.whole(typeOf(variable)));
    const flows = this.writes.sets
      .filter((one) => placeOfVariable(one.place) === key)
      .map(({ value, env }) => this.flowOf(value, env, typeOf(variable)));
    if (variable.initial !== undefined) {
      flows.push(
        this.flowOf(
          variable.initial,
          startOf(undefined, () => undefined),
          typeOf(variable),
        ),
      );
    }
    const distinct = [...new Map(flows.map((flow) => [flow.key, flow])).values()];
    const [only] = distinct;
    const flow: Flow =
      distinct.length === 1 && only !== undefined
        ? only
        : {
            term: this.term(distinct.map((one) => one.key).join(' / '), () => ({
              kind: 'choice',
              of: distinct.map(({ term }) => term),
            })),
            key: distinct.map((one) => one.key).join(' / '),
            origins: unique(distinct.flatMap(({ origins }) => origins)),
            constant: undefined,
          };
    this.known.set(key, flow);
    return flow;
  }

  private narrowed(flow: Flow, { how, language }: Narrowing): Flow {
    const bound = this.boundOf(language);
    // What is within a language already needs no bound.
    if (how === 'within' && bound.key === flow.key) return flow;
    const key = `(${flow.key}) ${how} (${bound.key})`;
    return { ...flow, key, term: this.term(key, () => ({ kind: 'bounded', of: flow.term, bound: bound.term, how })) };
  }

  private boundOf(language: Narrowing['language']): Pick<Flow, 'key' | 'term'> {
    switch (language.kind) {
      case 'rule':
        return this.whole({ kind: 'reference', rule: language.rule });
      case 'text':
        return constant(language.text);
      case 'attribute':
        return this.everSet({ scope: 'connection', name: language.name });
    }
  }

  private whole(language: Expr): Flow {
    const key = expressionSource(language);
    const term = this.term(key, () =>
      language.kind === 'reference'
        ? ruleTerm(this.model, findRule(this.model, language.rule), false)
        : termOf(this.model, language, false),
    );
    return { term, key, origins: [], constant: undefined };
  }

  /** Whether a sum is surely in the range of the place that it goes to: a question of numbers, not of texts. */
  private isWithin(value: Value, env: Environment, target: Expr): boolean {
    const range = target.kind === 'reference' ? findRule(this.model, target.rule).integer : undefined;
    const sum = linearOf(value, env);
    if (range === undefined || sum === undefined) return false;
    const rangeOf = (name: string) => symbolRange(env, name);
    return (
      neverPositive(minus(sum, constantOf(range.max)), env.facts, rangeOf) &&
      neverPositive(minus(constantOf(range.min), sum), env.facts, rangeOf)
    );
  }

  /** The range of the numbers that a place can hold. */
  private rangeOf(place: string, message: MessageModel | undefined): IntegerRange | undefined {
    const [kind = '', name] = place.split(' ');
    const type =
      kind === 'field'
        ? message?.fields.find((field) => field.name === name)?.value
        : this.variable({ scope: kind === 'world' ? 'world' : 'connection', name: name ?? '' })?.type.value;
    return type?.kind === 'integer' ? type : undefined;
  }

  private variable({ scope, name }: VariableRef): Variable | undefined {
    return this.model.session.variables.find((one) => one.scope === scope && one.name === name);
  }

  /** One term for each key: automata are kept by their terms. */
  private term(key: string, make: () => Term): Term {
    return once(this.terms, key, make);
  }
}

function unique(origins: readonly Origin[]): readonly Origin[] {
  return [...new Map(origins.map((one) => [originName(one), one])).values()];
}

function constant(text: string): Flow {
  return { term: { kind: 'literal', text }, key: JSON.stringify(text), origins: [], constant: text };
}

function typeOf(variable: Variable): Expr {
  return { kind: 'reference', rule: variable.type.rule };
}
