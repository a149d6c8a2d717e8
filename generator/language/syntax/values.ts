import type { Node, Word } from './places.js';

export type ValueSyntax =
  | (Node & { readonly kind: 'number'; readonly value: number })
  | (Node & { readonly kind: 'text'; readonly text: string })
  | (Node & { readonly kind: 'any'; readonly sample: Word | undefined })
  | (Node & { readonly kind: 'sum'; readonly op: '+' | '-'; readonly left: ValueSyntax; readonly right: ValueSyntax })
  | PathSyntax;

export interface PathSyntax extends Node {
  readonly kind: 'path';
  readonly parts: readonly Word[];
}

export type ConditionSyntax =
  | (Node & {
      readonly kind: 'has';
      readonly group: PathSyntax;
      readonly attribute: Word;
      readonly value: ValueSyntax;
      readonly as: Word | undefined;
    })
  | (Node & {
      readonly kind: 'compare';
      readonly op: '=' | '!=' | '<' | '>';
      readonly left: ValueSyntax;
      readonly right: ValueSyntax;
    })
  | (Node & { readonly kind: 'matches'; readonly value: ValueSyntax; readonly rule: Word })
  | (Node & { readonly kind: 'isSet'; readonly value: ValueSyntax })
  | (Node & { readonly kind: 'inGroup'; readonly member: ValueSyntax; readonly group: Word })
  | (Node & { readonly kind: 'not'; readonly of: ConditionSyntax })
  | (Node & { readonly kind: 'and' | 'or'; readonly left: ConditionSyntax; readonly right: ConditionSyntax });
