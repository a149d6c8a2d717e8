import type { Codec, Message } from '../protocol.js';
import type {
  ClientLink,
  ClientListener,
  ClientPosition,
  ClientTable,
  Ended,
  InState,
  Lost,
  Settling,
  StateOutcome,
} from './types.js';

/** A message was to be sent in a state that the client has left. */
export class StaleStateError extends Error {
  override readonly name = 'StaleStateError';
  readonly code = 'stale-state';

  constructor(
    /** The state that the client was thought to be in. */
    readonly state: string,
    /** The message that was to be sent. */
    readonly sent: string,
    now: string,
  ) {
    super(`${sent} can't be sent in ${state}: the client is ${now}.`);
  }
}

/** One way that things may stand. */
interface Possibility {
  /** Answers to what was sent long ago: each may still come, any number of times, before those that are due. */
  readonly late: readonly string[];
  /** Answers that are still to come, in order. */
  readonly due: readonly string[];
  readonly state: string | null;
  /** After something undefined: any answer may come but these. */
  readonly undefinedBut: readonly string[] | undefined;
  /** Whether the state was assumed, so that an answer that is not due says nothing. */
  readonly assumed: boolean;
}

/** How many ways are told apart; of more only the state is kept in mind that all of them lead to, and what may come. */
const MOST_POSSIBILITIES = 32;

/**
 * Follows which state the server has a client in. The client does not see it: it follows every way that the clause of
 * what it sent can go, and drops a way when an answer comes that is not due on it.
 */
export class ClientStates {
  private possible: readonly Possibility[];
  private position: ClientPosition;
  private settle: ((next: ClientPosition) => void) | undefined;
  private readonly answers: ReadonlySet<string>;
  private readonly known = new Map<string, InState>();
  private ended = false;

  constructor(
    private readonly codec: Pick<Codec, 'encode' | 'parseServer'>,
    private readonly table: ClientTable,
    private readonly link: ClientLink,
    private readonly listener: ClientListener,
    /** Whether one read may bring several messages, with nothing between them. */
    private readonly joins: boolean,
  ) {
    this.answers = new Set(table.answers);
    this.possible = table.connect.map((outcome) => after(START, outcome));
    this.position = this.follow();
  }

  /** Where the client is now. */
  get current(): ClientPosition {
    return this.position;
  }

  /** The text of one message has come; under `chunk` framing, what one read brought. */
  receive(text: string): void {
    let rest = text;
    while (rest !== '') {
      const { message, length } = this.readFirst(rest);
      if (message === undefined) this.listener.unread?.(rest);
      else {
        if (this.answers.has(message.kind)) this.answered(message.kind);
        this.listener.message?.(message);
      }
      rest = rest.slice(length);
    }
  }

  /** The connection has ended. */
  end(): void {
    this.ended = true;
    this.move();
  }

  /** The first message in what was read: all of it, where it is one; else the first answer that is due. */
  private readFirst(text: string): { readonly message: Message | undefined; readonly length: number } {
    const whole = this.codec.parseServer(text);
    if (whole.ok) return { message: whole.message, length: text.length };
    if (this.joins) {
      for (let length = 1; length < text.length; length++) {
        const read = this.codec.parseServer(text.slice(0, length));
        if (read.ok && this.possible.some(({ due }) => due[0] === read.message.kind)) {
          return { message: read.message, length };
        }
      }
    }
    return { message: undefined, length: text.length };
  }

  private send(from: string, message: Message): ClientPosition {
    const { position } = this;
    if (position.kind !== 'in' || position.state !== from)
      throw new StaleStateError(from, message.kind, nameOf(position));
    const outcomes = this.table.states[from]?.[message.kind];
    const text = this.codec.encode(from, message);
    this.link.write(text);
    // `encode` refuses what the state does not take.
    const before = this.possible.length > MOST_POSSIBILITIES ? together(this.possible) : this.possible;
    this.possible = distinct(before.flatMap((one) => (outcomes ?? []).map((outcome) => after(one, outcome))));
    this.position = this.follow();
    return this.position;
  }

  private answered(kind: string): void {
    // Answers come in the order of what was sent: behind one that is due nothing late comes.
    const due = this.possible
      .filter((one) => one.due[0] === kind)
      .map((one) => ({ ...one, late: [], due: one.due.slice(1) }));
    const late = this.possible.filter((one) => one.late.includes(kind));
    const excused = this.possible.filter(
      ({ undefinedBut }) => undefinedBut !== undefined && !undefinedBut.includes(kind),
    );
    const expected = distinct([...due, ...late, ...excused]);
    // What no way explains says that the server does not follow the spec, or that the assumed state is not its state.
    this.possible = expected.length > 0 ? expected : this.possible.filter(({ assumed }) => assumed);
    this.move();
  }

  /** Takes the next position, and says so to who waits for it. */
  private move(): void {
    const next = this.follow();
    if (this.position.kind === 'settling' && next.kind === 'settling') return;
    this.position = next;
    this.settle?.(next);
    this.settle = undefined;
  }

  private follow(): ClientPosition {
    if (this.ended) return ENDED;
    const states = new Set(
      this.possible.map(({ state, undefinedBut }) => (undefinedBut === undefined ? state : undefined)),
    );
    const [only] = states;
    if (this.possible.length === 0) return this.lost();
    if (states.size > 1) return this.position?.kind === 'settling' ? this.position : this.settling();
    if (only === undefined) return this.lost();
    return only === null ? ENDED : this.inState(only);
  }

  private inState(state: string): InState {
    let known = this.known.get(state);
    if (known === undefined) {
      known = { kind: 'in', state, send: (message) => this.send(state, message) };
      this.known.set(state, known);
    }
    return known;
  }

  private settling(): Settling<ClientPosition> {
    const next = new Promise<ClientPosition>((resolve) => {
      this.settle = resolve;
    });
    return { kind: 'settling', next };
  }

  private lost(): Lost<InState> {
    return {
      kind: 'lost',
      assume: <State extends string>(state: State) => {
        this.possible = [{ ...START, state, assumed: true }];
        const at = this.inState(state);
        this.position = at;
        return at as Extract<InState, { readonly state: State }>;
      },
    };
  }
}

const ENDED: Ended = { kind: 'ended' };
const START: Possibility = { late: [], due: [], state: null, undefinedBut: undefined, assumed: false };

function after(before: Possibility, { answers, next, undefinedBut }: StateOutcome): Possibility {
  return {
    ...before,
    due: [...before.due, ...answers],
    state: next,
    undefinedBut: undefinedBut ?? before.undefinedBut,
  };
}

/** Ways that lead to one state as one: whatever is due on any of them may come. */
function together(possible: readonly Possibility[]): readonly Possibility[] {
  const late = [...new Set(possible.flatMap((one) => [...one.late, ...one.due]))].sort();
  const [first] = possible;
  return first === undefined ? [] : [{ ...first, late, due: [], assumed: possible.some(({ assumed }) => assumed) }];
}

function distinct(possible: readonly Possibility[]): readonly Possibility[] {
  return [...new Map(possible.map((one) => [JSON.stringify(one), one])).values()];
}

function nameOf(position: ClientPosition): string {
  switch (position.kind) {
    case 'in':
      return `in ${position.state}`;
    case 'ended':
      return 'at its end';
    case 'settling':
      return 'waiting for an answer';
    case 'lost':
      return 'where the spec leaves open what its state is';
  }
}
