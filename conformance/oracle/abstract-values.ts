import {
  type Condition,
  type FieldValue,
  type Hole,
  isHole,
  type ScalarValue,
  type Value,
} from '../../runtime/index.js';

/** A value that is not known. */
export const unknown: Hole = { any: '' };
export type Known = ScalarValue | Hole;

/** How a connection may stand before one of its inputs. */
export interface Standing {
  readonly state: string;
  readonly attributes: Readonly<Record<string, Known>>;
  readonly over: boolean;
}

export type Bound = Readonly<Record<string, Readonly<Record<string, Known>>>>;

/** Where a walk through a clause stands. */
export interface Place extends Standing {
  readonly bound: Bound;
  /** Something has been sent to its own connection, and must come. */
  readonly answered: boolean;
}

export type Fields = Readonly<Record<string, FieldValue>>;

/** What is known of the other connections and of rules. */
export interface Facts {
  canHave(attribute: string, value: Known, standing: Standing): boolean;
  matches(rule: string, text: string): boolean;
}

/** The sides that a guard can turn to. `yes`: it may hold, and this is bound then. `no`: it may not. */
export interface Sides {
  readonly yes: Bound | undefined;
  readonly no: boolean;
}

/** All that a guard can come to, whatever others do. */
export function decideGuard(condition: Condition, fields: Fields, place: Place, facts: Facts): Sides {
  const surely = (holds: boolean) => ({ yes: holds ? place.bound : undefined, no: !holds });
  const open = { yes: place.bound, no: true };
  switch (condition.kind) {
    case 'has': {
      const value = known(abstractValue(condition.value, fields, place));
      if (!facts.canHave(condition.attribute, value, place)) return surely(false);
      return {
        yes:
          condition.as === undefined
            ? place.bound
            : { ...place.bound, [condition.as]: { [condition.attribute]: value } },
        no: true,
      };
    }
    case 'matches': {
      const value = known(abstractValue(condition.value, fields, place));
      return isHole(value) ? open : surely(facts.matches(condition.rule, String(value)));
    }
    case 'isSet':
      return condition.place.scope === 'world' ? open : surely(place.attributes[condition.place.name] !== undefined);
    case 'compare':
    case 'inGroup':
      return open;
    case 'not': {
      const of = decideGuard(condition.of, fields, place, facts);
      return { yes: of.no ? place.bound : undefined, no: of.yes !== undefined };
    }
    case 'and': {
      const left = decideGuard(condition.left, fields, place, facts);
      if (left.yes === undefined) return left;
      const right = decideGuard(condition.right, fields, { ...place, bound: left.yes }, facts);
      return { yes: right.yes, no: left.no || right.no };
    }
    case 'or': {
      const left = decideGuard(condition.left, fields, place, facts);
      const right = left.no ? decideGuard(condition.right, fields, place, facts) : { yes: undefined, no: false };
      // Only one of the two bindings could be kept: nothing is known of either.
      const yes = left.yes !== undefined && right.yes !== undefined ? place.bound : (left.yes ?? right.yes);
      return { yes, no: right.no };
    }
  }
}

/** What a value comes to. */
export function abstractValue(value: Value, fields: Fields, place: Place): FieldValue | Hole {
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

export function known(value: FieldValue | Hole): Known {
  return typeof value === 'string' || typeof value === 'number' ? value : unknown;
}
