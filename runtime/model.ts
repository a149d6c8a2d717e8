/**
 * The model of a protocol: what a `.parley` file means, as plain JSON. The generator's front end makes it, every
 * emitter reads it, and the generated code carries it, so that the session, the oracle and the reports all speak of
 * the same clauses. What later versions of the language add is a new member of a union here, never a new shape.
 */

/** A place in the spec file (`Model.file`); both count from 1, columns in UTF-16 units. */
export interface At {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** A protocol: what its spec says, with names looked up and nothing left to derive. */
export interface Model {
  /** The protocol's name, as in `protocol chat-line`: lower case, digits and hyphens. */
  readonly name: string;
  /** The prose in front of `protocol`. */
  readonly doc: string;
  /** The spec's path, relative to the folder that the generator was started for, with forward slashes. */
  readonly file: string;
  readonly sources: readonly Source[];
  /** Where its servers listen, and how long they wait for the silent. */
  readonly transport: Transport;
  readonly charset: 'utf-8';
  /** How the bytes of each direction become frames. */
  readonly framing: { readonly client: Framing; readonly server: Framing };
  /** In which order messages arrive, and what happens at once. */
  readonly delivery: Delivery;
  /** What the spec promises, proved when it was generated. */
  readonly promises: readonly PromiseMade[];
  /** The named sets of texts, in the order of the spec. */
  readonly rules: readonly Rule[];
  /** What each side can say, in the order of the spec; the server's in the order in which a reader tries them. */
  readonly messages: { readonly client: readonly MessageModel[]; readonly server: readonly MessageModel[] };
  /** What becomes of every input in every state. */
  readonly session: SessionModel;
  /** Exchanges that the spec shows; each agrees with the session. */
  readonly examples: readonly Example[];
}

/** A document that the spec was made from. */
export interface Source {
  /** The document's name, as the spec gives it. */
  readonly file: string;
  /** Its title. */
  readonly title?: string;
}

/** Where servers of the protocol listen, and how patient they are. */
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

/** The order in which messages arrive, in the terms of group communication (docs/oracle.md). */
export interface Delivery {
  /**
   * `fifo`: what one connection causes arrives in order; `causal`: no answer before what it answers; `total`: one
   * order for all.
   */
  readonly order: 'fifo' | 'causal' | 'total';
  /** What happens at once: a single send, or all that an event causes. */
  readonly unit: 'send' | 'event';
}

/** A promise that the spec makes, and the generator has proved. */
export interface PromiseMade {
  readonly kind: 'unforgeable';
  /** Where it is made. */
  readonly at: At;
}

// ---- rules

/** A named set of texts: those of `expr` that `except` does not match. */
export interface Rule {
  /** Its name in the spec. */
  readonly id: string;
  /** The prose in front of it. */
  readonly doc: string;
  readonly at: At;
  /** The texts that it means, before `except`. */
  readonly expr: Expr;
  /** What is taken out of them. */
  readonly except?: Expr;
  /** Where given, a text is a decimal number without leading zeros, and out of range does not match. */
  readonly integer?: IntegerRange;
  /** The rule as it is written in the spec, white space folded. */
  readonly source: string;
}

/** Whole numbers between two bounds. */
export interface IntegerRange {
  /** The least. */
  readonly min: number;
  /** The greatest. */
  readonly max: number;
}

/**
 * An expression of the rule language, which means a set of texts. A `literal` folds the case of ASCII letters where
 * its `fold` says so; a `class` is one character of its `ranges`; a `sequence` is its parts in order, a `choice` any
 * one of them; a `repeat` is its part `min` to `max` times (`null`: without end), `separator` between; a `capture`
 * binds what its part takes to a field; a `reference` is another rule.
 */
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
  /** Its name in the spec. */
  readonly id: string;
  /** Who says it. */
  readonly direction: 'client' | 'server';
  /** The prose in front of it. */
  readonly doc: string;
  readonly at: At;
  /** What its frame is made of, in order. */
  readonly parts: readonly Part[];
  /** Whole frames that are not this message although its parts match them. */
  readonly except?: Expr;
  /** What it binds, in the order of the rule. */
  readonly fields: readonly Field[];
  /** Whether the rule is a regular language, so that the exact analyses speak of it. */
  readonly regular: true;
  /** The rule as it is written in the spec, white space folded. */
  readonly source: string;
}

/** A piece of a message's frame. */
export interface Part {
  readonly kind: 'text';
  /** The texts that it can be. */
  readonly expr: Expr;
}

/** What a label of a message binds. */
export interface Field {
  /** The label. */
  readonly name: string;
  /** The prose in front of the rule that the label stands in front of. */
  readonly doc: string;
  /** `optional`: it may be absent, which is not empty; `list`: none or more of it. */
  readonly arity: 'one' | 'optional' | 'list';
  /** What its texts are read as. */
  readonly value: { readonly kind: 'text' } | ({ readonly kind: 'integer' } & IntegerRange);
  /** What each of its values can be. */
  readonly language: Expr;
}

// ---- session

/** What becomes of every input in every state, and what a server remembers for it. */
export interface SessionModel {
  readonly variables: readonly Variable[];
  /** The groups that connections join and leave. */
  readonly groups: readonly GroupModel[];
  readonly connect: Clause;
  /** In the order of the spec. */
  readonly states: readonly State[];
}

/** An attribute of each connection (`user { … }`), or a variable of the world (`world { … }`). */
export interface Variable {
  /** Whose it is: each connection's, or the world's. */
  readonly scope: 'connection' | 'world';
  /** Its name in the spec. */
  readonly name: string;
  /** The rule that its values keep to, and what they are. */
  readonly type: { readonly rule: string; readonly value: Field['value'] };
  /** Its value before anything sets it; absent: it is unset. */
  readonly initial?: Value;
  /** When two of its values are the same. */
  readonly equality: 'exact' | 'ascii-fold';
  readonly at: At;
}

/** A group of connections; its members are in the order of their joining. */
export interface GroupModel {
  /** Its name in the spec. */
  readonly name: string;
  /** The attribute in which members never agree. */
  readonly unique?: string;
  readonly at: At;
}

/** Where a connection stands: which inputs it takes, and what becomes of them. */
export interface State {
  /** Its name in the spec. */
  readonly name: string;
  /** The prose in front of it. */
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
  /** The prose in front of it. */
  readonly doc: string;
  readonly level: Level;
  /** The section of the source that it comes from. */
  readonly source?: string;
  readonly at: At;
  /** The input that it is for. */
  readonly trigger: Trigger;
  readonly body: readonly Effect[];
  /** The clause as it is written in the spec, from its trigger to its brace, lines kept. */
  readonly text: string;
}

/**
 * What a clause is for: the beginning of a connection, a message (its fields by the clause's own names, `params`), a
 * frame that is no message, that is not in the charset, that is too long, or the end of the connection.
 */
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

/** A message to somebody. */
export interface SendEffect {
  readonly kind: 'send';
  /** Its name. */
  readonly message: string;
  /** One for each field of the message, in the order of `MessageModel.fields`. */
  readonly args: readonly Value[];
  /** Who gets it. */
  readonly to: Recipients;
  /** How often each recipient gets it: `{1,1}`; `may send` `{0,1}`; `any number of` `{0,null}`. */
  readonly times: { readonly min: number; readonly max: number | null };
  readonly level: Level;
  readonly at: At;
}

/** The connection is not judged until it ends, but for these bounds. */
export interface UndefinedEffect {
  readonly kind: 'undefined';
  /** What the others may hear because of it, any number of times. */
  readonly othersMayHear: readonly MessagePatternModel[];
  /** What its own connection never hears. */
  readonly selfNeverHears: readonly MessagePatternModel[];
  /** What the reference server does. */
  readonly own: readonly Effect[];
  readonly at: At;
}

/** A message with some of its values left open. */
export interface MessagePatternModel {
  /** Its name. */
  readonly message: string;
  /** A value for each field, in the order of `MessageModel.fields`. */
  readonly args: readonly Value[];
}

/** One side of a guard (`when`, `else`), or one choice of the server (`either`, `or`). */
export interface Arm {
  /** The clause's id and the branch: its label, or `when`, `else`, `either`, `or`. */
  readonly id: string;
  /** Its condition; `otherwise`: where no arm before it holds; `open`: the server chooses. */
  readonly when: Condition | 'otherwise' | 'open';
  readonly body: readonly Effect[];
  readonly at: At;
}

/** Groups will have keys; members are addressed through this from the first day. */
export interface GroupRef {
  /** The name of the group. */
  readonly group: string;
}

/** A variable by its name: of the connection whose event it is, or of the world. */
export type VariableRef =
  | { readonly scope: 'connection'; readonly name: string }
  | { readonly scope: 'world'; readonly name: string };

/**
 * Who gets a message: the connection whose event it is, the members of a group (perhaps but that one), or the member
 * that a guard has named.
 */
export type Recipients =
  | { readonly kind: 'self' }
  | { readonly kind: 'members'; readonly of: GroupRef; readonly but?: 'self' }
  | { readonly kind: 'bound'; readonly name: string };

/**
 * Where a value comes from: a field of the message, an attribute of a connection, a variable of the world, a
 * literal, the sum or the difference of two, or `any`, which the server chooses (the reference server takes
 * `sample`).
 */
export type Value =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: 'self' | { readonly bound: string }; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'sum'; readonly op: '+' | '-'; readonly left: Value; readonly right: Value }
  | { readonly kind: 'any'; readonly sample?: string };

/**
 * What a guard asks: whether a group has a member with some value, how two values compare, whether a value is in a
 * rule's language, whether a variable is set, whether the connection is in a group, and what `not`, `and`, `or` make
 * of these.
 */
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

/** An exchange that the spec shows. */
export interface Example {
  /** Its name in the spec. */
  readonly id: string;
  /** What it shows. */
  readonly title: string;
  /** The example that this one goes on from. */
  readonly after?: string;
  /** The section of the source that shows it. */
  readonly source?: string;
  readonly at: At;
  /** What happens, in order. */
  readonly steps: readonly ExampleStep[];
}

/**
 * What one user does, with all that anybody receives because of it; or a `view`: a figure of the source that shows
 * this user's screen up to here.
 */
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

/** What some users receive, each of them the texts in order; or that the server ends their connections. */
export type ExampleExpectation =
  | { readonly kind: 'hears'; readonly who: readonly string[]; readonly texts: readonly string[] }
  | { readonly kind: 'closed'; readonly who: readonly string[] };
