import type { Judge } from '../../driver/judge.js';
import type { FaultKind, Judgement, Owed } from '../../oracle/judgement.js';
import type { TraceEntry } from '../../oracle/trace.js';

/**
 * A judge for a toy: who connects hears `HI`, whatever anybody says everyone hears, `quit` and leaving end the
 * connection and the others hear `left N`. Texts end in LF; a source's texts come in order, those of several are
 * merged. What begins with `?` is undefined.
 */
export class ToyJudge implements Judge {
  readonly trace: TraceEntry[] = [];
  readonly #seats: Seat[] = [];
  #fault: { kind: FaultKind; connection: number } | undefined;
  judged = 0;
  judgedFully = 0;

  constructor(private readonly framing: 'line' | 'chunk') {}

  add(entry: TraceEntry): void {
    this.trace.push(entry);
    if (entry.kind === 'connect') {
      this.#seats[entry.connection] = new Seat();
      this.#owe(entry.connection, entry.connection, 'HI\n');
      return;
    }
    const { connection } = entry;
    const seat = this.#seats[connection];
    if (seat === undefined) throw new Error(`entry of a connection that is not there: ${entry.kind}`);
    if (seat.over) throw new Error(`entry after the end: ${entry.kind}`);
    switch (entry.kind) {
      case 'write':
        this.#input(connection, seat, Buffer.from(entry.bytes).toString('utf8'));
        break;
      case 'halfClose':
        seat.cut = true;
        this.#left(connection, seat);
        break;
      case 'close':
      case 'reset':
        seat.cut = true;
        seat.over = true;
        seat.endOwed = false;
        this.#left(connection, seat);
        seat.endOwed = false;
        break;
      case 'patience':
        seat.mayEnd = true;
        break;
      case 'read':
        if (seat.ended !== undefined) throw new Error('read after end');
        seat.pending += Buffer.from(entry.bytes).toString('latin1');
        break;
      case 'end':
        if (seat.ended !== undefined) throw new Error('ended twice');
        seat.ended = entry.how;
        if (!seat.endOwed && !seat.mayEnd && !seat.wild) this.#fault ??= { kind: 'ended', connection };
        if (seat.mayEnd) this.#left(connection, seat);
        seat.endOwed = false;
        break;
    }
    for (const [at, one] of this.#seats.entries())
      if (!one.matches()) this.#fault ??= { kind: 'unexpected', connection: at };
  }

  judge(): Judgement {
    this.judged += 1;
    return this.#say();
  }

  judgeFully(): Judgement {
    this.judgedFully += 1;
    return this.#say();
  }

  /** Not known. */
  writesRead(): ReadonlyMap<number, number> {
    return new Map();
  }

  #say(): Judgement {
    if (this.#fault !== undefined) {
      const fault = {
        ...this.#fault,
        offset: 0,
        clause: 'toy',
        acceptable: [],
        got: new Uint8Array(),
        entry: this.trace.length,
      };
      return { kind: 'violation', fault, covered: [] };
    }
    const owed: Owed[] = [];
    const wild: { connection: number; clause: string }[] = [];
    for (const [connection, seat] of this.#seats.entries()) {
      if (seat.wild) wild.push({ connection, clause: 'toy/wild' });
      else if (!seat.cut && seat.ended === undefined) {
        for (const [source, texts] of seat.queues)
          for (const text of texts) owed.push({ connection, source, clause: 'toy', text: [text] });
      }
      if (seat.endOwed && !seat.wild) owed.push({ connection, source: connection, clause: 'toy/end', text: undefined });
    }
    const connections = [...this.#seats].map((seat, id) => ({
      id,
      state: 'Talking',
      open: !seat.left,
      judged: !seat.wild,
      attributes: {},
    }));
    const execution = { covered: [], world: { connections, groups: {}, variables: {} }, wild };
    return owed.length === 0 ? { kind: 'complete', ...execution } : { kind: 'late', owed, ...execution };
  }

  #input(source: number, seat: Seat, text: string): void {
    const messages = this.framing === 'chunk' ? [text] : seat.complete(text);
    for (const message of messages) {
      if (seat.wild || seat.endOwed) continue;
      if (message.startsWith('?')) seat.wild = true;
      else if (message === 'quit') this.#left(source, seat);
      else for (const to of this.#seats.keys()) this.#owe(to, source, `${message}\n`);
    }
  }

  #left(source: number, seat: Seat): void {
    if (seat.left) return;
    seat.left = true;
    if (seat.ended === undefined) seat.endOwed = true;
    for (const to of this.#seats.keys()) if (to !== source) this.#owe(to, source, `left ${source}\n`);
  }

  #owe(to: number, source: number, text: string): void {
    const seat = this.#seats[to];
    if (seat === undefined || (seat.left && to !== source)) return;
    const queue = seat.queues.get(source) ?? [];
    seat.queues.set(source, [...queue, text]);
  }
}

class Seat {
  readonly queues = new Map<number, string[]>();
  pending = '';
  cut = false;
  over = false;
  left = false;
  wild = false;
  mayEnd = false;
  endOwed = false;
  ended: 'fin' | 'error' | undefined;
  #line = '';

  complete(text: string): string[] {
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop() ?? '';
    return lines;
  }

  matches(): boolean {
    if (this.wild) this.pending = '';
    while (this.pending !== '') {
      const all = [...this.queues].filter(([, texts]) => texts.length > 0);
      const whole = all.find(([, texts]) => this.pending.startsWith(texts[0] ?? '\0'));
      if (whole === undefined) return all.some(([, texts]) => texts[0]?.startsWith(this.pending));
      const [source, [head = '', ...rest]] = whole;
      this.pending = this.pending.slice(head.length);
      this.queues.set(source, rest);
    }
    return true;
  }
}
