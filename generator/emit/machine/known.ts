import { type Membership, meet } from './membership.js';

/**
 * Whether the connection has been closed at a point of a clause, as far as the text of the spec tells; `over`: nothing
 * comes after, and what its end takes is done.
 */
export type Closed = 'no' | 'yes' | 'maybe' | 'over';

/** What is known at a point of a clause, whatever happened before the event. */
export interface Known {
  readonly closed: Closed;
  readonly member: Membership;
}

/** What holds at a point to which several ways lead. */
export function onAllWays(ends: readonly Known[]): Known {
  const [first, ...rest] = ends;
  if (first === undefined) return { closed: 'no', member: new Map() };
  return rest.reduce((a, b) => ({ closed: onBoth(a.closed, b.closed), member: meet(a.member, b.member) }), first);
}

/** What is over on one way is so because nothing comes after, on the other way either. */
function onBoth(a: Closed, b: Closed): Closed {
  if (a === 'over' || b === 'over') return 'over';
  return a === b ? a : 'maybe';
}
