/** One way in which a server of this folder can be told to be wrong. */
export interface SwitchableFault {
  readonly name: string;
  /**
   * The requirement that it is seen to break: the clause that is not kept, which need not be the one whose code is wrong;
   * the suite's own, where nobody is served any more; the protocol alone, where it can be any clause of it.
   */
  readonly clause: string;
  readonly what: string;
  /** What shows it: one step after another, several at once, or waiting. */
  readonly needs: 'sequential' | 'concurrent' | 'timing';
}
