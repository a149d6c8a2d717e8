import type { MessageModel } from '../../../runtime/model.js';
import type { Step } from './step.js';

/** A step of reading that takes text or asks for something. */
export type Action = Exclude<Step, { kind: 'mark' }>;

/** A message as the steps that read it, and where its fields stand among them. */
export interface Reading {
  readonly message: MessageModel;
  readonly actions: readonly Action[];
  /** For each field that is always bound once: between which steps it stands, counted from 0. */
  readonly fields: ReadonlyMap<string, readonly [begin: number, end: number]>;
  /** Whether other fields are bound inside of parts. */
  readonly bindsInParts: boolean;
  /** Whether what its steps take is well-formed. */
  readonly isChecked: boolean;
}

/** Messages that begin with the same steps, in the order in which they are tried. */
export interface Tree {
  /** The messages that are read once all steps up to here are done. */
  readonly whole: Reading | undefined;
  readonly branches: readonly { readonly action: Action; readonly tree: Tree }[];
}

/** Tells actions apart that do not read the same. */
export type KeyOf = (action: Action) => string;

/** Puts what neighbours have in common in front of them: it is read once. */
export function treeOf(readings: readonly Reading[], keyOf: KeyOf, depth = 0): Tree {
  const branches: { action: Action; key: string; readings: Reading[] }[] = [];
  let whole: Reading | undefined;
  for (const reading of readings) {
    const action = reading.actions[depth];
    if (action === undefined) {
      whole ??= reading;
      continue;
    }
    const key = reading.bindsInParts ? `${keyOf(action)} of ${reading.message.id}` : keyOf(action);
    const last = branches[branches.length - 1];
    if (last?.key === key) last.readings.push(reading);
    else branches.push({ action, key, readings: [reading] });
  }
  return {
    whole,
    branches: branches.map(({ action, readings: of }) => ({ action, tree: treeOf(of, keyOf, depth + 1) })),
  };
}
