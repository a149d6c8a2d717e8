import type { Action, ClientIndex, Scenario } from '../scenario/scenario.js';
import { DriverError } from './errors.js';

/** What a client has done so far. */
type Phase = 'connected' | 'half-closed' | 'over';

/**
 * Holds the order of a scenario's steps to what a connection can do, whatever the server does.
 * @throws DriverError `bad-scenario`
 */
export function checkScenario(scenario: Scenario): void {
  const phases = new Map<ClientIndex, Phase>();
  for (const [index, step] of scenario.steps.entries()) {
    const at = `step ${index + 1}`;
    if (step.kind === 'act') {
      checkAction(scenario, phases, step.action, at);
      continue;
    }
    const owners = new Map<ClientIndex, number>();
    for (const [lane, actions] of step.lanes.entries()) {
      for (const action of actions) {
        const owner = owners.get(action.client) ?? lane;
        if (owner !== lane) throw bad(`${at}: client ${action.client} acts in two lanes at once`);
        owners.set(action.client, lane);
        if (action.kind === 'fill') throw bad(`${at}: nothing can be filled side by side with something else`);
        if (action.kind === 'rest') throw bad(`${at}: nobody rests side by side with something else`);
        checkAction(scenario, phases, action, at);
      }
    }
  }
}

function checkAction(scenario: Scenario, phases: Map<ClientIndex, Phase>, action: Action, at: string): void {
  const { client, kind } = action;
  if (scenario.clients[client] === undefined) throw bad(`${at}: there is no client ${client}`);
  const phase = phases.get(client);
  if (kind === 'connect') {
    if (phase !== undefined) throw bad(`${at}: client ${client} connects twice`);
    phases.set(client, 'connected');
    return;
  }
  if (phase === undefined) throw bad(`${at}: client ${client} is not connected yet`);
  if (phase === 'over') throw bad(`${at}: client ${client} has closed its connection`);
  if (phase === 'half-closed' && (kind === 'write' || kind === 'fill' || kind === 'halfClose'))
    throw bad(`${at}: client ${client} has sent its FIN`);
  if (kind === 'stall' || kind === 'hear' || kind === 'rest') return;
  if (kind === 'halfClose') phases.set(client, 'half-closed');
  else if (kind !== 'write' && kind !== 'fill') phases.set(client, 'over');
}

function bad(message: string): DriverError {
  return new DriverError('bad-scenario', message);
}
