import type { Node, Word } from './places.js';
import type { LevelSyntax } from './session.js';
import type { ConditionSyntax, PathSyntax, ValueSyntax } from './values.js';

export type Statement =
  | SendStatement
  | GroupStatement
  | SetStatement
  | UnsetStatement
  | CloseStatement
  | BecomeStatement
  | DoStatement
  | WhenStatement
  | EitherStatement
  | UndefinedStatement;

export interface SendStatement extends Node {
  readonly kind: 'send';
  readonly level: LevelSyntax;
  readonly anyNumber: boolean;
  readonly message: MessageUse;
  readonly to: RecipientsSyntax;
}

export type RecipientsSyntax =
  | (Node & { readonly kind: 'self' })
  | (Node & { readonly kind: 'all' | 'others'; readonly group: Word })
  | (Node & { readonly kind: 'bound'; readonly name: Word });

export interface GroupStatement extends Node {
  readonly kind: 'join' | 'leave';
  readonly group: Word;
}

export interface SetStatement extends Node {
  readonly kind: 'set';
  readonly place: PathSyntax;
  readonly value: ValueSyntax | undefined;
}

export interface UnsetStatement extends Node {
  readonly kind: 'unset';
  readonly place: PathSyntax;
}

export interface CloseStatement extends Node {
  readonly kind: 'close';
}

export interface BecomeStatement extends Node {
  readonly kind: 'become';
  readonly state: Word;
}

export interface DoStatement extends Node {
  readonly kind: 'do';
  readonly block: Word;
}

export interface WhenStatement extends Node {
  readonly kind: 'when';
  readonly label: Word | undefined;
  readonly condition: ConditionSyntax;
  readonly then: readonly Statement[];
  readonly otherwise: ElseSyntax | undefined;
}

export interface ElseSyntax extends Node {
  readonly label: Word | undefined;
  /** `else when …` is one statement here. */
  readonly body: readonly Statement[];
}

export interface EitherStatement extends Node {
  readonly kind: 'either';
  readonly arms: readonly EitherArm[];
}

export interface EitherArm extends Node {
  readonly label: Word | undefined;
  readonly body: readonly Statement[];
}

export interface UndefinedStatement extends Node {
  readonly kind: 'undefined';
  readonly bounds: readonly BoundSyntax[];
  readonly own: readonly Statement[];
}

export type BoundSyntax =
  | (Node & { readonly kind: 'othersMayHear' | 'selfNeverHears'; readonly messages: readonly MessageUse[] })
  | (Node & { readonly kind: 'othersHearNothing' });

export interface MessageUse extends Node {
  readonly name: Word;
  readonly args: readonly ValueSyntax[];
}
