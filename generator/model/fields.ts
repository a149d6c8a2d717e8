import type { Expr, Field } from '../../runtime/model.js';
import type { Expression, LabelExpression, RuleDefinition, Span } from '../language/syntax/index.js';
import { type Context, checkName } from './context.js';
import { type RuleNames, resolveExpression } from './expressions.js';
import { isOpen, typeOfRule } from './rule-type.js';

/** What a label binds, seen from the expression around it. */
interface Binding {
  readonly arity: Field['arity'];
  readonly value: Field['value'];
  /** What it stands in front of, once for each place; equal ones once. */
  readonly languages: readonly Expr[];
  /** The prose of the rules that it stands in front of. */
  readonly docs: readonly string[];
  readonly span: Span;
}

type Bindings = ReadonlyMap<string, Binding>;

const nothing: Bindings = new Map();

/** Finds the fields of messages: labels, and those of rules that are used without one. */
export class FieldFinder {
  private readonly lent = new Map<string, Bindings>();

  constructor(
    private readonly names: RuleNames,
    private readonly circular: ReadonlySet<string>,
    private readonly context: Context,
  ) {}

  fieldsOf(definition: RuleDefinition): readonly Field[] {
    const bindings = this.bindingsOf(definition.expression);
    return [...bindings].map(([name, { arity, value, languages, docs }]) => {
      const [first, ...others] = languages;
      // A binding has a language: it comes from a label, which stands in front of something.
      const language: Expr = first !== undefined && others.length === 0 ? first : { kind: 'choice', of: languages };
      // A list holds texts, those of numbers too.
      return { name, doc: docs.join('\n\n'), arity, value: arity === 'list' ? { kind: 'text' } : value, language };
    });
  }

  /** The labels that a rule lends where it is used without one. */
  private bindingsOfRule(definition: RuleDefinition, span: Span): Bindings {
    const name = definition.name.text;
    if (this.circular.has(name)) return nothing;
    let bindings = this.lent.get(name);
    if (bindings === undefined) {
      bindings = this.bindingsOf(definition.expression);
      this.lent.set(name, bindings);
    }
    return new Map([...bindings].map(([label, binding]) => [label, { ...binding, span }]));
  }

  private bindingsOf(expression: Expression): Bindings {
    switch (expression.kind) {
      case 'literal':
      case 'class':
      case 'any':
        return nothing;
      case 'reference': {
        const definition = this.names.definitions.get(expression.name.text);
        return definition === undefined ? nothing : this.bindingsOfRule(definition, expression.span);
      }
      case 'label':
        return new Map([[expression.name.text, this.bindingOf(expression)]]);
      case 'sequence':
        return expression.of
          .map((one) => this.bindingsOf(one))
          .reduce((left, right) => this.inSequence(left, right), nothing);
      case 'choice':
        return this.ofAlternatives(expression.of.map((one) => this.bindingsOf(one)));
      case 'repeat': {
        const separator = expression.separator === undefined ? nothing : this.bindingsOf(expression.separator);
        const bindings = this.inSequence(this.bindingsOf(expression.of), separator);
        const arity = expression.max !== 1 ? 'list' : expression.min === 0 ? 'optional' : undefined;
        if (arity === undefined) return bindings;
        return new Map(
          [...bindings].map(([name, one]) => [name, { ...one, arity: one.arity === 'list' ? 'list' : arity }]),
        );
      }
    }
  }

  private bindingOf({ name, of }: LabelExpression): Binding {
    checkName(this.context, name, 'a field');
    // In front of a rule a label hides the rule's own; in front of anything else there must be none.
    if (of.kind !== 'reference') {
      for (const [inner, binding] of this.bindingsOf(of)) {
        this.context.report.add('P502', binding.span, { inner, outer: name.text });
      }
    }
    const rule = of.kind === 'reference' ? this.names.definitions.get(of.name.text) : undefined;
    return {
      arity: 'one',
      value: of.kind === 'reference' ? typeOfRule(rule) : { kind: 'text' },
      languages: [resolveExpression(of, this.names, this.context)],
      docs: rule === undefined || rule.doc === '' ? [] : [rule.doc],
      span: name.span,
    };
  }

  private inSequence(left: Bindings, right: Bindings): Bindings {
    for (const [name, binding] of right) {
      if (left.has(name)) this.collides(name, binding, 'is bound twice on one path');
    }
    // Fields stand in the order of the text.
    return new Map([...left, ...[...right].filter(([name]) => !left.has(name))]);
  }

  private ofAlternatives(alternatives: readonly Bindings[]): Bindings {
    const merged = new Map<string, Binding>();
    for (const alternative of alternatives) {
      for (const [name, binding] of alternative) {
        const known = merged.get(name);
        merged.set(name, known === undefined ? binding : this.either(name, known, binding));
      }
    }
    for (const [name, binding] of merged) {
      if (binding.arity === 'one' && !alternatives.every((one) => one.has(name)))
        merged.set(name, { ...binding, arity: 'optional' });
    }
    return merged;
  }

  private either(name: string, a: Binding, b: Binding): Binding {
    if ((a.arity === 'list') !== (b.arity === 'list')) {
      this.collides(name, b, 'binds a list in one alternative and one text in another');
    }
    if (!isOpen(a.value, b.value) && JSON.stringify(a.value) !== JSON.stringify(b.value)) {
      this.collides(name, b, 'binds a number in one alternative and something else in another');
    }
    const known = new Set(a.languages.map((one) => JSON.stringify(one)));
    return {
      ...a,
      arity:
        a.arity === 'list' || b.arity === 'list'
          ? 'list'
          : a.arity === 'optional' || b.arity === 'optional'
            ? 'optional'
            : 'one',
      languages: [...a.languages, ...b.languages.filter((one) => !known.has(JSON.stringify(one)))],
      docs: [...new Set([...a.docs, ...b.docs])],
    };
  }

  private collides(name: string, binding: Binding, how: string): void {
    this.context.report.add('P503', binding.span, { name, how });
  }
}
