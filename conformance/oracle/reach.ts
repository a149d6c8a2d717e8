import {
  type Arm,
  type Clause,
  type Condition,
  decodeText,
  type Effect,
  type FieldValue,
  type Hole,
  isHole,
  type MessagePatternModel,
  type Model,
  type Protocol,
  type ScalarValue,
  type SendEffect,
  terminatorOf,
  type Value,
  writePattern,
} from '../../runtime/index.js';
import { compilePrograms, type Programs } from '../../runtime/session/program.js';
import type { Input, TraceRecord } from './record.js';
import { type WireText, wireText } from './text-match.js';

/** A send that an input can cause in some execution. */
export interface Potential {
  /** The slot of its source. */
  readonly slot: number;
  /** The input's place among its connection's. */
  readonly input: number;
  readonly text: WireText;
  readonly to: 'self' | 'others' | 'anybody';
  /** It may come any number of times, at any time from then on. */
  readonly many: boolean;
}

/** What an input can come to, over all executions: never less than it can, and seldom more. */
export interface InputReach {
  readonly potentials: readonly Potential[];
  /** Arms that are taken wherever their branch is reached, or that the server chooses: nothing that others do turns it. */
  readonly soleArms: ReadonlySet<string>;
  /** It may make its connection a member of a group; it may end a membership. */
  readonly joins: boolean;
  readonly leaves: boolean;
  /** It may leave its connection unjudged. */
  readonly wild: boolean;
}

/** A value that is not known. */
const unknown: Hole = { any: '' };
type Known = ScalarValue | Hole;

/** How a connection may stand before one of its inputs. */
interface Standing {
  readonly state: string;
  readonly attributes: Readonly<Record<string, Known>>;
  readonly over: boolean;
}

interface Lane {
  reaches: InputReach[];
  /** Before the next input. */
  standings: readonly Standing[];
  /** Before any of the inputs so far. */
  readonly ever: Map<string, Standing>;
}

function newLane(): Lane {
  const start: Standing = { state: '', attributes: {}, over: false };
  return { reaches: [], standings: [start], ever: new Map([[JSON.stringify(start), start]]) };
}

/** More ways for a connection to stand than this are not followed up. */
const MAX_STANDINGS = 24;

/**
 * Runs every connection's inputs alone, with both sides of whatever others may decide: a guard on a member is decided
 * only where no connection of the trace can ever have the value. What comes of it holds for all executions, since it
 * grows until nothing is added any more (a least fixed point). Undefined once that has become too much.
 */
export class Reach {
  private readonly programs: Programs;
  private readonly terminator: string;
  /** Groups in which it does no harm to be: nobody is owed anything as a member, and no guard asks for one. */
  readonly harmless: ReadonlySet<string>;
  readonly readers: ReadonlySet<string>;
  private lanes: Lane[] = [];
  /** What attributes connections may ever have: `slot/name` to values. */
  private readonly values = new Map<string, Set<Known>>();
  private readonly wildSlots = new Set<number>();
  /** Guards found false because nobody could have the value. */
  private readonly absent = new Set<string>();
  private stale = false;
  /** It was too much: nothing is known. */
  failed = false;

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
  ) {
    this.programs = compilePrograms(protocol.model);
    this.terminator = terminatorOf(protocol.model.framing.server);
    this.harmless = harmlessGroups(protocol.model);
    this.readers = clausesReadingOthers(protocol.model);
  }

  /** Takes in what the trace has grown by. True: what was said of earlier inputs holds no longer. */
  update(): boolean {
    let rebuilt = false;
    for (;;) {
      this.stale = false;
      for (const [slot, connection] of this.record.connections.entries()) {
        const lane = this.lanes[slot] ?? newLane();
        this.lanes[slot] = lane;
        for (let i = lane.reaches.length; i < connection.inputs.length && !this.failed; i++) {
          const input = connection.inputs[i];
          if (input !== undefined) this.follow(slot, lane, i, input);
        }
      }
      if (!this.stale || this.failed) return rebuilt;
      this.lanes = [];
      this.absent.clear();
      rebuilt = true;
    }
  }

  of(slot: number, input: number): InputReach | undefined {
    return this.lanes[slot]?.reaches[input];
  }

  /** Whether two connections may ever agree in an attribute, so that it matters who of them joined first. */
  get valuesMeet(): boolean {
    if (this.wildSlots.size > 0) return true;
    const owners = new Map<string, string>();
    for (const [key, values] of this.values) {
      const [slot = '', name = ''] = key.split('/', 2);
      for (const value of values) {
        if (isHole(value)) return true;
        const owner = owners.get(`${name}=${value}`);
        if (owner !== undefined && owner !== slot) return true;
        owners.set(`${name}=${value}`, slot);
      }
    }
    return false;
  }

  private follow(slot: number, lane: Lane, index: number, input: Input): void {
    const walk = new InputWalk(
      this.protocol,
      this.terminator,
      slot,
      index,
      this.harmless,
      (condition, value, standing) => this.canHave(slot, condition, value, standing),
    );
    const after = new Map<string, Standing>();
    const add = (standing: Standing): void => void after.set(JSON.stringify(standing), standing);
    // A cut can lose inputs, the last ones first: whichever are lost, the end comes.
    const lost = input.event.kind === 'end' && this.record.connections[slot]?.abandoned === true;
    for (const standing of lost ? lane.ever.values() : lane.standings) {
      if (standing.over) add(standing);
      else for (const next of this.run(walk, standing, input)) add(next);
    }
    if (input.optional) for (const standing of lane.standings) add(standing);
    for (const [key, standing] of after) lane.ever.set(key, standing);
    if (lane.ever.size > MAX_STANDINGS) this.failed = true;
    for (const { attributes } of walk.seen)
      for (const [name, value] of Object.entries(attributes)) this.mayHave(slot, name, value);
    if (walk.wild) this.mayBeWild(slot);
    lane.standings = [...after.values()];
    lane.reaches.push(walk.reach(input));
  }

  private run(walk: InputWalk, standing: Standing, input: Input): readonly Standing[] {
    const clause = this.clauseFor(standing, input);
    if (clause === undefined) return input.event.kind === 'end' ? [{ ...standing, over: true }] : [standing];
    const { fields } = clause;
    const ended = walk.run(clause.clause, fields, { ...standing });
    return input.event.kind === 'end' ? ended.map((one) => ({ ...one, over: true })) : ended;
  }

  private clauseFor(
    standing: Standing,
    { event }: Input,
  ): { clause: Clause; fields: Readonly<Record<string, FieldValue>> } | undefined {
    if (event.kind === 'connect') return { clause: this.protocol.model.session.connect, fields: {} };
    const { state } = standing;
    if (state === '') return undefined;
    if (event.kind === 'end' || event.kind === 'overlong') {
      const clause = this.programs.find(state, event.kind === 'end' ? 'disconnect' : 'overlong')?.clause;
      return clause === undefined ? undefined : { clause, fields: {} };
    }
    const text = decodeText(event.bytes);
    const read = text === undefined ? undefined : this.protocol.codec.parse(state, text);
    const key = read === undefined ? 'invalid' : read.ok ? (`on ${read.message.kind}` as const) : 'unrecognized';
    const clause = this.programs.find(state, key)?.clause;
    if (clause === undefined) return undefined;
    if (read?.ok !== true) return { clause, fields: {} };
    const { kind: _, ...fields } = read.message;
    return { clause, fields };
  }

  /** Whether a member may have this value. */
  private canHave(self: number, attribute: string, value: Known, standing: Standing): boolean {
    if (isHole(value)) return true;
    const own = standing.attributes[attribute];
    if (own !== undefined && (isHole(own) || own === value)) return true;
    if (this.wildSlots.size > 0) return true;
    for (const slot of this.record.connections.keys()) {
      const values = slot === self ? undefined : this.values.get(`${slot}/${attribute}`);
      if (values !== undefined && (values.has(value) || values.has(unknown))) return true;
    }
    this.absent.add(`${self}/${attribute}=${value}`);
    return false;
  }

  private mayHave(slot: number, attribute: string, value: Known): void {
    const key = `${slot}/${attribute}`;
    const values = this.values.get(key) ?? new Set();
    this.values.set(key, values);
    if (values.has(value)) return;
    values.add(value);
    for (const other of this.record.connections.keys()) {
      if (other !== slot && (isHole(value) ? this.absent.size > 0 : this.absent.has(`${other}/${attribute}=${value}`)))
        this.stale = true;
    }
  }

  private mayBeWild(slot: number): void {
    if (this.wildSlots.has(slot)) return;
    this.wildSlots.add(slot);
    if (this.absent.size > 0) this.stale = true;
  }
}

type Bound = Readonly<Record<string, Readonly<Record<string, Known>>>>;

/** Where a walk through a clause stands. */
interface Place extends Standing {
  readonly bound: Bound;
}

/** Walks through the clauses that one input can run, and notes what they can do. */
class InputWalk {
  private readonly potentials = new Map<object, Map<string, Potential>>();
  /** The arms that each branch can take. */
  private readonly arms = new Map<Effect, Set<string>>();
  private readonly chosen = new Set<string>();
  readonly seen: Standing[] = [];
  private joins = false;
  private leaves = false;
  wild = false;

  constructor(
    private readonly protocol: Protocol,
    private readonly terminator: string,
    private readonly slot: number,
    private readonly input: number,
    private readonly harmless: ReadonlySet<string>,
    private readonly canHave: (attribute: string, value: Known, standing: Standing) => boolean,
  ) {}

  reach({ event }: Input): InputReach {
    const soleArms = new Set(this.chosen);
    for (const arms of this.arms.values()) if (arms.size === 1) for (const arm of arms) soleArms.add(arm);
    const potentials = [...this.potentials.values()].flatMap((texts) => [...texts.values()]);
    return { potentials, soleArms, joins: this.joins, leaves: this.leaves || event.kind === 'end', wild: this.wild };
  }

  run(clause: Clause, fields: Readonly<Record<string, FieldValue>>, from: Standing): readonly Standing[] {
    const places = this.body(clause.body, fields, [{ ...from, bound: {} }]);
    for (const place of places) this.seen.push(place);
    return places.map(({ state, attributes, over }) => ({ state, attributes, over }));
  }

  private body(
    body: readonly Effect[],
    fields: Readonly<Record<string, FieldValue>>,
    from: readonly Place[],
  ): readonly Place[] {
    let places = from;
    for (const effect of body) places = places.flatMap((place) => this.effect(effect, fields, place));
    return places;
  }

  private effect(effect: Effect, fields: Readonly<Record<string, FieldValue>>, place: Place): readonly Place[] {
    switch (effect.kind) {
      case 'send':
        this.send(effect, fields, place);
        return [place];
      case 'join':
        if (!this.harmless.has(effect.group.group)) this.joins = true;
        return [place];
      case 'leave':
        this.leaves = true;
        return [place];
      case 'set': {
        if (effect.place.scope === 'world') return [place];
        const next = {
          ...place,
          attributes: { ...place.attributes, [effect.place.name]: known(this.value(effect.value, fields, place)) },
        };
        this.seen.push(next);
        return [next];
      }
      case 'unset': {
        const { name } = effect.place;
        if (effect.place.scope === 'world') return [place];
        const attributes = Object.fromEntries(Object.entries(place.attributes).filter(([key]) => key !== name));
        return [{ ...place, attributes }];
      }
      case 'close':
        this.leaves = true;
        return [{ ...place, over: true }];
      case 'become':
        return [{ ...place, state: effect.state }];
      case 'branch':
        return this.branch(effect, effect.arms, fields, place);
      case 'undefined':
        this.undefined(effect.othersMayHear, fields, place);
        return [{ ...place, over: true }];
    }
  }

  private branch(
    effect: Effect & { kind: 'branch' },
    arms: readonly Arm[],
    fields: Readonly<Record<string, FieldValue>>,
    place: Place,
  ): readonly Place[] {
    const [first, ...rest] = arms;
    if (first === undefined) return [];
    const taken = (at: Place): readonly Place[] => {
      const ids = this.arms.get(effect) ?? new Set();
      this.arms.set(effect, ids.add(first.id));
      // What an arm's guard bound is out of sight behind it.
      return this.body(first.body, fields, [at]).map((one) => ({ ...one, bound: place.bound }));
    };
    if (first.when === 'open') this.chosen.add(first.id);
    if (first.when === 'open') return [...taken(place), ...this.branch(effect, rest, fields, place)];
    if (first.when === 'otherwise') return taken(place);
    const sides = this.decide(first.when, fields, place);
    return [
      ...(sides.yes === undefined ? [] : taken({ ...place, bound: sides.yes })),
      ...(sides.no ? this.branch(effect, rest, fields, place) : []),
    ];
  }

  /** `yes`: it may hold, and this is bound then. `no`: it may not. */
  private decide(
    condition: Condition,
    fields: Readonly<Record<string, FieldValue>>,
    place: Place,
  ): { yes: Bound | undefined; no: boolean } {
    const surely = (holds: boolean) => ({ yes: holds ? place.bound : undefined, no: !holds });
    const open = { yes: place.bound, no: true };
    switch (condition.kind) {
      case 'has': {
        const value = known(this.value(condition.value, fields, place));
        if (!this.canHave(condition.attribute, value, place)) return surely(false);
        return {
          yes:
            condition.as === undefined
              ? place.bound
              : { ...place.bound, [condition.as]: { [condition.attribute]: value } },
          no: true,
        };
      }
      case 'matches': {
        const value = known(this.value(condition.value, fields, place));
        return isHole(value) ? open : surely(this.protocol.codec.matches(condition.rule, String(value)));
      }
      case 'isSet':
        return condition.place.scope === 'world' ? open : surely(place.attributes[condition.place.name] !== undefined);
      case 'compare':
      case 'inGroup':
        return open;
      case 'not': {
        const of = this.decide(condition.of, fields, place);
        return { yes: of.no ? place.bound : undefined, no: of.yes !== undefined };
      }
      case 'and': {
        const left = this.decide(condition.left, fields, place);
        if (left.yes === undefined) return left;
        const right = this.decide(condition.right, fields, { ...place, bound: left.yes });
        return { yes: right.yes, no: left.no || right.no };
      }
      case 'or': {
        const left = this.decide(condition.left, fields, place);
        const right = left.no ? this.decide(condition.right, fields, place) : { yes: undefined, no: false };
        // Only one of the two bindings could be kept: nothing is known of either.
        const yes = left.yes !== undefined && right.yes !== undefined ? place.bound : (left.yes ?? right.yes);
        return { yes, no: right.no };
      }
    }
  }

  private value(value: Value, fields: Readonly<Record<string, FieldValue>>, place: Place): FieldValue | Hole {
    switch (value.kind) {
      case 'field':
        return fields[value.name];
      case 'attribute':
        if (value.of === 'self') return place.attributes[value.name] ?? unknown;
        return place.bound[value.of.bound]?.[value.name] ?? unknown;
      case 'text':
        return value.text;
      case 'integer':
        return value.value;
      case 'variable':
      case 'sum':
      case 'any':
        return unknown;
    }
  }

  private send(effect: SendEffect, fields: Readonly<Record<string, FieldValue>>, place: Place): void {
    const to =
      effect.to.kind === 'self'
        ? 'self'
        : effect.to.kind === 'members' && effect.to.but === 'self'
          ? 'others'
          : 'anybody';
    this.note(effect, effect.message, effect.args, fields, place, to, effect.times.max === null);
  }

  /** `site` tells sends of one text apart. */
  private note(
    site: object,
    message: string,
    args: readonly Value[],
    values: Readonly<Record<string, FieldValue>>,
    place: Place,
    to: Potential['to'],
    many: boolean,
  ): void {
    const { model } = this.protocol;
    const fields: Record<string, FieldValue | Hole> = {};
    const found = model.messages.server.find((one) => one.id === message);
    for (const [i, field] of (found?.fields ?? []).entries()) {
      const arg = args[i];
      fields[field.name] = arg === undefined ? unknown : this.value(arg, values, place);
    }
    const text = wireText(writePattern(model, { kind: message, fields }), this.terminator);
    const texts = this.potentials.get(site) ?? new Map<string, Potential>();
    this.potentials.set(site, texts);
    if (!texts.has(text.key)) texts.set(text.key, { slot: this.slot, input: this.input, text, to, many });
  }

  private undefined(
    listed: readonly MessagePatternModel[],
    fields: Readonly<Record<string, FieldValue>>,
    place: Place,
  ): void {
    this.wild = true;
    this.leaves = true;
    this.joins = true;
    for (const one of listed) this.note(one, one.message, one.args, fields, place, 'others', true);
    const departing = (body: readonly Effect[]): void => {
      for (const one of body) {
        if (one.kind === 'branch') for (const arm of one.arms) departing(arm.body);
        else if (one.kind === 'send') this.note(one, one.message, one.args, {}, place, 'others', true);
      }
    };
    const state = this.protocol.model.session.states.find((one) => one.name === place.state);
    departing(state?.clauses.find((one) => one.trigger.kind === 'disconnect')?.body ?? []);
  }
}

function known(value: FieldValue | Hole): Known {
  return typeof value === 'string' || typeof value === 'number' ? value : unknown;
}

/** Clauses that read what others can change: variables of the world, attributes of a member. */
function clausesReadingOthers(model: Model): ReadonlySet<string> {
  const shared = (value: Value): boolean =>
    value.kind === 'variable' ||
    (value.kind === 'attribute' && value.of !== 'self') ||
    (value.kind === 'sum' && (shared(value.left) || shared(value.right)));
  const inBody = (body: readonly Effect[]): boolean =>
    body.some((effect) => {
      if (effect.kind === 'send') return effect.args.some(shared);
      if (effect.kind === 'set') return shared(effect.value);
      return effect.kind === 'branch' && effect.arms.some((arm) => inBody(arm.body));
    });
  const clauses = [model.session.connect, ...model.session.states.flatMap((state) => state.clauses)];
  return new Set(clauses.filter((clause) => inBody(clause.body)).map((clause) => clause.id));
}

function harmlessGroups(model: Model): ReadonlySet<string> {
  const groups = new Set(model.session.groups.map((group) => group.name));
  const inCondition = (condition: Condition): void => {
    if (condition.kind === 'has' || condition.kind === 'inGroup') groups.delete(condition.of.group);
    else if (condition.kind === 'not') inCondition(condition.of);
    else if (condition.kind === 'and' || condition.kind === 'or') {
      inCondition(condition.left);
      inCondition(condition.right);
    }
  };
  const inBody = (body: readonly Effect[]): void => {
    for (const effect of body) {
      if (effect.kind === 'send' && effect.to.kind === 'members' && effect.times.min > 0)
        groups.delete(effect.to.of.group);
      if (effect.kind !== 'branch') continue;
      for (const arm of effect.arms) {
        if (typeof arm.when !== 'string') inCondition(arm.when);
        inBody(arm.body);
      }
    }
  };
  inBody(model.session.connect.body);
  for (const state of model.session.states) for (const clause of state.clauses) inBody(clause.body);
  return groups;
}
