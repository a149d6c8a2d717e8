import type { Expr, Field, MessageModel, Model, State } from '../../runtime/model.js';
import { Undecided } from './automaton/build.js';
import { Lowering } from './lower.js';
import { LoweringError } from './lowering-error.js';
import { type Matcher, neverMatcher, sequenceMatcher } from './matcher.js';
import { once } from './once.js';
import type { Peg } from './peggy-syntax.js';
import * as peggy from './peggy-syntax.js';
import { messageTerm, termOf } from './term.js';

/** A Peggy grammar for all that a protocol reads, and where to start in it. */
export interface Grammar {
  readonly text: string;
  /** The start rule of each state whose clauses take messages. States that try the same ones in one order share it. */
  readonly states: ReadonlyMap<string, string>;
  /** The start rule of what the server sends; undefined: it sends nothing. */
  readonly server: string | undefined;
  /** All of them. */
  readonly starts: readonly string[];
  /** What each message takes, up to the end of the text, as a tree. */
  readonly messages: ReadonlyMap<MessageModel, Matcher>;
  /** The rules that those trees name. */
  readonly rules: ReadonlyMap<string, Matcher>;
}

/** What the grammar's actions stand on: labelled texts are gathered into a message's object, in the order of its fields. */
const PRELUDE = `{{
  class Captured {
    constructor(field, value) {
      this.field = field;
      this.value = value;
    }
  }

  function gather(part, values) {
    if (part instanceof Captured) (values[part.field] ??= []).push(part.value);
    else if (Array.isArray(part)) for (const one of part) gather(one, values);
    return values;
  }

  function message(kind, fields, parts) {
    const values = gather(parts, Object.create(null));
    const made = { kind };
    for (const [field, arity] of fields) {
      if (arity === "list") made[field] = values[field] ?? [];
      else if (values[field] !== undefined) made[field] = values[field][0];
    }
    return made;
  }
}}
`;

/** The messages that a state's clauses take, in the order in which they are tried. */
export function messagesOf(model: Model, state: State): readonly MessageModel[] {
  const names = state.clauses.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : []));
  return [...new Set(names)].flatMap((name) => model.messages.client.filter((message) => message.id === name));
}

/**
 * The grammar of a protocol, made once for each model.
 * @throws UnreadableMessage for a message that would need a parser beyond all bounds.
 */
export function buildGrammar(model: Model): Grammar {
  return once(grammars, model, () => build(model));
}

const grammars = new WeakMap<Model, Grammar>();

function build(model: Model): Grammar {
  const fields = new Map<string, readonly Field[]>();
  const lowering = new Lowering((scope, name) => {
    return fields.get(scope)?.some((field) => field.name === name && field.value.kind === 'integer') ?? false;
  });
  lowering.rules.define('End', peggy.end, 'the end of the text');
  const trees = new Map<MessageModel, Matcher>();
  const lists = new Map<string, string>();

  const wholeOf = (message: MessageModel, name: string): Peg => {
    try {
      return lowering.whole(messageTerm(model, message), name);
    } catch (error) {
      if (error instanceof Undecided || error instanceof LoweringError) throw new UnreadableMessage(message, error);
      throw error;
    }
  };
  const messageRule = (message: MessageModel): string => {
    const name = `${message.direction === 'client' ? 'Client' : 'Server'}_${message.id}`;
    if (fields.has(name)) return name;
    fields.set(name, message.fields);
    const whole = wholeOf(message, name);
    const arities = message.fields.map((field) => [field.name, field.arity]);
    const matcher = sequenceMatcher([whole.matcher, peggy.end.matcher]);
    trees.set(message, matcher);
    const made = `return message(${JSON.stringify(message.id)}, ${JSON.stringify(arities)}, parts);`;
    lowering.rules.define(name, { text: `parts:(${whole.text}) End { ${made} }`, matcher });
    return name;
  };
  /** One start rule for each distinct list of messages. */
  const listRule = (name: string, messages: readonly MessageModel[]): string | undefined => {
    if (messages.length === 0) return undefined;
    const text = messages.map(messageRule).join(' / ');
    const known = lists.get(text);
    if (known !== undefined) return known;
    lists.set(text, name);
    lowering.rules.define(name, { text, matcher: neverMatcher });
    return name;
  };

  const states = new Map<string, string>();
  for (const state of model.session.states) {
    const start = listRule(`State_${identifier(state.name)}`, messagesOf(model, state));
    if (start !== undefined) states.set(state.name, start);
  }
  const server = listRule('FromServer', model.messages.server);
  const starts = [...new Set([...states.values(), ...(server === undefined ? [] : [server])])];
  const { rules } = lowering;
  return { text: `${PRELUDE}\n${rules.toString()}`, states, server, starts, messages: trees, rules: rules.matchers };
}

/** Expressions that whole texts are tested against, lowered. */
export interface LoweredTests {
  /** What each takes, up to the end of the text; undefined: it would need a parser beyond all bounds. */
  readonly of: (expr: Expr) => Matcher | undefined;
  /** The rules that those trees name. */
  readonly rules: ReadonlyMap<string, Matcher>;
}

/** Lowers expressions of a model apart from its messages: nothing is bound in them. */
export function lowerTests(model: Model): LoweredTests {
  const lowering = new Lowering(() => false);
  let count = 0;
  const of = (expr: Expr): Matcher | undefined => {
    try {
      const whole = lowering.whole(termOf(model, expr, false), `Test_${++count}`);
      return sequenceMatcher([whole.matcher, peggy.end.matcher]);
    } catch (error) {
      if (error instanceof Undecided || error instanceof LoweringError) return undefined;
      throw error;
    }
  };
  return { of, rules: lowering.rules.matchers };
}

/** A message that no parser is made of. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';

  constructor(
    readonly unread: MessageModel,
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** State names may hold hyphens, which Peggy's names may not. */
function identifier(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, (character) => `$${character.charCodeAt(0).toString(16)}`);
}
