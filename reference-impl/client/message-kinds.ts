import type { Clause, Effect, Model } from '../../runtime/model.js';

/**
 * What a message of the server is to whoever reads it. `answer`: only the one who caused it hears it. `private`: it is for
 * one somebody else has named. `arrival`, `departure`: it comes of somebody's joining or leaving a group. `public`: the rest.
 */
export type MessageKind = 'answer' | 'private' | 'arrival' | 'departure' | 'public';

/** What each message of a protocol's server is, by the clauses that send it. A message of two kinds is `public`. */
export function messageKinds({ session }: Model): ReadonlyMap<string, MessageKind> {
  const kinds = new Map<string, MessageKind>();
  const note = (message: string, kind: MessageKind): void => {
    const before = kinds.get(message) ?? kind;
    kinds.set(message, before === kind ? kind : 'public');
  };
  for (const clause of clausesOf(session)) noteBody(clause.body, moveIn(clause.body), note);
  return kinds;
}

function clausesOf({ connect, states }: Model['session']): readonly Clause[] {
  return [connect, ...states.flatMap(({ clauses }) => clauses)];
}

type Move = 'arrival' | 'departure' | undefined;

/** Whether somebody joins or leaves in a body itself, whatever its branches do. */
function moveIn(body: readonly Effect[]): Move {
  if (body.some(({ kind }) => kind === 'join')) return 'arrival';
  return body.some(({ kind }) => kind === 'leave') ? 'departure' : undefined;
}

function noteBody(body: readonly Effect[], move: Move, note: (message: string, kind: MessageKind) => void): void {
  for (const effect of body) {
    if (effect.kind === 'branch') {
      for (const arm of effect.arms) noteBody(arm.body, moveIn(arm.body) ?? move, note);
    } else if (effect.kind === 'undefined') {
      for (const { message } of effect.othersMayHear) note(message, 'public');
      noteBody(effect.own, moveIn(effect.own) ?? move, note);
    } else if (effect.kind === 'send') {
      if (effect.to.kind === 'self') note(effect.message, 'answer');
      else if (effect.to.kind === 'bound') note(effect.message, 'private');
      else note(effect.message, move ?? 'public');
    }
  }
}
