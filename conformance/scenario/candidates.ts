import { type ConnectionId, findConnection, type State, terminatorOf, type World } from '../../runtime/index.js';
import type { Candidate, Template, TemplatePart } from './candidate.js';
import { labelOf, varied } from './fresh.js';
import { integersOf } from './integers.js';
import { onceFor } from './once-for.js';
import { freshPart } from './probe.js';
import type { Rehearsal } from './rehearsal.js';
import type { FreshVariant, Payload, PayloadPart } from './scenario.js';
import { templatesOf } from './templates.js';

/** Whose values an input is made with. */
export interface Labels {
  readonly person: string;
  /** How many of the person's labels are used already. */
  readonly used: number;
}

/**
 * The inputs worth trying for a connection where it is, derived from the model alone: the essential ones first. Two
 * candidates may use the same labels; only one of them is to be sent.
 * @param wanted - which of the state's templates to make candidates of; all, if nothing is said.
 */
export function candidatesOf(
  rehearsal: Rehearsal,
  world: World,
  client: ConnectionId,
  labels: Labels,
  wanted?: (template: Template) => boolean,
): readonly Candidate[] {
  const state = stateOf(rehearsal, world, client);
  if (state === undefined) return [];
  const all = templatesAt(rehearsal, world, client);
  const templates = wanted === undefined ? all : all.filter(wanted);
  return templates.flatMap((template) => expanded({ rehearsal, state, world, client, labels }, template));
}

/** Those of one template alone, by its key. */
export function candidatesOfOne(
  rehearsal: Rehearsal,
  world: World,
  client: ConnectionId,
  labels: Labels,
  key: string,
): readonly Candidate[] {
  const state = stateOf(rehearsal, world, client);
  const template = state === undefined ? undefined : stateTemplates(rehearsal, state).byKey.get(key);
  if (state === undefined || template === undefined) return [];
  return expanded({ rehearsal, state, world, client, labels }, template);
}

/** The templates that they are made from. */
export function templatesAt(rehearsal: Rehearsal, world: World, client: ConnectionId): readonly Template[] {
  const state = stateOf(rehearsal, world, client);
  return state === undefined ? [] : stateTemplates(rehearsal, state).all;
}

/** Those that planning needs, each made when it is asked for. */
export function* essentialCandidatesOf(
  rehearsal: Rehearsal,
  world: World,
  client: ConnectionId,
  labels: Labels,
): Generator<Candidate> {
  const state = stateOf(rehearsal, world, client);
  if (state === undefined) return;
  for (const template of stateTemplates(rehearsal, state).essential)
    yield* expanded({ rehearsal, state, world, client, labels }, template);
}

/** What the open parts of a template are filled from. */
interface Setting {
  readonly rehearsal: Rehearsal;
  readonly state: State;
  readonly world: World;
  readonly client: ConnectionId;
  readonly labels: Labels;
}

function stateOf(rehearsal: Rehearsal, world: World, client: ConnectionId): State | undefined {
  const name = findConnection(world, client)?.state;
  return rehearsal.protocol.model.session.states.find((one) => one.name === name);
}

function expanded(setting: Setting, template: Template): readonly Candidate[] {
  const terminator = terminatorOf(setting.rehearsal.protocol.model.framing.client);
  const end: Payload = terminator === '' ? [] : [{ text: terminator }];
  const { why, reading, essential } = template;
  const labels = Math.max(0, ...template.parts.map((part) => ('slot' in part ? part.slot + 1 : 0)));
  return product(template.parts.map((part) => expandedPart(setting, part))).map((parts, i) => {
    return { key: `${template.key}.${i}`, why, reading, essential, payload: merged([...parts.flat(), ...end]), labels };
  });
}

/** What a part can stand for in this world. */
function expandedPart({ rehearsal, state, world, client, labels }: Setting, part: TemplatePart): readonly Payload[] {
  if ('slot' in part) return [[freshPart(labelOf(labels.person, labels.used + part.slot), part.in, part.as)]];
  if ('collision' in part) {
    const values = new Set(world.connections.flatMap(({ attributes }) => attributes[part.collision] ?? []));
    return [...values].flatMap((value) => {
      const spelling = rehearsal.spell(String(value));
      if (part.as === undefined) return [spelling];
      const variant = variantOf(rehearsal, spelling, part.as);
      return variant === undefined ? [] : [variant];
    });
  }
  if ('integer' in part) {
    const clause = state.clauses.find(({ trigger }) => trigger.kind === 'message' && trigger.name === part.message);
    const message = rehearsal.protocol.model.messages.client.find((one) => one.id === part.message);
    const value = message?.fields.find((field) => field.name === part.integer)?.value;
    if (clause === undefined || value?.kind !== 'integer') return [];
    const { min, max } = value;
    return integersOf(clause, { name: part.integer, min, max }, world, client).map((n) => [{ text: String(n) }]);
  }
  return [[part]];
}

/** A spelling, changed a little wherever that changes anything; undefined: it comes to the same. */
function variantOf(rehearsal: Rehearsal, spelling: Payload, as: FreshVariant): Payload | undefined {
  let changes = false;
  const variant = spelling.map((part, i): PayloadPart => {
    if ('hex' in part || ('fresh' in part && part.as !== undefined)) return part;
    if (as === 'shorter' && i < spelling.length - 1) return part;
    // A value that is new in each run can be varied only once it is known.
    const changed: PayloadPart = 'fresh' in part ? { ...part, as } : { text: varied(part.text, as) };
    if (Buffer.from(rehearsal.bytes([part])).equals(rehearsal.bytes([changed]))) return part;
    changes = true;
    return changed;
  });
  return changes ? variant : undefined;
}

function product<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  // Most parts stand for one thing only.
  if (lists.every((list) => list.length === 1)) return [lists.flat()];
  let all: (readonly T[])[] = [[]];
  for (const list of lists) all = all.flatMap((before) => list.map((one) => [...before, one]));
  return all;
}

function merged(parts: Payload): Payload {
  const whole: PayloadPart[] = [];
  for (const part of parts) {
    const last = whole[whole.length - 1];
    if ('text' in part && last !== undefined && 'text' in last)
      whole[whole.length - 1] = { text: last.text + part.text };
    else whole.push(part);
  }
  return whole;
}

interface StateTemplates {
  /** The essential ones first. */
  readonly all: readonly Template[];
  readonly essential: readonly Template[];
  readonly byKey: ReadonlyMap<string, Template>;
}

function stateTemplates(rehearsal: Rehearsal, state: State): StateTemplates {
  return onceFor(known, state, () => {
    const found = templatesOf(rehearsal, state);
    const essential = found.filter((one) => one.essential);
    const all = [...essential, ...found.filter((one) => !one.essential)];
    return { all, essential, byKey: new Map(all.map((one) => [one.key, one])) };
  });
}

const known = new WeakMap<State, StateTemplates>();
