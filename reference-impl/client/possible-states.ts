import type { Clause } from '../../runtime/model.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import { answersOnly, clauseFor, closesSurely } from './derived.js';
import { type ExpectedAnswer, eitherAnswer, expectedAnswer, piecesOf } from './expected-answer.js';
import { type Path, pathsOf } from './paths.js';

/** Answers of one kind, which only the client's own doing can bring, that may still come; and what the last one holds. */
interface Due {
  readonly kind: string;
  readonly count: number;
  readonly pieces: readonly string[];
}

/** One way that things may stand between client and server. */
interface Possibility {
  /** The state that the server has the client in, once all that was sent to it is read; undefined: it ended it. */
  readonly state: string | undefined;
  /** Whether it ended it because the client asked for it. */
  readonly left: boolean;
  readonly groups: readonly string[];
  readonly due: readonly Due[];
  /** After an `undefined`: any answer may come, but `never`. */
  readonly lenient: boolean;
  readonly never: readonly string[];
}

/**
 * The states that the server may have a client in. The client does not see its state: it follows every way that the
 * clause of what it sent can go, and drops a way when an answer comes that is not due on it. Messages that others cause
 * too say nothing. Most likely first; never empty.
 */
export class PossibleStates {
  private possible: readonly Possibility[];
  private readonly answers: ReadonlySet<string>;

  constructor(private readonly protocol: Protocol) {
    const { connect } = protocol.model.session;
    this.answers = answersOnly(protocol.model);
    const start: Possibility = { state: undefined, left: false, groups: [], due: [], lenient: false, never: [] };
    this.possible = merged(
      pathsOf(connect.body, start.groups).flatMap((path) => this.after(start, path, undefined, false)),
    );
  }

  /** What the server says to whoever connects. */
  get greeting(): ExpectedAnswer {
    const { model } = this.protocol;
    return expectedAnswer(model, pathsOf(model.session.connect.body, []));
  }

  /** The state that is the most likely; undefined: the server has ended the connection. */
  get likely(): string | undefined {
    return this.possible[0]?.state;
  }

  /** Every possible state, the most likely first. */
  get states(): readonly string[] {
    return [...new Set(this.possible.flatMap(({ state }) => state ?? []))];
  }

  /** The message that a text is: in the most likely state that reads it as one. */
  read(text: string): Message | undefined {
    for (const state of this.states) {
      const result = this.protocol.codec.parse(state, text);
      if (result.ok) return result.message;
    }
    return undefined;
  }

  /** Whether the client may have left, so that the end of the connection is no surprise. */
  get mayHaveLeft(): boolean {
    return this.possible.some(({ left }) => left);
  }

  /**
   * The client has sent a text.
   * @returns what it should hear of it.
   */
  sent(text: string): ExpectedAnswer {
    const expected: ExpectedAnswer[] = [];
    const next: Possibility[] = [];
    for (const possibility of this.possible) {
      const clause = this.clauseIn(possibility.state, text);
      if (clause === undefined || possibility.state === undefined) {
        next.push(possibility);
        continue;
      }
      const read = this.protocol.codec.parse(possibility.state, text);
      const message = read.ok ? read.message : undefined;
      // Who sends what can lead on mostly means to go on.
      const leadsOn = (path: Path): number => (path.next === undefined || path.next === possibility.state ? 1 : 0);
      const paths = pathsOf(clause.body, possibility.groups).toSorted((one, other) => leadsOn(one) - leadsOn(other));
      expected.push(expectedAnswer(this.protocol.model, paths, message));
      next.push(...paths.flatMap((path) => this.after(possibility, path, message, closesSurely(clause))));
    }
    this.possible = merged(next);
    return eitherAnswer(expected);
  }

  /** A text has come: a message under line framing, what a read brought under chunk framing. */
  received(text: string): void {
    const read = this.protocol.codec.parseServer(text);
    if (read.ok && this.answers.has(read.message.kind)) {
      this.answered(read.message.kind);
    } else if (this.protocol.model.framing.server.kind === 'chunk') {
      // A read may bring several messages, and then reads as none, or as another.
      const due = this.possible.flatMap((possibility) => possibility.due);
      const found = due.find(({ pieces }) => pieces.length > 0 && pieces.every((piece) => text.includes(piece)));
      if (found !== undefined) this.answered(found.kind);
    }
  }

  private answered(kind: string): void {
    const expected: Possibility[] = [];
    const excused: Possibility[] = [];
    for (const possibility of this.possible) {
      if (possibility.never.includes(kind)) continue;
      const rest = taken(possibility.due, kind);
      if (rest !== undefined) expected.push({ ...possibility, due: rest });
      else if (possibility.lenient) excused.push(possibility);
    }
    const left = merged([...expected, ...excused]);
    // A server that says what it may not say could have the client in any state.
    this.possible = left.length > 0 ? left : merged(this.possible.flatMap((possibility) => this.anyState(possibility)));
  }

  private clauseIn(state: string | undefined, text: string): Clause | undefined {
    return state === undefined ? undefined : clauseFor(this.protocol, state, text);
  }

  private after(
    before: Possibility,
    path: Path,
    message: Message | undefined,
    closesSurely: boolean,
  ): readonly Possibility[] {
    const { model } = this.protocol;
    const due = path.hears
      .filter((send) => this.answers.has(send.message))
      .map((send) => ({ kind: send.message, count: 1, pieces: piecesOf(model, send, message) }));
    const after: Possibility = {
      state: path.closes ? undefined : (path.next ?? before.state),
      left: closesSurely,
      groups: path.groups,
      due: due.reduce((all, one) => combined(all, [one], (first, second) => first + second), before.due),
      lenient: before.lenient,
      never: [],
    };
    if (path.undefinedBut === undefined) return [after];
    return this.anyState({ ...after, lenient: true, never: path.undefinedBut });
  }

  private anyState(likely: Possibility): readonly Possibility[] {
    const others = this.protocol.model.session.states.filter(({ name }) => name !== likely.state);
    return [
      { ...likely, lenient: true },
      ...others.map(({ name }) => ({ ...likely, state: name, left: false, lenient: true, due: [] })),
    ];
  }
}

/**
 * Possibilities that differ only in what may come are one: the one in which more may. So there are never more than
 * there are states (and groups), however much is on its way.
 */
function merged(possibilities: readonly Possibility[]): readonly Possibility[] {
  const byKey = new Map<string, Possibility>();
  for (const possibility of possibilities) {
    const { due, ...rest } = possibility;
    const key = JSON.stringify(rest);
    const same = byKey.get(key);
    byKey.set(key, same === undefined ? possibility : { ...same, due: combined(same.due, due, Math.max) });
  }
  return [...byKey.values()];
}

function combined(
  first: readonly Due[],
  second: readonly Due[],
  count: (first: number, second: number) => number,
): readonly Due[] {
  const byKind = new Map(first.map((due) => [due.kind, due]));
  for (const due of second) {
    byKind.set(due.kind, { ...due, count: count(byKind.get(due.kind)?.count ?? 0, due.count) });
  }
  return [...byKind.values()];
}

/** What may still come after one of this kind has; undefined: none may. */
function taken(all: readonly Due[], kind: string): readonly Due[] | undefined {
  if (!all.some((due) => due.kind === kind)) return undefined;
  return all.flatMap((due) => (due.kind !== kind ? [due] : due.count > 1 ? [{ ...due, count: due.count - 1 }] : []));
}
