/** How many times as long as it should it may take to fill a way, if it is on the way to that. */
const PATIENCE = 5;

/**
 * Whether to go on sending to fill the way to who reads no more. A busy machine gets there in a while; over a slow path
 * there is no end to it.
 * @param share - how much of it is done, from 0 to 1.
 * @param ms - how long that has taken.
 * @param fillMs - how long all of it should take.
 */
export function isWorthFilling(share: number, ms: number, fillMs: number): boolean {
  return share < 1 && (ms < fillMs || ms < PATIENCE * fillMs * share);
}
