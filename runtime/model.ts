/**
 * The model of a protocol: what a `.parley` file means, as plain JSON. The generator's front end makes it, every
 * emitter reads it, and the generated code carries it, so that the session, the oracle and the reports all speak of
 * the same clauses. What later versions of the language add is a new member of a union here, never a new shape.
 */

/** A place in the spec file (`Model.file`); both count from 1, columns in UTF-16 units. */
export interface At {
  readonly line: number;
  readonly column: number;
}

export interface Model {
  /** The protocol's name, as in `protocol chat-line`: lower case, digits and hyphens. */
  readonly name: string;
  /** The prose in front of `protocol`. */
  readonly doc: string;
  /** The spec's path, relative to the folder that the generator was started for, with forward slashes. */
  readonly file: string;
  readonly sources: readonly Source[];
  readonly transport: Transport;
  readonly charset: 'utf-8';
  readonly framing: { readonly client: Framing; readonly server: Framing };
  readonly delivery: Delivery;
  readonly promises: readonly PromiseMade[];
  readonly rules: readonly Rule[];
  readonly messages: { readonly client: readonly MessageModel[]; readonly server: readonly MessageModel[] };
  readonly session: SessionModel;
  readonly examples: readonly Example[];
}

/** A document that the spec was made from. */
export interface Source {
  readonly file: string;
  readonly title?: string;
}

export interface Transport {
  /** The default TCP port. */
  readonly tcp: number;
  /** How long a silent or stalled client is surely kept, in milliseconds; absent: for ever. */
  readonly idleMs?: number;
}

/**
 * How bytes become frames. `chunk`: one send is one frame, cut every `max` bytes. `line`: LF ends a frame, of at most
 * `max` bytes with its terminator; exactly one CR before the LF is dropped.
 */
export type Framing =
  | { readonly kind: 'chunk'; readonly max: number }
  | { readonly kind: 'line'; readonly max: number; readonly write: 'lf' | 'crlf' };

export interface Delivery {
  readonly order: 'fifo' | 'causal' | 'total';
  /** What happens at once: a single send, or all that an event causes. */
  readonly unit: 'send' | 'event';
}

export interface PromiseMade {
  readonly kind: 'unforgeable';
  readonly at: At;
}

// ---- rules

/** A named set of texts: those of `expr` that `except` does not match. */
export interface Rule {
  readonly id: string;
  readonly doc: string;
  readonly at: At;
  readonly expr: Expr;
  readonly except?: Expr;
  /** Where given, a text is a decimal number without leading zeros, and out of range does not match. */
  readonly integer?: IntegerRange;
  /** The rule as it is written in the spec, white space folded. */
  readonly source: string;
}

export interface IntegerRange {
  readonly min: number;
  readonly max: number;
}

export type Expr =
  | { readonly kind: 'literal'; readonly text: string; readonly fold: 'none' | 'ascii' }
  | { readonly kind: 'class'; readonly ranges: readonly CodePointRange[]; readonly source: string }
  | { readonly kind: 'sequence'; readonly of: readonly Expr[] }
  | { readonly kind: 'choice'; readonly of: readonly Expr[] }
  | {
      readonly kind: 'repeat';
      readonly of: Expr;
      readonly min: number;
      readonly max: number | null;
      readonly separator?: Expr;
    }
  | { readonly kind: 'capture'; readonly field: string; readonly of: Expr }
  | { readonly kind: 'reference'; readonly rule: string };

/** Both ends included; ranges of a class are sorted, apart from each other, and hold no surrogates. */
export type CodePointRange = readonly [first: number, last: number];

/** A message: a rule that must match its whole frame, and the fields that it binds. */
export interface MessageModel {
  readonly id: string;
  readonly direction: 'client' | 'server';
  readonly doc: string;
  readonly at: At;
  readonly parts: readonly Part[];
  /** Whole frames that are not this message although its parts match them. */
  readonly except?: Expr;
  readonly fields: readonly Field[];
  /** Whether the rule is a regular language, so that the exact analyses speak of it. */
  readonly regular: true;
  readonly source: string;
}

export interface Part {
  readonly kind: 'text';
  readonly expr: Expr;
}

export interface Field {
  readonly name: string;
  /** The prose in front of the rule that the label stands in front of. */
  readonly doc: string;
  readonly arity: 'one' | 'optional' | 'list';
  readonly value: { readonly kind: 'text' } | ({ readonly kind: 'integer' } & IntegerRange);
  /** What each of its values can be. */
  readonly language: Expr;
}

// ---- session

export interface SessionModel {
  readonly variables: readonly Variable[];
  readonly groups: readonly GroupModel[];
  readonly connect: Clause;
  readonly states: readonly State[];
}

/** An attribute of each connection (`user { … }`), or a variable of the world (`world { … }`). */
export interface Variable {
  readonly scope: 'connection' | 'world';
  readonly name: string;
  readonly type: { readonly rule: string; readonly value: Field['value'] };
  readonly initial?: Value;
  readonly equality: 'exact' | 'ascii-fold';
  readonly at: At;
}

export interface GroupModel {
  readonly name: string;
  /** The attribute in which members never agree. */
  readonly unique?: string;
  readonly at: At;
}

export interface State {
  readonly name: string;
  readonly doc: string;
  readonly at: At;
  /** In the order in which they are tried; those of `in every state` stand last. */
  readonly clauses: readonly Clause[];
}

/** RFC 2119. */
export type Level = 'must' | 'should' | 'may';

/** What becomes of one kind of input in one state. */
export interface Clause {
  /** `protocol/State/trigger`; for the connect clause `protocol/connect`. */
  readonly id: string;
  readonly doc: string;
  readonly level: Level;
  /** The section of the source that it comes from. */
  readonly source?: string;
  readonly at: At;
  readonly trigger: Trigger;
  readonly body: readonly Effect[];
  /** The clause as it is written in the spec, from its trigger to its brace, lines kept. */
  readonly text: string;
}

export type Trigger =
  | { readonly kind: 'connect' }
  | { readonly kind: 'message'; readonly name: string; readonly params: readonly string[] }
  | { readonly kind: 'unrecognized' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'overlong' }
  | { readonly kind: 'disconnect' };

/** Blocks (`do name`) stand here unfolded. */
export type Effect =
  | SendEffect
  | { readonly kind: 'join'; readonly group: GroupRef; readonly at: At }
  | { readonly kind: 'leave'; readonly group: GroupRef; readonly at: At }
  | { readonly kind: 'set'; readonly place: VariableRef; readonly value: Value; readonly at: At }
  | { readonly kind: 'unset'; readonly place: VariableRef; readonly at: At }
  | { readonly kind: 'close'; readonly at: At }
  | { readonly kind: 'become'; readonly state: string; readonly at: At }
  | { readonly kind: 'branch'; readonly arms: readonly Arm[]; readonly at: At }
  | UndefinedEffect;

export interface SendEffect {
  readonly kind: 'send';
  readonly message: string;
  /** One for each field of the message, in the order of `MessageModel.fields`. */
  readonly args: readonly Value[];
  readonly to: Recipients;
  /** How often each recipient gets it: `{1,1}`; `may send` `{0,1}`; `any number of` `{0,null}`. */
  readonly times: { readonly min: number; readonly max: number | null };
  readonly level: Level;
  readonly at: At;
}

/** The connection is not judged until it ends, but for these bounds. */
export interface UndefinedEffect {
  readonly kind: 'undefined';
  readonly othersMayHear: readonly MessagePatternModel[];
  readonly selfNeverHears: readonly MessagePatternModel[];
  /** What the reference server does. */
  readonly own: readonly Effect[];
  readonly at: At;
}

export interface MessagePatternModel {
  readonly message: string;
  readonly args: readonly Value[];
}

/** One side of a guard (`when`, `else`), or one choice of the server (`either`, `or`). */
export interface Arm {
  /** The clause's id and the branch: its label, or `when`, `else`, `either`, `or`. */
  readonly id: string;
  readonly when: Condition | 'otherwise' | 'open';
  readonly body: readonly Effect[];
  readonly at: At;
}

/** Groups will have keys; members are addressed through this from the first day. */
export interface GroupRef {
  readonly group: string;
}

export type VariableRef =
  | { readonly scope: 'connection'; readonly name: string }
  | { readonly scope: 'world'; readonly name: string };

export type Recipients =
  | { readonly kind: 'self' }
  | { readonly kind: 'members'; readonly of: GroupRef; readonly but?: 'self' }
  | { readonly kind: 'bound'; readonly name: string };

export type Value =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: 'self' | { readonly bound: string }; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'sum'; readonly op: '+' | '-'; readonly left: Value; readonly right: Value }
  | { readonly kind: 'any'; readonly sample?: string };

export type Condition =
  | {
      /** The first member, in order of joining, whose attribute is the value; bound to `as` in the arm. */
      readonly kind: 'has';
      readonly of: GroupRef;
      readonly attribute: string;
      readonly value: Value;
      readonly as?: string;
    }
  | { readonly kind: 'compare'; readonly op: '=' | '!=' | '<' | '>'; readonly left: Value; readonly right: Value }
  | { readonly kind: 'matches'; readonly value: Value; readonly rule: string }
  | { readonly kind: 'isSet'; readonly place: VariableRef }
  | { readonly kind: 'inGroup'; readonly of: GroupRef }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

// ---- examples

export interface Example {
  readonly id: string;
  readonly title: string;
  /** The example that this one goes on from. */
  readonly after?: string;
  readonly source?: string;
  readonly at: At;
  readonly steps: readonly ExampleStep[];
}

export type ExampleStep =
  | {
      readonly kind: 'act';
      readonly who: string;
      readonly act:
        | { readonly kind: 'connects' }
        | { readonly kind: 'sends'; readonly texts: readonly string[] }
        | { readonly kind: 'closes' }
        | { readonly kind: 'resets' };
      /** All that anybody receives because of it, with `all` resolved to the users connected. */
      readonly expect: readonly ExampleExpectation[];
      readonly at: At;
    }
  | { readonly kind: 'view'; readonly who: string; readonly figure: string; readonly at: At };

export type ExampleExpectation =
  | { readonly kind: 'hears'; readonly who: readonly string[]; readonly texts: readonly string[] }
  | { readonly kind: 'closed'; readonly who: readonly string[] };
