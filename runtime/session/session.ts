import { SessionError } from '../errors.js';
import type { Arm, Effect, Model, SendEffect, UndefinedEffect, Value } from '../model.js';
import type { Advance, Codec, Run, Session } from '../protocol.js';
import { decodeText } from '../text.js';
import type {
  ConnectionId,
  FieldValue,
  GroupSend,
  Hole,
  MessagePattern,
  Outcome,
  Output,
  SessionEvent,
  TextPattern,
  World,
} from '../world.js';
import { writePattern } from '../writer.js';
import { decide } from './conditions.js';
import { compilePrograms, type Instruction, type Program } from './program.js';
import { evaluate, scalar } from './values.js';
import {
  findConnection,
  initialWorld,
  theConnection,
  withConnection,
  withMember,
  withoutConnection,
  withoutMember,
} from './world-changes.js';

/** Where a clause stands while it runs. */
interface Point {
  readonly world: World;
  readonly pc: number;
  readonly bound: Readonly<Record<string, ConnectionId>>;
  readonly outputs: readonly Output[];
  readonly trail: readonly string[];
  /** The last send, if it was to a group. */
  readonly open?: GroupSend | undefined;
}

/** An arm that a branch can take, with what its guard bound. */
interface Taken {
  readonly arm: Arm;
  readonly next: number;
  readonly bound: Point['bound'];
}

/** What an event is said to run: nothing, where its connection is not judged. */
function trailOf(world: World, run: Run, program: Program): readonly string[] {
  return findConnection(world, run.connection)?.judged === false ? [] : [program.id];
}

/** The session of a model: its clauses run as docs/spec-language.md says, from the text of the spec alone. */
export function createSession(model: Model, codec: Pick<Codec, 'parse' | 'matches'>): Session {
  const programs = compilePrograms(model);
  const fieldsOf = new Map(
    [...model.messages.client, ...model.messages.server].map(({ id, fields }) => [
      id,
      fields.map(({ name }) => ({ name, hole: `${id}.${name}` })),
    ]),
  );
  const matches = (rule: string, text: string): boolean => codec.matches(rule, text);

  const patternOf = (world: World, run: Run, message: string, args: readonly Value[]): MessagePattern => {
    const fields: Record<string, FieldValue | Hole> = {};
    const scope = { self: run.connection, fields: run.fields, bound: run.bound };
    for (const [i, { name, hole }] of (fieldsOf.get(message) ?? []).entries()) {
      const value = args[i];
      if (value === undefined) throw new SessionError('bad-program', `${run.clause}: ${message} lacks ${name}`);
      fields[name] = evaluate(world, scope, value, hole);
    }
    return { kind: message, fields };
  };

  const recipients = (world: World, run: Run, to: SendEffect['to']): readonly ConnectionId[] => {
    switch (to.kind) {
      case 'self':
        return [run.connection];
      case 'bound': {
        const id = run.bound[to.name];
        return id === undefined ? [] : [id];
      }
      case 'members': {
        const members = world.groups[to.of.group] ?? [];
        return to.but === 'self' ? members.filter((id) => id !== run.connection) : members;
      }
    }
  };

  const send = (
    world: World,
    run: Run,
    effect: SendEffect,
    branch: string,
  ): { readonly outputs: readonly Output[]; readonly open: GroupSend | undefined } => {
    const message = patternOf(world, run, effect.message, effect.args);
    const text = writePattern(model, message);
    const { times, to } = effect;
    const origin = run.connection;
    const group = to.kind === 'members' ? to.of.group : undefined;
    const outputs: Output[] = [];
    for (const id of recipients(world, run, to)) {
      if (findConnection(world, id)?.open !== true) continue;
      // Written out: to spread an object takes several times as long.
      const output = { kind: 'message', to: id, origin, message, text, times, clause: branch } as const;
      outputs.push(
        group === undefined ? output : { kind: 'message', to: id, origin, message, text, times, group, clause: branch },
      );
    }
    if (group === undefined) return { outputs, open: undefined };
    return { outputs, open: { kind: 'message', origin, message, text, times, group, clause: branch } };
  };

  const change = (
    world: World,
    run: Run,
    instruction: Instruction & { op: 'change' },
  ): { world: World; outputs: readonly Output[] } => {
    const { effect } = instruction;
    const self = run.connection;
    switch (effect.kind) {
      case 'join':
        return { world: withMember(world, effect.group.group, self), outputs: [] };
      case 'leave':
        return { world: withoutMember(world, effect.group.group, self), outputs: [] };
      case 'set': {
        const value = scalar(evaluate(world, { self, ...run }, effect.value, ''));
        const { name } = effect.place;
        if (effect.place.scope === 'world')
          return { world: { ...world, variables: { ...world.variables, [name]: value } }, outputs: [] };
        const { attributes } = theConnection(world, self);
        return { world: withConnection(world, self, { attributes: { ...attributes, [name]: value } }), outputs: [] };
      }
      case 'unset': {
        const { name } = effect.place;
        const without = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
          Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
        if (effect.place.scope === 'world')
          return { world: { ...world, variables: without(world.variables) }, outputs: [] };
        return {
          world: withConnection(world, self, { attributes: without(theConnection(world, self).attributes) }),
          outputs: [],
        };
      }
      case 'become':
        return { world: withConnection(world, self, { state: effect.state }), outputs: [] };
      case 'close':
        return {
          world: withConnection(world, self, { open: false }),
          outputs: [{ kind: 'close', to: self, clause: instruction.branch }],
        };
    }
  };

  /** The texts that others may receive because of a connection that is not judged. */
  const wildTexts = (world: World, run: Run, effect: UndefinedEffect): readonly TextPattern[] => {
    const listed = effect.othersMayHear.map((pattern) =>
      writePattern(model, patternOf(world, run, pattern.message, pattern.args)),
    );
    const { state, attributes } = theConnection(world, run.connection);
    const departing: TextPattern[] = [];
    const collect = (body: readonly Effect[]): void => {
      for (const one of body) {
        if (one.kind === 'branch') for (const arm of one.arms) collect(arm.body);
        // A notice about an attribute that it never got can't come of it.
        else if (
          one.kind === 'send' &&
          one.args.every((arg) => arg.kind !== 'attribute' || attributes[arg.name] !== undefined)
        ) {
          departing.push(writePattern(model, patternOf(world, run, one.message, one.args)));
        }
      }
    };
    collect(programs.disconnect(state).clause?.body ?? []);
    return [...listed, ...departing];
  };

  const wild = (world: World, run: Run, effect: UndefinedEffect, branch: string): { world: World; output: Output } => ({
    world: withConnection(world, run.connection, { judged: false }),
    output: {
      kind: 'wild',
      connection: run.connection,
      othersMayHear: wildTexts(world, run, effect),
      selfNeverHears: effect.selfNeverHears.map((pattern) =>
        writePattern(model, patternOf(world, run, pattern.message, pattern.args)),
      ),
      clause: branch,
    },
  });

  /** Each arm that a branch can take, with what its guard bound. */
  const armsTaken = (world: World, run: Run, arms: (Instruction & { op: 'branch' })['arms']): readonly Taken[] => {
    const [first, ...rest] = arms;
    if (first === undefined) return [];
    const taken = { arm: first.arm, next: first.next, bound: run.bound };
    if (first.arm.when === 'open') return [taken, ...armsTaken(world, run, rest)];
    if (first.arm.when === 'otherwise') return [taken];
    const sides = decide(world, { self: run.connection, ...run }, first.arm.when, matches);
    const held = sides.filter((side) => side.holds).map((side) => ({ ...taken, bound: side.bound }));
    return sides.some((side) => !side.holds) ? [...held, ...armsTaken(world, run, rest)] : held;
  };

  /**
   * Runs from a point to the end of its micro-step, or of the whole event. `own` chooses what the reference does where
   * the spec leaves the connection unjudged.
   */
  const microStep = (run: Run, program: Program, from: Point, whole: boolean, own: boolean): readonly Point[] => {
    let { world, pc, bound, trail, open } = from;
    let here = bound === run.bound ? run : { ...run, bound };
    const outputs = [...from.outputs];
    // Mostly there is one way to go on; only where there are several, each goes its own. No function in here keeps hold
    // of where it stands: it is gone through for every event of every world that is thought of.
    for (;;) {
      const instruction = program.instructions[pc];
      if (instruction === undefined) throw new SessionError('bad-program', `${run.clause} has no instruction ${pc}`);
      switch (instruction.op) {
        case 'done':
          return [{ world, pc, bound, outputs, trail, open }];
        case 'send': {
          const sent = send(world, here, instruction.effect, instruction.branch);
          for (const output of sent.outputs) outputs.push(output);
          open = sent.open;
          pc = instruction.next;
          if (!whole) return [{ world, pc, bound, outputs, trail, open }];
          break;
        }
        case 'change': {
          const changed = change(world, here, instruction);
          world = changed.world;
          for (const output of changed.outputs) outputs.push(output);
          pc = instruction.next;
          if (!whole && program.instructions[pc]?.op !== 'change') return [{ world, pc, bound, outputs, trail, open }];
          break;
        }
        case 'branch': {
          const taken = armsTaken(world, here, instruction.arms);
          const [only] = taken;
          if (only === undefined || taken.length > 1) {
            const point: Point = { world, pc, bound, outputs, trail, open };
            return allWays(run, program, point, taken, whole, own);
          }
          ({ next: pc, bound } = only);
          here = bound === run.bound ? run : { ...run, bound };
          trail = [...trail, only.arm.id];
          if (!whole && !isTogether(program, pc)) return [{ world, pc, bound, outputs, trail, open }];
          break;
        }
        case 'undefined': {
          const left = wild(world, here, instruction.effect, instruction.branch);
          const unjudged: Point = { world: left.world, pc: 0, bound, outputs: [...outputs, left.output], trail, open };
          return own
            ? [
                ...microStep(run, program, { world, pc: instruction.own, bound, outputs, trail, open }, whole, own),
                unjudged,
              ]
            : [unjudged];
        }
      }
    }
  };

  /** Each of several arms, gone on with. */
  const allWays = (
    run: Run,
    program: Program,
    from: Point,
    taken: readonly Taken[],
    whole: boolean,
    own: boolean,
  ): readonly Point[] =>
    taken.flatMap((one) => {
      const way: Point = { ...from, pc: one.next, bound: one.bound, trail: [...from.trail, one.arm.id] };
      return whole || isTogether(program, one.next) ? microStep(run, program, way, whole, own) : [way];
    });

  /** What follows a choice in one micro-step with it. */
  const isTogether = ({ instructions }: Program, pc: number): boolean => {
    const follows = instructions[pc];
    return (
      follows?.op === 'send' ||
      follows?.op === 'undefined' ||
      (follows?.op === 'branch' && follows.arms.every((one) => one.arm.when === 'open'))
    );
  };

  /** What an event's end does to its connection. */
  const finish = (world: World, run: Run, program: Program): { world: World; outputs: readonly Output[] } => {
    const connection = findConnection(world, run.connection);
    if (connection === undefined) return { world, outputs: [] };
    const ended = program.clause === undefined || program.clause.trigger.kind === 'disconnect';
    if (connection.open && !ended) return { world, outputs: [] };
    return {
      world: withoutConnection(world, run.connection),
      outputs: ended ? [{ kind: 'close', to: run.connection, clause: program.id }] : [],
    };
  };

  const start = (run: Run, program: Program, world: World): Point => ({
    world,
    pc: run.pc,
    bound: run.bound,
    outputs: [],
    trail: trailOf(world, run, program),
  });

  const begin = (world: World, event: SessionEvent): { world: World; run: Run; program: Program } | undefined => {
    const id = event.connection;
    const connection = findConnection(world, id);
    const running = (program: Program, fields: Run['fields'] = {}, at: World = world) => ({
      world: at,
      program,
      run: { connection: id, clause: program.id, pc: program.start, fields, bound: {} },
    });
    if (event.kind === 'connect') {
      if (connection !== undefined) throw new SessionError('connected-twice', `connection ${id} is there already`);
      const arrived = { id, state: '', open: true, judged: true, attributes: {} };
      return running(programs.connect, {}, { ...world, connections: [...world.connections, arrived] });
    }
    if (connection === undefined || !connection.open) return undefined;
    if (!connection.judged) {
      // Of what it does no clause speaks; that it ends is still seen by the world.
      if (event.kind !== 'end') return undefined;
      return running(
        { ...programs.disconnect(connection.state), clause: undefined, start: 0 },
        {},
        withConnection(world, id, { open: false }),
      );
    }
    // It has ended: it is sent nothing more, though it is still a member while its clause runs.
    if (event.kind === 'end')
      return running(programs.disconnect(connection.state), {}, withConnection(world, id, { open: false }));
    if (event.kind === 'overlong') {
      const program = programs.find(connection.state, 'overlong');
      return program === undefined ? undefined : running(program);
    }
    const text = decodeText(event.bytes);
    const read = text === undefined ? undefined : codec.parse(connection.state, text);
    const program =
      read === undefined
        ? programs.find(connection.state, 'invalid')
        : programs.find(connection.state, read.ok ? `on ${read.message.kind}` : 'unrecognized');
    if (program === undefined) return undefined;
    if (read?.ok !== true) return running(program);
    const { kind: _, ...fields } = read.message;
    return running(program, fields);
  };

  const programOf = (world: World, run: Run): Program => {
    const program = programs.byId(run.clause);
    return findConnection(world, run.connection)?.judged === false ? { ...program, clause: undefined } : program;
  };

  return {
    initial: initialWorld(model),

    begin(world, event) {
      const started = begin(world, event);
      if (started === undefined) return undefined;
      return { world: started.world, run: started.run, trail: trailOf(started.world, started.run, started.program) };
    },

    advance(world, run): readonly Advance[] {
      const program = programOf(world, run);
      const whole = model.delivery.unit === 'event';
      const from: Point = { world, pc: run.pc, bound: run.bound, outputs: [], trail: [] };
      return microStep(run, program, from, whole, false).map((point) => {
        const over = program.instructions[point.pc]?.op === 'done';
        if (!over) {
          const { world: at, outputs, trail, open } = point;
          return { world: at, outputs, trail, run: { ...run, pc: point.pc, bound: point.bound }, open };
        }
        const end = finish(point.world, run, program);
        const outputs = [...point.outputs, ...end.outputs];
        return { world: end.world, outputs, trail: point.trail, run: undefined, open: point.open };
      });
    },

    outcomes(world, event): readonly Outcome[] {
      const started = begin(world, event);
      if (started === undefined) return [{ world, outputs: [], trail: [] }];
      const { run, program } = started;
      return microStep(run, program, start(run, program, started.world), true, true).map((point) => {
        const end = finish(point.world, run, program);
        return { world: end.world, outputs: [...point.outputs, ...end.outputs], trail: point.trail };
      });
    },
  };
}
