/** One turn of the event loop: whatever I/O is ready now has been handled when it resolves. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Polls: all that the system has for us has been read when it resolves. Two turns, since an end and an error are told
 * a tick after the read that found them.
 */
export async function poll(): Promise<void> {
  await turn();
  await turn();
}
