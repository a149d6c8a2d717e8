import {
  decodeText,
  type Hole,
  type MessageOutput,
  type Protocol,
  type ScalarValue,
  SessionError,
  terminatorOf,
  type World,
} from '../../runtime/index.js';
import { onceFor } from './once-for.js';
import { rehearsalOf } from './rehearsal.js';
import type { Scenario } from './scenario.js';
import { Script } from './script.js';
import { actionsOf, openingStage, play } from './stage.js';

/**
 * How a variable of the world can be read from a server that was used before: an exchange of one client, which changes
 * nothing, and in which the server says what the variable is.
 */
export interface WorldProbe {
  readonly variable: string;
  readonly scenario: Scenario;
  /** The world in which it is judged: no variable is known there. */
  readonly world: World;
  /** The value, from all that the client has received. */
  read(stream: Uint8Array): ScalarValue | undefined;
}

/** The client of a probe. */
export const PROBING = 0;

/** A probe for each variable of the world that a server would tell somebody who has just come. */
export function worldProbesOf(protocol: Protocol): readonly WorldProbe[] {
  return onceFor(known, protocol, () =>
    Object.keys(protocol.session.initial.variables).flatMap((variable) => probeOf(protocol, variable) ?? []),
  );
}

const known = new WeakMap<Protocol, readonly WorldProbe[]>();

/** The world of a server of which nothing is known but that nobody is connected. */
function unknownWorld({ session }: Protocol): World {
  const names = Object.keys(session.initial.variables);
  return { ...session.initial, variables: Object.fromEntries(names.map((name) => [name, holeOf(name)])) };
}

function holeOf(variable: string): Hole {
  return { any: `world.${variable}` };
}

function probeOf(protocol: Protocol, variable: string): WorldProbe | undefined {
  const world = unknownWorld(protocol);
  for (const comesIn of [false, true]) {
    const script = new Script(rehearsalOf(protocol), openingStage(world));
    const tells = orNothing(() => {
      const client = script.connect();
      if (comesIn) script.settle(client);
      return script.essentials(client).find(({ payload }) => {
        const played = orNothing(() => script.try(client, payload));
        if (played?.plain !== true || played.stage.world.variables !== script.stage.world.variables) return false;
        return played.outcomes.some(({ outputs }) => outputs.some((one) => told(one, variable) !== undefined));
      });
    });
    if (tells === undefined) continue;
    script.write(PROBING, tells.payload);
    // A word to leave by would have to be looked for among those that nobody can say yet.
    script.act({ kind: 'halfClose', client: PROBING });
    const found = readable(protocol, script.scenario, world, variable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The field of an output in which it says what a variable is. */
function told(output: { readonly kind: string }, variable: string): string | undefined {
  if (output.kind !== 'message') return undefined;
  const { any } = holeOf(variable);
  const { fields } = (output as MessageOutput).message;
  return Object.keys(fields).find((name) => (fields[name] as Partial<Hole> | undefined)?.any === any);
}

/** The probe, if all else that its client receives is known to the byte. */
function readable(protocol: Protocol, scenario: Scenario, world: World, variable: string): WorldProbe | undefined {
  const rehearsal = rehearsalOf(protocol);
  const heard: MessageOutput[] = [];
  let stage = openingStage(world);
  for (const action of scenario.steps.flatMap(actionsOf)) {
    const played = play(rehearsal, stage, action);
    stage = played.stage;
    for (const output of played.outcomes[0]?.outputs ?? [])
      if (output.kind === 'message' && output.to === PROBING) heard.push(output);
  }
  const terminator = terminatorOf(protocol.model.framing.server);
  const at = heard.findIndex((output) => told(output, variable) !== undefined);
  const output = heard[at];
  const field = output === undefined ? undefined : told(output, variable);
  const before = lengthOf(heard.slice(0, at), terminator);
  const behind = lengthOf(heard.slice(at + 1), terminator);
  if (output === undefined || field === undefined || before === undefined || behind === undefined) return undefined;
  return {
    variable,
    scenario,
    world,
    read(stream) {
      const text = decodeText(stream.subarray(before, stream.length - behind - Buffer.byteLength(terminator)));
      const read = text === undefined ? undefined : protocol.codec.parseServer(text);
      if (read?.ok !== true || read.message.kind !== output.message.kind) return undefined;
      const value = (read.message as unknown as Readonly<Record<string, unknown>>)[field];
      return typeof value === 'string' || typeof value === 'number' ? value : undefined;
    },
  };
}

/** Of texts without holes, in bytes; undefined: the server chooses something in them. */
function lengthOf(outputs: readonly MessageOutput[], terminator: string): number | undefined {
  let length = 0;
  for (const { text } of outputs) {
    for (const part of [...text, terminator]) {
      if (typeof part !== 'string') return undefined;
      length += Buffer.byteLength(part);
    }
  }
  return length;
}

/** What can't be said as long as a variable is not known is no way to learn of it. */
function orNothing<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof SessionError) return undefined;
    throw error;
  }
}
