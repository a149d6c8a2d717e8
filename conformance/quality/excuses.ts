import type { Clause, Effect, Model } from '../../runtime/index.js';
import { clausesOf, conditionsIn, effectsIn } from '../../runtime/walks.js';
import type { IoFault } from './session-server.js';

/** Why nobody can tell a server with a fault of the I/O from one without it, given the protocol; undefined: somebody can. */
export function excuseForIo(fault: IoFault, model: Model): string | undefined {
  const all = clausesOf(model).flatMap(({ trigger, body }) =>
    effectsIn(body).map((effect) => ({ trigger: trigger.kind, effect })),
  );
  const sends = all.flatMap(({ trigger, effect }) => (effect.kind === 'send' ? [{ trigger, effect }] : []));
  const toOthers = sends.filter(({ effect }) => effect.times.min > 0 && effect.to.kind !== 'self');
  switch (fault) {
    case 'shared-buffer':
      return model.framing.client.kind === 'chunk'
        ? 'what one read brings is a message: no half lines are kept'
        : undefined;
    case 'reset-unnoticed':
      return toOthers.some(({ trigger }) => trigger === 'disconnect') ? undefined : 'nobody is told of who goes';
    case 'wrong-member':
      return toOthers.some(({ effect }) => effect.to.kind === 'bound')
        ? undefined
        : 'nothing is sent to one member alone';
    case 'lost-side-by-side':
      return toOthers.length > 0 ? undefined : 'nothing is sent to anybody but its cause';
    case 'slow-reader-blocks':
      return toOthers.length > 0 ? undefined : 'nobody can fill the buffers of another';
    default:
      return undefined;
  }
}

/** What a mutant changes: the effects before and after, in a clause, within these arms. */
export interface Change {
  readonly clause: Clause;
  /** The arms around the place, from the outermost, each with its siblings. */
  readonly within: readonly {
    readonly arms: readonly { readonly when: unknown; readonly body: readonly Effect[] }[];
    readonly at: number;
  }[];
  readonly effect: Effect | undefined;
}

/** Why nobody can tell a session with this change from one without it; undefined: somebody should. */
export function excuseForChange({ clause, within, effect }: Change, model: Model): string | undefined {
  for (const { arms, at } of within) {
    const others = arms.filter((_, i) => i !== at);
    const leavesOpen = others.some(({ body }) =>
      body.some((one) => one.kind === 'undefined' && (effect?.kind !== 'send' || one.othersMayHear.length > 0)),
    );
    if (arms[at]?.when === 'open' && leavesOpen)
      return 'another choice of the server leaves open what this one comes to';
  }
  if (effect === undefined) return undefined;
  if (effect.kind === 'send' && effect.times.min === 0) return 'a server need not send it, nor see to who gets it';
  if (effect.kind === 'leave') {
    const ends = clause.trigger.kind === 'disconnect' || effectsIn(clause.body).some(({ kind }) => kind === 'close');
    if (ends) return 'who has gone is a member of nothing';
  }
  if ((effect.kind === 'leave' || effect.kind === 'join') && !usesGroup(clausesOf(model), effect.group.group))
    return 'only what a server need not send goes to this group';
  return undefined;
}

/** The same of a guard that always holds: where the other side is a choice of the server's, and one of its ways is this arm's. */
export function excuseForAlways({ arms }: Effect & { kind: 'branch' }, at: number): string | undefined {
  const [own, rest] = [arms[at]?.body, arms[at + 1]?.body];
  const [choice, more] = rest ?? [];
  if (choice?.kind !== 'branch' || more !== undefined) return undefined;
  const same = ({ when, body }: { when: unknown; body: readonly Effect[] }): boolean =>
    when === 'open' && withoutPlaces(body) === withoutPlaces(own);
  return choice.arms.some(same) ? 'the server may choose on the other side to do the same' : undefined;
}

function withoutPlaces(body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) => (key === 'at' ? undefined : value));
}

/** Whether something that must be sent, or a guard, depends on who is in a group. */
function usesGroup(clauses: readonly Clause[], group: string): boolean {
  return clauses.some(
    ({ body }) =>
      effectsIn(body).some(
        (one) => one.kind === 'send' && one.times.min > 0 && one.to.kind === 'members' && one.to.of.group === group,
      ) || conditionsIn(body).some((one) => (one.kind === 'has' || one.kind === 'inGroup') && one.of.group === group),
  );
}
