import { SessionError } from '../errors.js';
import type { Arm, Clause, Effect, Model, SendEffect, UndefinedEffect } from '../model.js';

type ChangeEffect = Exclude<Effect, { kind: 'send' | 'branch' | 'undefined' }>;

/** A clause laid flat, so that "how far it has run" is one number. `next` is the instruction that follows. */
export type Instruction =
  | { readonly op: 'change'; readonly effect: ChangeEffect; readonly branch: string; readonly next: number }
  | { readonly op: 'send'; readonly effect: SendEffect; readonly branch: string; readonly next: number }
  | { readonly op: 'branch'; readonly arms: readonly { readonly arm: Arm; readonly next: number }[] }
  | {
      readonly op: 'undefined';
      readonly effect: UndefinedEffect;
      readonly branch: string;
      readonly own: number;
      readonly next: number;
    }
  | { readonly op: 'done' };

export interface Program {
  readonly id: string;
  /**
   * Undefined where the spec has none: at the end of a connection nothing but its own effect happens then, which is a
   * rule like any other and has an id.
   */
  readonly clause: Clause | undefined;
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** Where `done` stands in every program. */
const DONE = 0;

function compile(id: string, clause: Clause | undefined): Program {
  const instructions: Instruction[] = [{ op: 'done' }];
  const add = (instruction: Instruction): number => instructions.push(instruction) - 1;

  // Back to front, so that each instruction is made when the one that follows it is known.
  const layOut = (body: readonly Effect[], branch: string, after: number): number => {
    let next = after;
    for (let i = body.length - 1; i >= 0; i--) {
      const effect = body[i];
      if (effect !== undefined) next = one(effect, branch, next);
    }
    return next;
  };
  const one = (effect: Effect, branch: string, next: number): number => {
    switch (effect.kind) {
      case 'send':
        return add({ op: 'send', effect, branch, next });
      case 'branch':
        return add({ op: 'branch', arms: effect.arms.map((arm) => ({ arm, next: layOut(arm.body, arm.id, next) })) });
      case 'undefined':
        return add({ op: 'undefined', effect, branch, own: layOut(effect.own, branch, next), next });
      default:
        return add({ op: 'change', effect, branch, next });
    }
  };

  const start = clause === undefined ? DONE : layOut(clause.body, id, DONE);
  return { id, clause, instructions, start };
}

/** What a frame is taken for: a message's name, or one of the triggers without one. */
export type TriggerKey = `on ${string}` | 'unrecognized' | 'invalid' | 'overlong' | 'disconnect';

function triggerKey(clause: Clause): TriggerKey {
  const trigger = clause.trigger;
  switch (trigger.kind) {
    case 'message':
      return `on ${trigger.name}`;
    case 'connect':
      throw new SessionError('bad-program', `${clause.id}: a state has no connect clause`);
    default:
      return trigger.kind;
  }
}

/** All clauses of a session, ready to run. */
export interface Programs {
  readonly connect: Program;
  /** The program for a trigger in a state, if the state has one; a frame that is `invalid` falls back on `unrecognized`. */
  find(state: string, key: TriggerKey): Program | undefined;
  /** The program for the end of a connection, which every state has. */
  disconnect(state: string): Program;
  byId(id: string): Program;
}

export function compilePrograms(model: Model): Programs {
  const connect = compile(model.session.connect.id, model.session.connect);
  const byId = new Map<string, Program>([[connect.id, connect]]);
  const states = new Map<string, Map<TriggerKey, Program>>();
  for (const state of model.session.states) {
    const programs = new Map<TriggerKey, Program>();
    for (const clause of state.clauses) {
      const key = triggerKey(clause);
      // The first clause wins: those of `in every state` stand last.
      if (programs.has(key)) continue;
      const program = compile(clause.id, clause);
      programs.set(key, program);
      byId.set(program.id, program);
    }
    if (!programs.has('disconnect')) {
      const program = compile(`${model.name}/${state.name}/disconnect`, undefined);
      programs.set('disconnect', program);
      byId.set(program.id, program);
    }
    states.set(state.name, programs);
  }
  const find = (state: string, key: TriggerKey): Program | undefined => {
    const programs = states.get(state);
    if (programs === undefined) throw new SessionError('bad-program', `there is no state ${state}`);
    return programs.get(key) ?? (key === 'invalid' ? programs.get('unrecognized') : undefined);
  };
  const known = (program: Program | undefined, what: string): Program => {
    if (program === undefined) throw new SessionError('bad-program', `there is no clause ${what}`);
    return program;
  };
  return {
    connect,
    find,
    disconnect: (state) => known(find(state, 'disconnect'), `${state}/disconnect`),
    byId: (id) => known(byId.get(id), id),
  };
}
