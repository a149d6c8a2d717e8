import type { Field, GroupModel, Level, MessageModel, Variable } from '../../runtime/model.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { BlockSyntax, StateSyntax, Word } from '../language/syntax/index.js';
import type { Context } from './context.js';
import type { Vocabulary } from './rules.js';

/** What the whole session can name. */
export interface SessionNames {
  readonly protocol: string;
  readonly vocabulary: Vocabulary;
  readonly attributes: ReadonlyMap<string, Variable>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly groups: ReadonlyMap<string, GroupModel>;
  readonly states: ReadonlyMap<string, StateSyntax>;
  readonly blocks: ReadonlyMap<string, BlockSyntax>;
  readonly usedBlocks: Set<string>;
  /** Undefined: what the spec says of it is wrong. */
  readonly clientFraming: 'chunk' | 'line' | undefined;
  readonly context: Context;
}

/** What can be named at a place of a clause. */
export interface Scope {
  readonly names: SessionNames;
  /** The clause's message, if it has one. */
  readonly message: MessageModel | undefined;
  /** The fields that its parameters name. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Members bound by `as`, and their groups. */
  readonly bound: ReadonlyMap<string, string>;
  readonly level: Level;
  /** The id of the clause or the branch around this place. */
  readonly id: string;
  /** The ids of the clause's branches so far; an `else` that nobody wrote is one of them. */
  readonly branches: Map<string, 'written' | 'unwritten'>;
  /** The blocks being unfolded, outermost first. */
  readonly unfolding: readonly string[];
}

/** Looks up a group; an unknown one is reported. */
export function lookUpGroup(name: Word, { groups, context }: SessionNames): GroupModel | undefined {
  const group = groups.get(name.text);
  if (group === undefined)
    context.report.add('P204', name.span, { name: name.text }, didYouMean(name.text, groups.keys()));
  return group;
}

/** Looks up a user's attribute; an unknown one is reported. */
export function lookUpAttribute(name: Word, { attributes, context }: SessionNames): Variable | undefined {
  const attribute = attributes.get(name.text);
  if (attribute === undefined) {
    context.report.add('P205', name.span, { name: name.text }, didYouMean(name.text, attributes.keys()));
  }
  return attribute;
}

/** Looks up a variable of the world; an unknown one is reported. */
export function lookUpVariable(name: Word, { variables, context }: SessionNames): Variable | undefined {
  const variable = variables.get(name.text);
  if (variable === undefined) {
    context.report.add('P212', name.span, { name: name.text }, didYouMean(name.text, variables.keys()));
  }
  return variable;
}

/** Looks up a message of one direction; an unknown one, or one of the other direction, is reported. */
export function lookUpMessage(
  name: Word,
  direction: 'client' | 'server',
  { vocabulary, context }: SessionNames,
): MessageModel | undefined {
  const known = vocabulary[direction];
  const message = known.get(name.text);
  if (message !== undefined) return message;
  const other = direction === 'client' ? 'server' : 'client';
  if (vocabulary[other].has(name.text)) {
    const used = direction === 'client' ? 'taken by a clause' : 'sent';
    context.report.add('P216', name.span, { name: name.text, direction: other, used });
  } else {
    context.report.add('P202', name.span, { name: name.text, direction }, didYouMean(name.text, known.keys()));
  }
  return undefined;
}
