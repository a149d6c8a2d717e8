/** What clauses do, in the words of the spec language, on one line: for comments and tables of emitted code. */
import type {
  Arm,
  Condition,
  Effect,
  Recipients,
  SendEffect,
  Trigger,
  Value,
  VariableRef,
} from '../../runtime/model.js';

export function describeTrigger(trigger: Trigger): string {
  if (trigger.kind !== 'message') return trigger.kind;
  return trigger.params.length === 0 ? `on ${trigger.name}` : `on ${trigger.name}(${trigger.params.join(', ')})`;
}

export function describeEffects(body: readonly Effect[]): string {
  return body.map(describeEffect).join('; ');
}

export function describeEffect(effect: Effect): string {
  switch (effect.kind) {
    case 'send':
      return describeSend(effect);
    case 'join':
    case 'leave':
      return `${effect.kind} ${effect.group.group}`;
    case 'set':
      return describeSet(effect);
    case 'unset':
      return `unset ${describePlace(effect.place)}`;
    case 'close':
      return 'close';
    case 'become':
      return `become ${effect.state}`;
    case 'branch':
      return effect.arms.map((arm, i) => `${describeArm(arm, i)} { ${describeEffects(arm.body)} }`).join(' ');
    case 'undefined':
      return `undefined { ${describeEffects(effect.own)} }`;
  }
}

function describeSet({ place, value }: Effect & { kind: 'set' }): string {
  const isShort = place.scope === 'connection' && value.kind === 'field' && value.name === place.name;
  return isShort ? `set ${place.name}` : `set ${describePlace(place)} = ${describeValue(value)}`;
}

/** What stands in front of an arm's brace: `when …`, `else`, `either taken`, `or refused`. */
export function describeArm(arm: Arm, index: number): string {
  if (arm.when === 'otherwise') return 'else';
  if (arm.when === 'open') {
    const word = index === 0 ? 'either' : 'or';
    const label = arm.id.slice(arm.id.lastIndexOf('/') + 1);
    return label === word ? word : `${word} ${label}`;
  }
  return `${index === 0 ? '' : 'else '}when ${describeCondition(arm.when)}`;
}

function describeSend(effect: SendEffect): string {
  const message = describeMessage(effect.message, effect.args);
  const level = effect.level === 'must' ? '' : `${effect.level} `;
  if (effect.times.max === null) return `any number of ${message}`;
  const may = effect.times.min === 0 && effect.level !== 'may' ? 'may ' : level;
  return effect.to.kind === 'self'
    ? `${may}reply ${message}`
    : `${may}send ${message} to ${describeRecipients(effect.to)}`;
}

export function describeMessage(name: string, args: readonly Value[]): string {
  return args.length === 0 ? name : `${name}(${args.map(describeValue).join(', ')})`;
}

export function describeRecipients(to: Recipients): string {
  switch (to.kind) {
    case 'self':
      return 'self';
    case 'members':
      return `${to.but === 'self' ? 'others' : 'all'} ${to.of.group}`;
    case 'bound':
      return to.name;
  }
}

export function describePlace(place: VariableRef): string {
  return place.scope === 'world' ? `world.${place.name}` : place.name;
}

export function describeValue(value: Value): string {
  switch (value.kind) {
    case 'field':
      return value.name;
    case 'attribute':
      return `${value.of === 'self' ? 'self' : value.of.bound}.${value.name}`;
    case 'variable':
      return `world.${value.name}`;
    case 'text':
      return JSON.stringify(value.text);
    case 'integer':
      return String(value.value);
    case 'sum':
      return `${describeValue(value.left)} ${value.op} ${describeValue(value.right)}`;
    case 'any':
      return value.sample === undefined ? 'any' : `any(${JSON.stringify(value.sample)})`;
  }
}

export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'has': {
      const as = condition.as === undefined ? '' : ` as ${condition.as}`;
      return `${condition.of.group} has ${condition.attribute} = ${describeValue(condition.value)}${as}`;
    }
    case 'compare':
      return `${describeValue(condition.left)} ${condition.op} ${describeValue(condition.right)}`;
    case 'matches':
      return `${describeValue(condition.value)} is ${condition.rule}`;
    case 'isSet':
      return `${describePlace(condition.place)} is set`;
    case 'inGroup':
      return `self in ${condition.of.group}`;
    case 'not':
      return `not ${inner(condition.of)}`;
    case 'and':
    case 'or':
      return `${inner(condition.left)} ${condition.kind} ${inner(condition.right)}`;
  }
}

function inner(condition: Condition): string {
  const text = describeCondition(condition);
  return condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'has' ? `(${text})` : text;
}
