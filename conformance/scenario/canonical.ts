import {
  type ConnectionId,
  type Hole,
  isHole,
  type Protocol,
  type ScalarValue,
  type World,
} from '../../runtime/index.js';
import { guardRules, turningPoints } from './guards.js';
import { onceFor } from './once-for.js';
import { type Stage, standingOf } from './stage.js';

/**
 * What distinguishes a stage from others for all that can follow: who is where in what order, which values are equal,
 * which rules they are in. The values themselves do not count, nor do those who are gone.
 */
export function canonicalKey(protocol: Protocol, stage: Stage): string {
  const { world } = stage;
  const { rules, points } = featuresOf(protocol);
  const values = new Map<ScalarValue, number>();
  const abstract = (value: ScalarValue | Hole): string => {
    if (isHole(value)) return '?';
    if (typeof value === 'number') return magnitude(value, points);
    if (!values.has(value)) values.set(value, values.size);
    return `${values.get(value)}:${rules.map((rule) => (protocol.codec.matches(rule, value) ? '+' : '-')).join('')}`;
  };
  const record = (of: Readonly<Record<string, ScalarValue | Hole>>): string =>
    Object.keys(of)
      .sort()
      .map((name) => `${name}=${abstract(of[name] ?? '')}`)
      .join(',');
  const place = new Map(world.connections.map(({ id }, i) => [id, i]));
  return [
    ...world.connections.map((one) => {
      const standing = standingOf(stage, one.id);
      return `${one.state} ${one.open} ${standing.wild} ${standing.mute} ${standing.held.length} ${record(one.attributes)}`;
    }),
    ...Object.keys(world.groups).map(
      (group) => `${group}: ${(world.groups[group] ?? []).map((id) => place.get(id)).join(' ')}`,
    ),
    record(world.variables),
  ].join('\n');
}

/** Whether nothing has changed. */
export function isSameWorld(one: World, other: World): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Where a connection is, apart from its values: its state and its groups. */
export function positionOf(stage: Stage, client: ConnectionId): string {
  const { connections, groups } = stage.world;
  const state = connections.find(({ id }) => id === client)?.state;
  const memberships = Object.keys(groups).filter((group) => groups[group]?.includes(client));
  return [state, ...memberships].join(' ');
}

/** Numbers between the same points at which something turns are alike, but for those right beside one. */
function magnitude(value: number, points: readonly number[]): string {
  const at = points.findIndex((point) => value <= point + 1);
  const point = points[at];
  return point !== undefined && Math.abs(value - point) <= 1 ? `${point}${value - point}` : `<${at}`;
}

function featuresOf({ model }: Protocol): { readonly rules: readonly string[]; readonly points: readonly number[] } {
  return onceFor(features, model, () => ({ rules: guardRules(model), points: turningPoints(model) }));
}

const features = new WeakMap<object, { readonly rules: readonly string[]; readonly points: readonly number[] }>();
