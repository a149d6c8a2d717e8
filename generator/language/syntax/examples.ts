import type { Node, Word } from './places.js';

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
