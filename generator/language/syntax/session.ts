import type { Node, Word } from './places.js';
import type { Statement } from './statements.js';
import type { ValueSyntax } from './values.js';

export interface SessionSection extends Node {
  readonly kind: 'session';
  readonly items: readonly SessionItem[];
}

export type SessionItem = VariablesSyntax | GroupSyntax | BlockSyntax | ConnectSyntax | StateSyntax | EveryStateSyntax;

export interface VariablesSyntax extends Node {
  readonly kind: 'variables';
  readonly scope: 'connection' | 'world';
  readonly variables: readonly VariableSyntax[];
}

export interface VariableSyntax extends Node {
  readonly name: Word;
  readonly rule: Word;
  readonly initial: ValueSyntax | undefined;
}

export interface GroupSyntax extends Node {
  readonly kind: 'group';
  readonly name: Word;
  readonly unique: Word | undefined;
}

export interface BlockSyntax extends Node {
  readonly kind: 'block';
  readonly name: Word;
  readonly body: readonly Statement[];
}

export interface ConnectSyntax extends Node {
  readonly kind: 'connect';
  readonly doc: string;
  readonly level: LevelSyntax;
  readonly source: string | undefined;
  readonly body: readonly Statement[];
  readonly text: string;
}

export interface StateSyntax extends Node {
  readonly kind: 'state';
  readonly doc: string;
  readonly name: Word;
  readonly clauses: readonly ClauseSyntax[];
}

export interface EveryStateSyntax extends Node {
  readonly kind: 'everyState';
  readonly clauses: readonly ClauseSyntax[];
}

export type LevelSyntax = 'should' | 'may' | undefined;

export interface ClauseSyntax extends Node {
  readonly doc: string;
  readonly level: LevelSyntax;
  readonly triggers: readonly TriggerSyntax[];
  readonly source: string | undefined;
  readonly body: readonly Statement[];
  /** As written, from its level or trigger to its closing brace. */
  readonly text: string;
}

export type TriggerSyntax =
  | (Node & { readonly kind: 'message'; readonly name: Word; readonly params: readonly Word[] })
  | (Node & { readonly kind: 'unrecognized' | 'invalid' | 'overlong' | 'disconnect' });
