import {
  type Arm,
  type Clause,
  type Effect,
  type FieldValue,
  type Hole,
  type MessagePatternModel,
  type Protocol,
  type SendEffect,
  terminatorOf,
  type Value,
  writePattern,
} from '../../runtime/index.js';
import {
  abstractValue,
  decideGuard,
  type Facts,
  type Fields,
  known,
  type Place,
  type Standing,
  unknown,
} from './abstract-values.js';
import type { Input } from './record.js';
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
  /** Whatever it comes to, something is sent to its own connection that must come. */
  readonly answers: boolean;
}

/** Walks through the clauses that one input can run, and notes what they can do. */
export class InputWalk {
  private readonly terminator: string;
  private readonly potentials = new Map<object, Map<string, Potential>>();
  /** The arms that each branch can take. */
  private readonly arms = new Map<Effect, Set<string>>();
  private readonly chosen = new Set<string>();
  readonly seen: Standing[] = [];
  private joins = false;
  private leaves = false;
  wild = false;
  /** In some way of running it nothing is surely sent to its own connection. */
  unanswered = false;

  constructor(
    private readonly protocol: Protocol,
    private readonly slot: number,
    private readonly input: number,
    private readonly harmless: ReadonlySet<string>,
    private readonly facts: Facts,
  ) {
    this.terminator = terminatorOf(protocol.model.framing.server);
  }

  reach({ event }: Input): InputReach {
    const soleArms = new Set(this.chosen);
    for (const arms of this.arms.values()) if (arms.size === 1) for (const arm of arms) soleArms.add(arm);
    const potentials = [...this.potentials.values()].flatMap((texts) => [...texts.values()]);
    return {
      potentials,
      soleArms,
      joins: this.joins,
      leaves: this.leaves || event.kind === 'end',
      wild: this.wild,
      answers: !this.unanswered,
    };
  }

  run(clause: Clause, fields: Fields, from: Standing): readonly Standing[] {
    const places = this.body(clause.body, fields, [{ ...from, bound: {}, answered: false }]);
    for (const place of places) {
      this.seen.push(place);
      if (!place.answered) this.unanswered = true;
    }
    return places.map(({ state, attributes, over }) => ({ state, attributes, over }));
  }

  private body(body: readonly Effect[], fields: Fields, from: readonly Place[]): readonly Place[] {
    let places = from;
    for (const effect of body) places = places.flatMap((place) => this.effect(effect, fields, place));
    return places;
  }

  private effect(effect: Effect, fields: Fields, place: Place): readonly Place[] {
    switch (effect.kind) {
      case 'send':
        this.send(effect, fields, place);
        return effect.to.kind === 'self' && effect.times.min > 0 ? [{ ...place, answered: true }] : [place];
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
          attributes: { ...place.attributes, [effect.place.name]: known(abstractValue(effect.value, fields, place)) },
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
        return [{ ...place, over: true, answered: false }];
    }
  }

  private branch(
    effect: Effect & { kind: 'branch' },
    arms: readonly Arm[],
    fields: Fields,
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
    const sides = decideGuard(first.when, fields, place, this.facts);
    return [
      ...(sides.yes === undefined ? [] : taken({ ...place, bound: sides.yes })),
      ...(sides.no ? this.branch(effect, rest, fields, place) : []),
    ];
  }

  private send(effect: SendEffect, fields: Fields, place: Place): void {
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
    values: Fields,
    place: Place,
    to: Potential['to'],
    many: boolean,
  ): void {
    const { model } = this.protocol;
    const fields: Record<string, FieldValue | Hole> = {};
    const found = model.messages.server.find((one) => one.id === message);
    for (const [i, field] of (found?.fields ?? []).entries()) {
      const arg = args[i];
      fields[field.name] = arg === undefined ? unknown : abstractValue(arg, values, place);
    }
    const text = wireText(writePattern(model, { kind: message, fields }), this.terminator);
    const texts = this.potentials.get(site) ?? new Map<string, Potential>();
    this.potentials.set(site, texts);
    if (!texts.has(text.key)) texts.set(text.key, { slot: this.slot, input: this.input, text, to, many });
  }

  private undefined(listed: readonly MessagePatternModel[], fields: Fields, place: Place): void {
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
