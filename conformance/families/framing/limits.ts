import type { Situation } from '../../scenario/planner.js';
import type { Rehearsal } from '../../scenario/rehearsal.js';
import type { Payload } from '../../scenario/scenario.js';
import { Script } from '../../scenario/script.js';
import { endOf, linesOf, withoutEnd, withTail } from './lines.js';

/** Messages of exactly the limit, one byte less and one more; then an ordinary one, which must not suffer. */
export function atTheLimit(rehearsal: Rehearsal, { stage, actor }: Situation): Script | undefined {
  const { client } = rehearsal.protocol.model.framing;
  const script = new Script(rehearsal, stage);
  const ends = client.kind === 'line' ? ['\n', '\r\n'] : [''];
  const sizes =
    client.kind === 'line'
      ? [client.max - 1, client.max, client.max + 1]
      : [client.max - 1, client.max, client.max + 1, client.max + 10];
  let sent = 0;
  for (const end of ends) {
    for (const size of sizes) {
      const line = linesOf(script, actor, 1).at(-1);
      if (line === undefined) return undefined;
      const filled = filledTo(script, line, size, end);
      const { plain, seen } = script.try(actor, filled);
      if (!plain || !seen) continue;
      script.write(actor, filled);
      sent += 1;
      script.speak(actor);
    }
  }
  if (sent === 0) return undefined;
  script.everyoneSpeaks();
  return script;
}

/**
 * A line that is too long, in pieces and in one with the next: told once, dropped up to its end, and the next one is
 * read. Line framing alone.
 */
export function overlongInPieces(rehearsal: Rehearsal, { stage, actor }: Situation): Script | undefined {
  const { client } = rehearsal.protocol.model.framing;
  if (client.kind !== 'line') return undefined;
  const script = new Script(rehearsal, stage);
  const [next] = linesOf(script, actor, 1);
  if (next === undefined) return undefined;
  script.write(actor, [{ text: 'x'.repeat(client.max - 10) }]);
  script.write(actor, [{ text: 'x'.repeat(20) }]);
  script.write(actor, [{ text: `x${endOf(script)}` }, ...next]);
  // What comes of a whole line shows that the half behind it has been read: neither read is too long by itself.
  const [whole] = linesOf(script, actor, 1);
  const half = 'x'.repeat(Math.ceil(client.max * 0.6));
  if (whole !== undefined) {
    script.write(actor, [...whole, { text: half }]);
    script.write(actor, [{ text: half + endOf(script) }]);
  }
  const [last] = linesOf(script, actor, 1);
  if (last !== undefined) script.write(actor, [{ text: 'x'.repeat(client.max + 10) + endOf(script) }, ...last]);
  script.everyoneSpeaks();
  return script;
}

/** A line of this many bytes in all, with this end. */
function filledTo(script: Script, line: Payload, size: number, end: string): Payload {
  const bare = withoutEnd(script, line);
  const missing = size - end.length - script.rehearsal.bytes(bare).length;
  const padded = withTail(script, bare, 'x'.repeat(Math.max(0, missing)));
  return [...withoutEnd(script, padded), ...(end === '' ? [] : [{ text: end }])];
}
