/** No message is longer: what stands behind it is another one. */
const LOOKED_AT = 4096;

/**
 * Whether what came ends, where a message may end, with what was said: a text that comes back. Where something goes on
 * behind it, it may as well be a name that stands in front of all that its bearer is taken to say.
 */
export function isEchoOf(got: Uint8Array, said: Uint8Array): boolean {
  const looked = Buffer.from(got.subarray(0, LOOKED_AT));
  const at = looked.indexOf(said);
  if (at < 0) return false;
  const next = looked[at + said.length];
  return next === undefined || next === 0x0a || next === 0x0d;
}
