import {
  type Action,
  type ClientIndex,
  FRESH_VARIANTS,
  type Payload,
  type PayloadPart,
  type Scenario,
  type Step,
} from '../scenario/scenario.js';
import { ReplayError } from './replay-error.js';
import type { Field } from './replay-field.js';

/**
 * Reads a scenario from JSON.
 * @throws ReplayError that names the field at fault.
 */
export function readScenario(field: Field): Scenario {
  field.only('clients', 'steps');
  return new ScenarioReader(
    field
      .get('clients')
      .list()
      .map((client) => client.text()),
  ).read(field.get('steps'));
}

class ScenarioReader {
  private readonly connected = new Set<ClientIndex>();

  constructor(private readonly clients: readonly string[]) {}

  read(steps: Field): Scenario {
    return { clients: this.clients, steps: steps.list().map((step) => this.step(step)) };
  }

  private step(field: Field): Step {
    const kind = field.get('kind').oneOf(['act', 'block']);
    if (kind === 'block') {
      field.only('kind', 'lanes');
      const lanes = field.get('lanes').list();
      return { kind, lanes: lanes.map((lane) => lane.list().map((action) => this.action(action))) };
    }
    field.only('kind', 'action', 'ending');
    const action = this.action(field.get('action'));
    if (!field.has('ending')) return { kind, action };
    const ending = field.get('ending');
    if (ending.value !== true) throw new ReplayError('wrong-value', ending.path, 'it is true, or left out');
    return { kind, action, ending: true };
  }

  private action(field: Field): Action {
    const kind = field.get('kind').oneOf(KINDS);
    field.only('kind', 'client', ...(FIELDS_OF[kind] ?? []));
    const client = this.client(field.get('client'), kind === 'connect');
    if (kind === 'fill')
      return { kind, client, before: readPayload(field.get('before')), after: readPayload(field.get('after')) };
    if (kind === 'rest') return { kind, client, ms: field.get('ms').integer() };
    if (kind !== 'write') return { kind, client };
    return { kind, client, writes: field.get('writes').list().map(readPayload) };
  }

  private client(field: Field, connects: boolean): ClientIndex {
    const client = field.integer();
    const name = this.clients[client];
    if (name === undefined) {
      throw new ReplayError(
        'wrong-value',
        field.path,
        `there is no client ${client}: they are numbered from 0 to ${this.clients.length - 1}`,
      );
    }
    if (connects === this.connected.has(client)) {
      throw new ReplayError(
        'wrong-order',
        field.path,
        connects ? `${name} connects a second time` : `${name} acts before it has connected`,
      );
    }
    this.connected.add(client);
    return client;
  }
}

const KINDS = ['connect', 'write', 'halfClose', 'reset', 'close', 'stall', 'hear', 'rest', 'fill'] as const;

/** What an action has beside its kind and its client. */
const FIELDS_OF: Readonly<Partial<Record<Action['kind'], readonly string[]>>> = {
  write: ['writes'],
  fill: ['before', 'after'],
  rest: ['ms'],
};

function readPayload(field: Field): Payload {
  return field.list().map(readPart);
}

function readPart(field: Field): PayloadPart {
  if (field.has('text')) {
    field.only('text');
    return { text: field.get('text').text() };
  }
  if (field.has('hex')) {
    field.only('hex');
    const hex = field.get('hex');
    if (!/^(?:[0-9a-fA-F]{2})*$/.test(hex.text()))
      throw new ReplayError('wrong-value', hex.path, 'it must be pairs of hexadecimal digits');
    return { hex: hex.text() };
  }
  if (!field.has('fresh')) throw new ReplayError('missing-field', field.path, 'it needs one of text, hex, fresh');
  field.only('fresh', 'in', 'as');
  return {
    fresh: field.get('fresh').text(),
    in: field
      .get('in')
      .list()
      .map((rule) => rule.text()),
    ...(field.has('as') ? { as: field.get('as').oneOf(FRESH_VARIANTS) } : {}),
  };
}
