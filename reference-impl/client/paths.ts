import type { Effect, GroupRef, SendEffect } from '../../runtime/model.js';

/** One way through a clause, as far as a client can know of it. */
export interface Path {
  /** What the client itself is sent, in order; sends to a group count where it is a member. */
  readonly hears: readonly SendEffect[];
  /** The state that it is in afterwards, where the path names one. */
  readonly next: string | undefined;
  /** Whether the server ends the connection. */
  readonly closes: boolean;
  /** The groups that it is in afterwards. */
  readonly groups: readonly string[];
  /** Where the path passes an `undefined`: the server may do something else, but never send these to the client. */
  readonly undefinedBut: readonly string[] | undefined;
}

/**
 * The ways through a clause for a client that is in these groups: one for each choice of arms, those in front first.
 * Guards are not judged, since they speak of a world that the client does not see.
 */
export function pathsOf(body: readonly Effect[], groups: readonly string[]): readonly Path[] {
  return walk(body, [{ hears: [], next: undefined, closes: false, groups, undefinedBut: undefined }]);
}

function walk(body: readonly Effect[], before: readonly Path[]): readonly Path[] {
  let paths = before;
  for (const effect of body) paths = distinct(paths.flatMap((path) => step(effect, path)));
  return paths;
}

function step(effect: Effect, path: Path): readonly Path[] {
  switch (effect.kind) {
    case 'send':
      return [reaches(effect, path.groups) ? { ...path, hears: [...path.hears, effect] } : path];
    case 'join':
      return [{ ...path, groups: [...without(path.groups, effect.group), effect.group.group] }];
    case 'leave':
      return [{ ...path, groups: without(path.groups, effect.group) }];
    case 'become':
      return [{ ...path, next: effect.state }];
    case 'close':
      return [{ ...path, closes: true }];
    case 'branch':
      return effect.arms.flatMap((arm) => walk(arm.body, [path]));
    case 'undefined': {
      const never = effect.selfNeverHears.map((pattern) => pattern.message);
      return walk(effect.own, [{ ...path, undefinedBut: [...(path.undefinedBut ?? []), ...never] }]);
    }
    case 'set':
    case 'unset':
      return [path];
  }
}

/** A send to whom a guard found is not counted: it may be the client itself, but seldom is. */
function reaches(send: SendEffect, groups: readonly string[]): boolean {
  const { to } = send;
  if (to.kind === 'self') return true;
  return to.kind === 'members' && to.but !== 'self' && groups.includes(to.of.group);
}

function without(groups: readonly string[], { group }: GroupRef): readonly string[] {
  return groups.filter((other) => other !== group);
}

/** Branches one after the other multiply; most of their paths are the same for the client. */
function distinct(paths: readonly Path[]): readonly Path[] {
  const byKey = new Map<string, Path>();
  for (const path of paths) {
    const key = JSON.stringify([
      path.hears.map(({ at }) => [at.line, at.column]),
      path.next,
      path.closes,
      path.groups,
      path.undefinedBut,
    ]);
    if (!byKey.has(key)) byKey.set(key, path);
  }
  return [...byKey.values()];
}
