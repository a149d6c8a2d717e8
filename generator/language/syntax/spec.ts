import type { ExampleSection } from './examples.js';
import type { Node, NumberWord, Word } from './places.js';
import type { RuleDefinition } from './rules.js';
import type { SessionSection } from './session.js';

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
