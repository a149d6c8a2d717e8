import { SessionError } from '../errors.js';
import type { Model, Value } from '../model.js';
import type { Connection, ConnectionId, ScalarValue, World } from '../world.js';

/** The world before anybody has connected. */
export function initialWorld(model: Model): World {
  const variables: Record<string, ScalarValue> = {};
  for (const variable of model.session.variables) {
    if (variable.scope === 'world' && variable.initial !== undefined)
      variables[variable.name] = constant(variable.initial);
  }
  const groups: Record<string, readonly ConnectionId[]> = {};
  for (const group of model.session.groups) groups[group.name] = [];
  return { connections: [], groups, variables };
}

function constant(value: Value): ScalarValue {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'integer') return value.value;
  throw new SessionError('bad-program', 'a variable starts as a text or a number');
}

/** The connection of this id, or undefined where there is none any more. */
export function findConnection(world: World, id: ConnectionId): Connection | undefined {
  for (const connection of world.connections) if (connection.id === id) return connection;
  return undefined;
}

/** @throws SessionError when it is not there. */
export function theConnection(world: World, id: ConnectionId): Connection {
  const connection = findConnection(world, id);
  if (connection === undefined) throw new SessionError('unknown-connection', `there is no connection ${id}`);
  return connection;
}

export function withConnection(world: World, id: ConnectionId, change: Partial<Connection>): World {
  return {
    ...world,
    connections: world.connections.map((connection) =>
      connection.id === id ? { ...connection, ...change } : connection,
    ),
  };
}

export function withMember(world: World, group: string, id: ConnectionId): World {
  const members = world.groups[group] ?? [];
  if (members.includes(id)) return world;
  return { ...world, groups: { ...world.groups, [group]: [...members, id] } };
}

export function withoutMember(world: World, group: string, id: ConnectionId): World {
  const members = world.groups[group] ?? [];
  if (!members.includes(id)) return world;
  return { ...world, groups: { ...world.groups, [group]: members.filter((member) => member !== id) } };
}

/** The world once a connection has ended: it is in no group, and nobody finds it. */
export function withoutConnection(world: World, id: ConnectionId): World {
  let changed = world;
  for (const group of Object.keys(world.groups)) changed = withoutMember(changed, group, id);
  return { ...changed, connections: changed.connections.filter((connection) => connection.id !== id) };
}
