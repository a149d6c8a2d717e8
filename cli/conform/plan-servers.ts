import { type Selection, selectionWords } from '../../conformance/engine/selection.js';
import { type Servers, serverAt } from '../../conformance/engine/servers.js';
import { spawnedServers } from '../../conformance/engine/spawned-servers.js';
import { formatAddress } from '../../reference-impl/client/address.js';
import type { ConformPlan } from './plan.js';
import { referenceCommand } from './reference-command.js';

type Place = Pick<ConformPlan, 'address' | 'spawn' | 'tls'> & {
  /** What a command that is started finds in its environment, beside ours. */
  readonly env?: Readonly<Record<string, string>>;
  /** What of the suite is asked for. */
  readonly selection?: Selection;
};

/** The servers that a plan is about; `name` is what it calls the protocol. */
export function serversOf({ address, spawn, tls, env = {} }: Place, name: string): Servers {
  const target = address === undefined ? undefined : { ...address, ...(tls === undefined ? {} : { tls: tls.trust }) };
  if (spawn !== undefined) return spawnedServers({ command: spawn, env, ...(target === undefined ? {} : { target }) });
  if (target !== undefined) return serverAt(target);
  return { ...spawnedServers({ command: referenceCommand(name) }), name: 'the reference server' };
}

/** The words of the command that judges them again: the whole run, or what a file holds. */
export function conformWords(
  { address, spawn, tls, env = {}, selection = {} }: Place,
  name: string,
  what: string | { readonly seed: number; readonly runs: number },
): readonly string[] {
  const variables = Object.entries(env).map(([variable, value]) => `${variable}=${value}`);
  return [
    ...(variables.length === 0 ? [] : ['env', ...variables]),
    'parley',
    'conform',
    ...(address === undefined ? [] : [formatAddress(address)]),
    ...(tls?.words ?? []),
    ...(spawn === undefined ? [] : ['--spawn', spawn]),
    '--protocol',
    name,
    ...(typeof what === 'string'
      ? ['--replay', what]
      : [...selectionWords(selection), '--seed', String(what.seed), '--runs', String(what.runs)]),
  ];
}
