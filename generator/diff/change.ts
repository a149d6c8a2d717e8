import type { At } from '../../runtime/model.js';

/** WIRE: bytes mean something else, or something else follows. SOURCE: names or types of generated code have changed. */
export type Level = 'wire' | 'source';

/** One difference between two versions of a protocol. */
export interface Change {
  readonly level: Level;
  /** What kind of change it is: stays the same from version to version. */
  readonly kind: ChangeKind;
  /** Whether whoever was written for the old version goes on working. */
  readonly compatible: boolean;
  /** In one sentence. */
  readonly message: string;
  /** A shortest text that shows it. */
  readonly witness?: string;
  /** What stood in the old version, and what stands in the new one, in the words of the spec. */
  readonly old?: string;
  readonly new?: string;
  /** Where in the new version; in the old one where it is gone. */
  readonly at?: At;
}

export type ChangeKind =
  | 'protocol'
  | 'transport'
  | 'framing'
  | 'delivery'
  | 'promise'
  | 'input-read-differently'
  | 'output-read-differently'
  | 'fields-read-differently'
  | 'clause'
  | 'guard'
  | 'variable'
  | 'state'
  | 'message'
  | 'field'
  | 'undecided';

/** Incompatible ones first, by level; each group in the order in which it was found. */
export function sortChanges(changes: readonly Change[]): readonly Change[] {
  const rank = ({ level, compatible }: Change): number => (level === 'wire' ? 0 : 2) + Number(compatible);
  return [...changes].sort((a, b) => rank(a) - rank(b));
}
