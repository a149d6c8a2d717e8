import type { Node, NumberWord, Word } from './places.js';

export interface RuleDefinition extends Node {
  readonly kind: 'rule';
  readonly doc: string;
  readonly name: Word;
  readonly expression: Expression;
  readonly except: Expression | undefined;
  readonly integer: IntegerSyntax | undefined;
  /** As written, from its name to its end. */
  readonly source: string;
}

export interface IntegerSyntax extends Node {
  readonly min: NumberWord;
  readonly max: NumberWord;
}

export type Expression =
  | LiteralExpression
  | ClassExpression
  | AnyExpression
  | ReferenceExpression
  | SequenceExpression
  | ChoiceExpression
  | RepeatExpression
  | LabelExpression;

export interface LiteralExpression extends Node {
  readonly kind: 'literal';
  readonly text: string;
  /** `"…"i`: ASCII letters in either case. */
  readonly fold: boolean;
}

export interface ClassExpression extends Node {
  readonly kind: 'class';
  /** With its brackets, escapes as written. */
  readonly source: string;
}

export interface AnyExpression extends Node {
  readonly kind: 'any';
}

export interface ReferenceExpression extends Node {
  readonly kind: 'reference';
  readonly name: Word;
}

export interface SequenceExpression extends Node {
  readonly kind: 'sequence';
  readonly of: readonly Expression[];
}

export interface ChoiceExpression extends Node {
  readonly kind: 'choice';
  readonly of: readonly Expression[];
}

export interface RepeatExpression extends Node {
  readonly kind: 'repeat';
  readonly of: Expression;
  readonly min: number;
  readonly max: number | null;
  readonly separator: Expression | undefined;
  /** The bounds as written between the bars. */
  readonly bounds: string;
}

export interface LabelExpression extends Node {
  readonly kind: 'label';
  readonly name: Word;
  readonly of: Expression;
}
