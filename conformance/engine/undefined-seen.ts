import type { Judgement } from '../oracle/judgement.js';
import type { Trace } from '../oracle/trace.js';

/** What a server did where its spec says nothing of it. */
export type UndefinedDeed = 'answered' | 'ended the connection' | 'answered and ended the connection' | 'stayed silent';

/** For each undefined case that an accepted trace ran into: what came on its own connection after its last message. */
export function undefinedSeen(
  judgement: Judgement,
  trace: Trace,
): readonly { readonly clause: string; readonly deed: UndefinedDeed }[] {
  if (judgement.kind !== 'complete') return [];
  return judgement.wild.map(({ connection, clause }) => {
    const own = trace.filter((entry) => entry.connection === connection);
    const after = own.slice(own.findLastIndex((entry) => entry.kind === 'write') + 1);
    // That it ends after our own half-close says nothing.
    const cut = after.findIndex(
      (entry) => entry.kind === 'halfClose' || entry.kind === 'close' || entry.kind === 'reset',
    );
    const before = cut < 0 ? after : after.slice(0, cut);
    const answered = after.some((entry) => entry.kind === 'read');
    const ended = before.some((entry) => entry.kind === 'end');
    if (answered) return { clause, deed: ended ? 'answered and ended the connection' : 'answered' };
    return { clause, deed: ended ? 'ended the connection' : 'stayed silent' };
  });
}
