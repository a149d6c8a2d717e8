import type {
  Arm,
  At,
  Clause,
  Effect,
  IntegerRange,
  MessageModel,
  MessagePatternModel,
  Model,
  Value,
  VariableRef,
} from '../../../runtime/model.js';
import { clausesOf, effectsIn } from '../../../runtime/walks.js';
import { assign, assume, type Environment, forget, placeOfVariable, startOf } from './environment.js';

/** Where a session writes values down, in the order of the spec, each with what is known at that place. */
export interface Writes {
  /** Every send, and every message that others may hear because of something undefined. */
  readonly sends: readonly { readonly pattern: MessagePatternModel; readonly env: Environment; readonly at: At }[];
  /** Every value that is put into an attribute or a variable. */
  readonly sets: readonly {
    readonly place: VariableRef;
    readonly value: Value;
    readonly env: Environment;
    readonly at: At;
  }[];
}

/** The range of the numbers that a place can hold; undefined: it holds none. */
type RangeOf = (place: string, message: MessageModel | undefined) => IntegerRange | undefined;

export function writesOf(model: Model, rangeOf: RangeOf): Writes {
  const sends: Writes['sends'][number][] = [];
  const sets: Writes['sets'][number][] = [];

  const walk = (body: readonly Effect[], start: Environment): Environment => {
    return body.reduce((env, effect) => step(effect, env), start);
  };
  const step = (effect: Effect, env: Environment): Environment => {
    switch (effect.kind) {
      case 'send':
        sends.push({ pattern: effect, env, at: effect.at });
        return env;
      case 'set':
        sets.push({ place: effect.place, value: effect.value, env, at: effect.at });
        return assign(env, placeOfVariable(effect.place), effect.value);
      case 'unset':
        return forget(env, [placeOfVariable(effect.place)]);
      case 'branch':
        walkArms(effect.arms, env);
        return forget(env, effect.arms.flatMap(placesSetBy));
      case 'undefined':
        for (const pattern of effect.othersMayHear) sends.push({ pattern, env, at: effect.at });
        return walk(effect.own, env);
      case 'join':
      case 'leave':
      case 'close':
      case 'become':
        return env;
    }
  };
  const walkArms = (arms: readonly Arm[], env: Environment): void => {
    let failed = env;
    for (const { when, body } of arms) {
      if (when === 'open') walk(body, env);
      else if (when === 'otherwise') walk(body, failed);
      else {
        walk(body, assume(failed, when, true));
        failed = assume(failed, when, false);
      }
    }
  };
  const walkClause = ({ trigger, body }: Clause): void => {
    const name = trigger.kind === 'message' ? trigger.name : undefined;
    const message = model.messages.client.find(({ id }) => id === name);
    walk(
      body,
      startOf(message, (place) => rangeOf(place, message)),
    );
  };

  clausesOf(model).forEach(walkClause);
  return { sends, sets };
}

function placesSetBy({ body }: Arm): readonly string[] {
  return effectsIn(body).flatMap((effect) => {
    return effect.kind === 'set' || effect.kind === 'unset' ? [placeOfVariable(effect.place)] : [];
  });
}
