import type { ServerEvent } from '../server/index.js';
import type { RawClient } from './raw-client.js';

/**
 * Has a member talk to another who reads nothing, until the server cuts that one. What the talker writes comes back at
 * once, however far the other is behind; then it hears that the other has left.
 * @param leaves what it hears then.
 * @param end what ends a message.
 */
export async function talkUntilCut(
  talker: RawClient,
  reader: RawClient,
  { events, leaves, end }: { readonly events: readonly ServerEvent[]; readonly leaves: string; readonly end: string },
): Promise<void> {
  reader.socket.pause();
  const isCut = (): boolean => events.some((event) => event.kind === 'ended' && event.reason === 'slow');
  const atOnce = end === '' ? 1 : 100;
  for (let sent = 0; !isCut(); sent += 1) {
    const mark = `${sent}.`.padEnd(50, 'x');
    talker.write(`${mark}${end}`.repeat(atOnce));
    for (let echoes = atOnce; echoes > 0; echoes -= 1) await talker.hears(`ana> ${mark}${end}`);
  }
  await talker.hears(leaves);
}
