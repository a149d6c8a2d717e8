import type { At } from '../../../runtime/model.js';

/** A place in the text of a spec. */
export interface Position extends At {
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
}

export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** What every part of a spec has: where it stands. */
export interface Node {
  readonly span: Span;
}

export interface Word extends Node {
  readonly text: string;
}

export interface NumberWord extends Node {
  readonly value: number;
}
