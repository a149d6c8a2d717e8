import type { Arm, Clause, Effect, MessageModel, SendEffect } from '../../../runtime/model.js';
import { Code } from '../code.js';
import { describeArm } from '../describe.js';
import { quote } from '../literal.js';
import { withoutNestedElse } from './arms.js';
import { argument, place, question, type Scope, value } from './expressions.js';
import { type Closed, type Known, onAllWays } from './known.js';
import { type FieldLocal, Locals } from './locals.js';
import type { Membership } from './membership.js';
import { firstOutcome, isSame, type Plan } from './plan.js';

/** A clause's method: its statements, and what they use. */
export interface Handler {
  readonly body: Code;
  readonly usesMessage: boolean;
  readonly usesEffects: boolean;
  readonly usesSelf: boolean;
}

/** What a handler needs from the file that it stands in. */
export interface Surroundings {
  readonly plan: Plan;
  runtime(name: string): string;
  codec(): string;
  /** What the reference server writes where the spec leaves a field to the server. */
  sample(message: MessageModel, field: string): string;
}

export interface Start {
  readonly closed: Closed;
  /** Statements that are done already. */
  readonly skip?: Effect;
  readonly member: Membership;
  /** Whether what happens once the connection is closed is left to the caller. */
  readonly callerForgets?: boolean;
}

/** The first outcome of a clause, in place. */
export function emitHandler(clause: Clause, surroundings: Surroundings, depth: number, start: Start): Handler {
  const first = new HandlerEmitter(clause, surroundings, depth, start, false).emit();
  // Only a clause that closes on some of its ways, and goes on, has to remember whether it did.
  return first.asksWhetherClosed ? new HandlerEmitter(clause, surroundings, depth, start, true).emit() : first;
}

class HandlerEmitter implements Scope {
  readonly plan: Plan;
  private readonly locals: Locals;
  private usesEffects = false;
  private asksWhetherClosed = false;

  constructor(
    private readonly clause: Clause,
    private readonly surroundings: Surroundings,
    private readonly depth: number,
    private readonly start: Start,
    private readonly flagsClosing: boolean,
  ) {
    this.plan = surroundings.plan;
    const { trigger } = clause;
    const message = this.plan.model.messages.client.find(({ id }) => trigger.kind === 'message' && id === trigger.name);
    this.locals = new Locals(message?.fields ?? []);
  }

  emit(): Handler & { readonly asksWhetherClosed: boolean } {
    const code = new Code(this.depth);
    const { closed, member, callerForgets } = this.start;
    this.effects(code, this.clause.body, { closed, member }, callerForgets !== true);
    const body = new Code(this.depth);
    const fields = this.locals.usedFields();
    if (fields.length > 0) body.line(`const { ${fields.join(', ')} } = message;`);
    if (this.flagsClosing) body.line('let closed = false;');
    body.append(code);
    return {
      body,
      usesMessage: fields.length > 0,
      usesEffects: this.usesEffects,
      usesSelf: /\bself\b/.test(statements(body)),
      asksWhetherClosed: this.asksWhetherClosed,
    };
  }

  // ---- names

  field(name: string): FieldLocal {
    return this.locals.field(name);
  }

  bound(name: string): string {
    return this.locals.bound(name);
  }

  bind(name: string): string {
    return this.locals.bind(name);
  }

  runtime(name: string): string {
    return this.surroundings.runtime(name);
  }

  codec(): string {
    return this.surroundings.codec();
  }

  // ---- statements

  /** `isLast`: nothing of the clause comes after, so that a connection that was closed is over. */
  private effects(code: Code, body: readonly Effect[], before: Known, isLast: boolean): Known {
    const done = body.filter((effect) => effect !== this.start.skip);
    const end = done.reduce(
      (known, effect) => this.effect(code, effect, known, isLast && effect === done.at(-1)),
      before,
    );
    return isLast ? this.forget(code, end) : end;
  }

  private effect(code: Code, effect: Effect, known: Known, isLast: boolean): Known {
    switch (effect.kind) {
      case 'send':
        if (effect.times.min > 0) this.send(code, effect, known);
        return known;
      case 'join':
      case 'leave':
        code.line(`this.${this.plan.group(effect.group.group)}.${effect.kind}(self);`);
        return { ...known, member: new Map(known.member).set(effect.group.group, effect.kind === 'join') };
      case 'set':
      case 'unset':
        this.assign(code, effect, known);
        return known;
      case 'become':
        code.line(`self.state = ${quote(effect.state)};`);
        return known;
      case 'close':
        // A connection that ends by itself is closed when its clause is over.
        if (this.clause.trigger.kind === 'disconnect') return known;
        this.usesEffects = true;
        code.line('effects.close(self.id);');
        if (this.flagsClosing) code.line('closed = true;');
        return { ...known, closed: 'yes' };
      case 'branch':
        return this.branch(code, effect.arms, known, isLast && known.closed === 'no');
      case 'undefined':
        return this.effects(code, effect.own, known, false);
    }
  }

  private assign(code: Code, effect: Effect & { kind: 'set' | 'unset' }, known: Known): void {
    const to = place(effect.place);
    const assigned = effect.kind === 'set' ? value(this, effect.value, noSample) : 'undefined';
    // `count = count + 1` is written `count += 1`.
    const added = assigned.startsWith(`${to} + `) ? assigned.slice(to.length + 3) : undefined;
    code.line(added === undefined ? `${to} = ${assigned};` : `${to} += ${added};`);
    if (effect.place.scope === 'world') return;
    for (const group of this.plan.indexesAttribute(effect.place.name)) {
      if (known.member.get(group) !== false) code.line(`this.${this.plan.group(group)}.reindex(self);`);
    }
  }

  private send(code: Code, effect: SendEffect, known: Known): void {
    const { to } = effect;
    const sendTo = (recipients: string): void => {
      this.usesEffects = true;
      for (let i = 0; i < effect.times.min; i++) code.list('effects.send(', [recipients, this.text(effect)], ');');
    };
    switch (to.kind) {
      case 'self':
        // Who has ended is sent nothing.
        if (known.closed === 'yes') return;
        this.unless(code, known.closed === 'maybe' ? this.closedFlag() : undefined, () => sendTo('[self.id]'));
        return;
      case 'bound': {
        const member = this.bound(to.name);
        const isSelf = `${member} === self`;
        const isGone =
          known.closed === 'maybe' ? `${this.closedFlag()} && ${isSelf}` : known.closed === 'yes' ? isSelf : undefined;
        this.unless(code, isGone, () => sendTo(`[${member}.id]`));
        return;
      }
      case 'members': {
        const group = `this.${this.plan.group(to.of.group)}`;
        const isSure = known.member.get(to.of.group) === false;
        if (isSure || (to.but === undefined && known.closed === 'no')) sendTo(`${group}.all`);
        else if (to.but === 'self' || known.closed === 'yes') sendTo(`${group}.others(self)`);
        else sendTo(`${this.closedFlag()} ? ${group}.others(self) : ${group}.all`);
        return;
      }
    }
  }

  private unless(code: Code, condition: string | undefined, body: () => void): void {
    if (condition === undefined) body();
    else code.block(`if (!(${condition})) {`, body);
  }

  /** The text of a message, written once for all who get it. */
  private text(effect: SendEffect): string {
    const constant = this.plan.constant(effect.message);
    if (constant !== undefined && effect.args.length === 0) return constant;
    const message = this.plan.model.messages.server.find(({ id }) => id === effect.message);
    const args = (message?.fields ?? []).flatMap((field, i) => {
      const arg = effect.args[i];
      if (message === undefined || arg === undefined) return [];
      return [argument(this, field, arg, () => this.surroundings.sample(message, field.name))];
    });
    return `${this.codec()}.write({ ${[`kind: ${quote(effect.message)}`, ...args].join(', ')} })`;
  }

  private branch(code: Code, branchArms: readonly Arm[], before: Known, isLast: boolean): Known {
    const arms = withoutNestedElse(branchArms);
    const [first] = arms;
    if (first === undefined) return before;
    if (first.when === 'open') {
      code.line(`// ${describeArm(first, 0)}: the reference's choice.`);
      return this.effects(code, first.body, before, isLast);
    }
    const same = this.sameForAll(code, arms, before, isLast);
    if (same !== undefined) return same;
    const ends: Known[] = [];
    const tail = (rest: readonly Arm[], opened: boolean): void => {
      const [arm, ...others] = rest;
      if (arm === undefined) {
        if (opened) code.line('}');
        ends.push(before);
      } else if (arm.when === 'otherwise') {
        const body = this.armBody(code, arm, before, ends, isLast);
        if (!body.isEmpty) code.line('} else {').append(body);
        code.line('}');
      } else if (arm.when !== 'open') {
        const { code: condition, before: lookups } = question(this, arm.when);
        if (lookups.length > 0 && opened) {
          // What must be looked up first stands in a block of its own.
          code.block('} else {', () => {
            for (const lookup of lookups) code.line(lookup);
            code.line(`if (${condition}) {`).append(this.armBody(code, arm, before, ends, isLast));
            tail(others, true);
          });
          return;
        }
        for (const lookup of lookups) code.line(lookup);
        code.line(`${opened ? '} else if' : 'if'} (${condition}) {`);
        code.append(this.armBody(code, arm, before, ends, isLast));
        tail(others, true);
      }
    };
    tail(arms, false);
    return onAllWays(ends);
  }

  /** Where a guard makes no difference to what the reference does, it is not asked. */
  private sameForAll(code: Code, arms: readonly Arm[], before: Known, isLast: boolean): Known | undefined {
    const [first, ...rest] = arms;
    if (first === undefined || rest.length === 0 || arms.at(-1)?.when !== 'otherwise') return undefined;
    const body = firstOutcome(first.body);
    if (body.length === 0 || !rest.every((arm) => isSame(firstOutcome(arm.body), body))) return undefined;
    code.line(`// The reference does the same ${arms.map(describeArm).join(', or ')}.`);
    return this.effects(code, body, before, isLast);
  }

  private armBody(code: Code, arm: Arm, before: Known, ends: Known[], isLast: boolean): Code {
    const body = new Code(code.indent / 2 + 1);
    ends.push(this.effects(body, arm.body, before, isLast));
    return body;
  }

  private forget(code: Code, known: Known): Known {
    if (known.closed === 'yes') code.line('this.forget(self);');
    else if (known.closed === 'maybe') code.line(`if (${this.closedFlag()}) this.forget(self);`);
    return known.closed === 'no' ? known : { ...known, closed: 'over' };
  }

  private closedFlag(): string {
    this.asksWhetherClosed = true;
    return 'closed';
  }
}

/** The lines of a body without its comments. */
function statements(body: Code): string {
  const lines = body.toString().split('\n');
  return lines
    .filter((line) => !line.trimStart().startsWith('//'))
    .map((line) => line.slice(body.indent))
    .join('\n');
}

function noSample(): string {
  throw new Error('A variable is set to what is known, never to `any`.');
}
