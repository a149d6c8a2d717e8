import type { At } from '../../runtime/model.js';

/** A place in the text of a spec. */
export interface Position extends At {
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
}

export interface Span {
  readonly start: Position;
  readonly end: Position;
}

interface Node {
  readonly span: Span;
}

export interface Word extends Node {
  readonly text: string;
}

export interface NumberWord extends Node {
  readonly value: number;
}

/** A spec as it is written: nothing is looked up yet. */
export interface Syntax {
  readonly doc: string;
  /** Absent: the spec has no `protocol` line. */
  readonly name: Word | undefined;
  readonly sections: readonly Section[];
}

export type Section =
  | SourceSection
  | TransportSection
  | DeliverySection
  | PromiseSection
  | RuleDefinition
  | DirectionSection
  | SessionSection
  | ExampleSection;

export interface SourceSection extends Node {
  readonly kind: 'source';
  readonly file: Word;
  readonly title: Word | undefined;
}

export interface TransportSection extends Node {
  readonly kind: 'transport';
  readonly items: readonly Setting[];
}

/** Words of a setting, as in `framing line(1024) crlf`; which there are, the model knows. */
export interface Setting extends Node {
  readonly words: readonly SettingWord[];
}

export interface SettingWord extends Node {
  readonly text: string;
  /** In `line(1024)`. */
  readonly argument: NumberWord | undefined;
}

export interface DeliverySection extends Node {
  readonly kind: 'delivery';
  readonly order: Word;
  readonly unit: Word;
}

export interface PromiseSection extends Node {
  readonly kind: 'promise';
  readonly promise: Word;
}

export interface DirectionSection extends Node {
  readonly kind: 'direction';
  readonly direction: 'client' | 'server';
  readonly messages: readonly RuleDefinition[];
}

// ---- rules

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

// ---- session

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

// ---- examples

export interface ExampleSection extends Node {
  readonly kind: 'example';
  readonly name: Word;
  readonly title: string;
  readonly after: Word | undefined;
  readonly source: string | undefined;
  readonly steps: readonly StepSyntax[];
}

export type StepSyntax =
  | (Node & { readonly kind: 'view'; readonly who: Word; readonly figure: string })
  | (Node & {
      readonly kind: 'act';
      readonly who: Word;
      readonly act: ActSyntax;
      readonly expects: readonly ExpectSyntax[];
    });

export type ActSyntax =
  | (Node & { readonly kind: 'connects' | 'closes' | 'resets' })
  | (Node & { readonly kind: 'sends'; readonly texts: readonly Word[] });

export type ExpectSyntax =
  | (Node & { readonly kind: 'hears'; readonly who: readonly Word[]; readonly texts: readonly Word[] })
  | (Node & { readonly kind: 'closed'; readonly who: readonly Word[] });
