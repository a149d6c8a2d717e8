import { shortTexts } from '../../../runtime/arbitrary/short-texts.js';
import type { Clause, Effect, MessageModel, Model, State, Trigger, Variable } from '../../../runtime/model.js';
import type { Emission } from '../emission.js';
import type { EmittedFile } from '../file.js';
import { quote } from '../literal.js';
import { emitHandler, type Handler, type Surroundings } from './handler.js';
import type { Plan } from './plan.js';

/** What the parts of a machine share: the plan, the file's imports, and the methods of clauses. */
export class MachineContext implements Surroundings {
  readonly model: Model;
  private readonly handlers = new Map<string, Handler>();

  constructor(
    private readonly emission: Emission,
    readonly plan: Plan,
    readonly file: EmittedFile,
  ) {
    this.model = plan.model;
  }

  runtime(name: string): string {
    return this.file.value(name, this.emission.runtime);
  }

  runtimeType(name: string): string {
    return this.file.type(name, this.emission.runtime);
  }

  /** A type of types.ts. */
  type(name: string): string {
    return this.file.type(name, './types.js');
  }

  codec(): string {
    return this.file.value('codec', './codec.js');
  }

  sample(message: MessageModel, field: string): string {
    const found = message.fields.find(({ name }) => name === field);
    if (found === undefined) return "''";
    if (found.value.kind === 'integer') return String(found.value.min);
    return quote(shortTexts(this.model, found.language, 1)[0] ?? '');
  }

  /** What the session knows of each user. */
  get attributes(): readonly Variable[] {
    return this.model.session.variables.filter(({ scope }) => scope === 'connection');
  }

  /** What all users share. */
  get variables(): readonly Variable[] {
    return this.model.session.variables.filter(({ scope }) => scope === 'world');
  }

  /** Whether any state has a clause for this. */
  hears(kind: Trigger['kind']): boolean {
    return this.model.session.states.some((state) => clauseFor(state, kind) !== undefined);
  }

  /** What the connect clause becomes, where it says so without a guard: the state that a user is made in. */
  get startsAs(): (Effect & { kind: 'become' }) | undefined {
    return this.model.session.connect.body.find((effect) => effect.kind === 'become');
  }

  /** The statements of a clause. */
  handler(clause: Clause): Handler {
    const method = this.plan.method(clause);
    const known = this.handlers.get(method);
    if (known !== undefined) return known;
    const handler = this.emit(clause);
    this.handlers.set(method, handler);
    return handler;
  }

  private emit(clause: Clause): Handler {
    if (clause.trigger.kind === 'connect') {
      const member = new Map(this.model.session.groups.map(({ name }) => [name, false]));
      return emitHandler(clause, this, 2, {
        closed: 'no',
        member,
        ...(this.startsAs !== undefined && { skip: this.startsAs }),
      });
    }
    const state = this.model.session.states.find(({ clauses }) => clauses.includes(clause))?.name ?? '';
    const member = this.plan.membership(state);
    const isEnd = clause.trigger.kind === 'disconnect';
    return emitHandler(
      clause,
      this,
      2,
      isEnd ? { closed: 'yes', member, callerForgets: true } : { closed: 'no', member },
    );
  }

  /** The statement that runs a clause. */
  call(clause: Clause): string {
    const { usesSelf, usesMessage, usesEffects } = this.handler(clause);
    const args = [usesSelf && 'self', usesMessage && 'message', usesEffects && 'effects'].filter(
      (arg) => arg !== false,
    );
    return `this.${this.plan.method(clause)}(${args.join(', ')});`;
  }
}

/** The clauses that can run: the first for each trigger, as those of `in every state` stand last. */
export function effectiveClauses(state: State): readonly Clause[] {
  const seen = new Set<string>();
  return state.clauses.filter(({ trigger }) => {
    const name = trigger.kind === 'message' ? `on ${trigger.name}` : trigger.kind;
    return seen.has(name) ? false : seen.add(name);
  });
}

export function clauseFor(state: State, kind: Trigger['kind']): Clause | undefined {
  return state.clauses.find(({ trigger }) => trigger.kind === kind);
}
