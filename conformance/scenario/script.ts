import { findConnection } from '../../runtime/index.js';
import { type Candidate, type Template, templateKeyOf } from './candidate.js';
import { candidatesOf, candidatesOfOne, essentialCandidatesOf, type Labels, templatesAt } from './candidates.js';
import { isSameWorld } from './canonical.js';
import { tokenAction } from './fence.js';
import { labelsOf } from './labels.js';
import { leave } from './leave.js';
import { settle } from './observer.js';
import { onceFor } from './once-for.js';
import type { Rehearsal } from './rehearsal.js';
import type { Action, ClientIndex, Payload, Scenario, Step } from './scenario.js';
import { canWrite, type Played, play, presentClients, type Stage, scenarioOf } from './stage.js';

/** A scenario as it is being written, each action played as it is added, so that it is always known where everyone is. */
export class Script {
  /** Actions that are not waited for one by one: from a place in the stage's actions up to another. */
  private readonly spans: {
    readonly from: number;
    readonly to: number;
    readonly lanes: readonly (readonly Action[])[];
  }[] = [];

  constructor(
    readonly rehearsal: Rehearsal,
    public stage: Stage,
  ) {}

  get scenario(): Scenario {
    const { clients, steps } = scenarioOf(this.stage);
    const all: Step[] = [];
    for (const [i, step] of steps.entries()) {
      const span = this.spans.find(({ from, to }) => from <= i && i < to);
      if (span === undefined) all.push(step);
      else if (span.from === i) all.push({ kind: 'block', lanes: span.lanes });
    }
    return { clients, steps: all };
  }

  /** Adds an action. A client that is not judged after it half-closes at once: it must send no more. */
  act(action: Action): Played {
    const played = play(this.rehearsal, this.stage, action);
    this.stage = played.stage;
    if (!played.plain && this.stage.clients[action.client]?.presence === 'there') {
      this.stage = play(this.rehearsal, this.stage, { kind: 'halfClose', client: action.client }).stage;
    }
    return played;
  }

  /** Adds what was tried and is plain. */
  goOn({ stage }: Played): void {
    this.stage = stage;
  }

  /** Adds an action whose outcome is the server's choice, and lets its client stay, silent, whatever it is now. */
  leaveOpen(action: Action): Played {
    const played = play(this.rehearsal, this.stage, action);
    this.stage = played.stage;
    return played;
  }

  /** Adds actions of one client that follow one another without waiting. */
  together(actions: readonly Action[]): void {
    this.sideBySide([actions]);
  }

  /** Adds lanes that run at the same time. In whatever order they run, they must lead to worlds that are alike. */
  sideBySide(lanes: readonly (readonly Action[])[]): void {
    const from = this.stage.actions.length;
    for (const action of lanes.flat()) this.stage = play(this.rehearsal, this.stage, action).stage;
    this.spans.push({ from, to: this.stage.actions.length, lanes });
  }

  write(client: ClientIndex, payload: Payload): Played {
    return this.act({ kind: 'write', client, writes: [payload] });
  }

  /** Somebody new connects. */
  connect(): ClientIndex {
    const client = this.stage.clients.length;
    this.act({ kind: 'connect', client });
    return client;
  }

  /** Somebody new comes in, up to where they hear the others; undefined if there is no way from here. */
  enter(labels?: Labels): ClientIndex | undefined {
    return this.settle(this.stage.clients.length, labels);
  }

  /** Somebody goes on to where they hear the others. */
  settle(client: ClientIndex, labels?: Labels): ClientIndex | undefined {
    const settled = settle(this.rehearsal, this.stage, client, labels);
    if (settled === undefined) return undefined;
    this.stage = settled;
    return client;
  }

  /** Somebody leaves as one should; see `leave`. */
  leave(client: ClientIndex): void {
    this.stage = leave(this.rehearsal, this.stage, client);
  }

  get present(): readonly ClientIndex[] {
    return presentClients(this.stage);
  }

  /** Everyone who can says something that reaches somebody: what was to stay silent would now be seen. */
  everyoneSpeaks(): void {
    for (const client of this.present) this.speak(client);
  }

  speak(client: ClientIndex): void {
    if (!canWrite(this.stage, client)) return;
    const token = tokenAction(this.rehearsal.protocol, this.stage.world, client, labelsOf(this.stage, client));
    const played = token === undefined ? this.signOfLife(client) : play(this.rehearsal, this.stage, token.action);
    if (played?.plain && played.seen) this.stage = played.stage;
  }

  /** Sends the candidate with this key, with labels that have not been used before, if it has one outcome, which is seen. */
  sendIfPlain(client: ClientIndex, key: string): void {
    const candidate = this.candidatesOfOne(client, templateKeyOf(key)).find((one) => one.key === key);
    if (candidate === undefined) return;
    const { plain, seen, stage } = this.try(client, candidate.payload);
    if (plain && seen) this.stage = stage;
  }

  /** Everyone sends everyone else a message that reaches them alone, where there is such. */
  everyoneAddresses(): void {
    for (const from of this.present) {
      for (const to of this.present) if (from !== to) this.address(from, to);
    }
  }

  address(from: ClientIndex, to: ClientIndex): void {
    const state = findConnection(this.stage.world, from)?.state ?? '';
    const known = onceFor(addressing, this.rehearsal, () => new Map<string, string>());
    const before = known.get(state);
    // What has reached one alone before does so again, most likely, with another one's name in it.
    const likely = before === undefined ? [] : this.candidatesOfOne(from, before);
    for (const candidates of [likely, this.essentialsInTurn(from)]) {
      for (const { key, payload } of candidates) {
        const stage = this.reachingAlone(from, to, payload);
        if (stage === undefined) continue;
        known.set(state, templateKeyOf(key));
        this.stage = stage;
        return;
      }
    }
  }

  /** The stage after an input that reaches one alone and changes nothing; undefined if it does not. */
  private reachingAlone(from: ClientIndex, to: ClientIndex, payload: Payload): Stage | undefined {
    const { plain, seen, outcomes, stage } = this.try(from, payload);
    const reached = new Set(outcomes[0]?.outputs.flatMap((output) => (output.kind === 'message' ? [output.to] : [])));
    if (!plain || !seen || reached.size !== 1 || !reached.has(to)) return undefined;
    return isSameWorld(stage.world, this.stage.world) ? stage : undefined;
  }

  /** Where nothing carries a value of one's own: what changes nothing, and is answered or passed on. */
  private signOfLife(client: ClientIndex): Played | undefined {
    for (const { payload, reading } of this.essentialsInTurn(client)) {
      if (reading.kind !== 'message') continue;
      const played = this.try(client, payload);
      if (played.plain && played.seen && isSameWorld(played.stage.world, this.stage.world)) return played;
    }
    return undefined;
  }

  /** What a client could send where it is, or that of it which is wanted; nothing, if it may not write. */
  candidates(client: ClientIndex, wanted?: (template: Template) => boolean): readonly Candidate[] {
    return canWrite(this.stage, client)
      ? candidatesOf(this.rehearsal, this.stage.world, client, labelsOf(this.stage, client), wanted)
      : [];
  }

  /** Those of one template alone, by its key. */
  candidatesOfOne(client: ClientIndex, key: string): readonly Candidate[] {
    return canWrite(this.stage, client)
      ? candidatesOfOne(this.rehearsal, this.stage.world, client, labelsOf(this.stage, client), key)
      : [];
  }

  /** What these are made from. */
  templates(client: ClientIndex): readonly Template[] {
    return canWrite(this.stage, client) ? templatesAt(this.rehearsal, this.stage.world, client) : [];
  }

  /** Of these, those that planning needs. */
  essentials(client: ClientIndex): readonly Candidate[] {
    return [...this.essentialsInTurn(client)];
  }

  /** The same, each made when it is asked for: where many are connected there are many. */
  private essentialsInTurn(client: ClientIndex): Iterable<Candidate> {
    return canWrite(this.stage, client)
      ? essentialCandidatesOf(this.rehearsal, this.stage.world, client, labelsOf(this.stage, client))
      : [];
  }

  /** What would come of an input, the script unchanged. */
  try(client: ClientIndex, payload: Payload): Played {
    return play(this.rehearsal, this.stage, { kind: 'write', client, writes: [payload] });
  }
}

/** By state: the template of what has reached one member alone. */
const addressing = new WeakMap<Rehearsal, Map<string, string>>();
