import { type Clause, decodeText, type FieldValue, isHole, type Protocol } from '../../runtime/index.js';
import { compilePrograms, type Programs } from '../../runtime/session/program.js';
import { type Known, type Standing, unknown } from './abstract-values.js';
import { type InputReach, InputWalk } from './input-walk.js';
import type { Input, TraceRecord } from './record.js';
import { clausesReadingOthers, harmlessGroups } from './visibility.js';

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

  /** Whether two connections may ever agree in an attribute, so that it matters who of them came first. */
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
    const walk = new InputWalk(this.protocol, slot, index, this.harmless, {
      canHave: (attribute, value, standing) => this.canHave(slot, attribute, value, standing),
      matches: (rule, text) => this.protocol.codec.matches(rule, text),
    });
    const after = new Map<string, Standing>();
    const add = (standing: Standing): void => void after.set(JSON.stringify(standing), standing);
    // A cut can lose inputs, the last ones first: whichever are lost, the end comes.
    const lost = input.event.kind === 'end' && this.record.connections[slot]?.abandoned === true;
    for (const standing of lost ? lane.ever.values() : lane.standings) {
      if (standing.over) walk.unanswered = true;
      if (standing.over) add(standing);
      else for (const next of this.run(walk, standing, input)) add(next);
    }
    if (input.optional) walk.unanswered = true;
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
    if (clause === undefined) walk.unanswered = true;
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
