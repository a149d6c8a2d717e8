import { EncodeError } from '../../runtime/errors.js';
import type { Framing } from '../../runtime/model.js';
import type { Codec, Effects, Machine, Message, ParseResult, Protocol } from '../../runtime/protocol.js';
import { decodeText } from '../../runtime/text.js';
import type { ConnectionId, SessionEvent, World } from '../../runtime/world.js';
import { answers, rules, toyModel } from './toy-model.js';

/**
 * A protocol for these tests alone, written by hand, so that they need no generator. In Asking a client says who it is
 * (`[a-z]+`); in Talking `bye` leaves, `!text` goes to the others, any other text of printable characters to everyone.
 */
export function createToy(framing: Framing, idleMs?: number): Protocol {
  const model = toyModel(framing, idleMs);
  return {
    model,
    codec,
    createMachine: () => new ToyMachine(),
    get session(): never {
      throw new Error('the toy has no session');
    },
  };
}

function read(table: readonly [string, RegExp][], text: string): ParseResult<Message> {
  for (const [kind, rule] of table) {
    const match = rule.exec(text);
    if (match !== null) return { ok: true, message: { kind, ...match.groups } };
  }
  return { ok: false, code: 'unrecognized', at: 0, expected: [] };
}

const codec: Codec = {
  parse: (state, text) => read(rules[state] ?? [], text),
  parseServer: (text) => read(answers, text),
  encode(state, message) {
    const { kind, name, text } = message as Toy;
    const written = { Enter: name, Bye: 'bye', Hush: `!${text}`, Shout: text }[kind] ?? '';
    const back = codec.parse(state, written);
    if (!back.ok || back.message.kind !== kind) throw new EncodeError('not-in-language', `${written} is no ${kind}`);
    return written;
  },
  encodeServer: () => '',
  write: () => '',
  matches: () => false,
};

interface Member {
  readonly state: string;
  readonly name: string;
}

type Toy = Message & { readonly name?: string; readonly text?: string };

class ToyMachine implements Machine {
  private readonly all = new Map<ConnectionId, Member>();

  apply(event: SessionEvent, effects: Effects): void {
    const id = event.connection;
    if (event.kind === 'connect') {
      this.all.set(id, { state: 'Asking', name: '' });
      effects.send([id], 'who?');
      return;
    }
    const me = this.all.get(id);
    if (me === undefined) throw new Error(`no connection ${id}`);
    if (event.kind === 'end') this.leave(id, me, effects);
    else if (event.kind === 'overlong') effects.send([id], 'long');
    else this.frame(id, me, decodeText(event.bytes), effects);
  }

  private frame(id: ConnectionId, me: Member, frame: string | undefined, effects: Effects): void {
    if (frame === 'crash') throw new Error('a defect');
    const result = frame === undefined ? undefined : codec.parse(me.state, frame);
    const { kind, name, text } = (result?.ok === true ? result.message : { kind: 'none' }) as Toy;
    const heard = `${me.name}> ${text}`;
    if (kind === 'Bye') {
      effects.close(id);
      this.leave(id, me, effects);
    } else if (kind === 'Hush') {
      const others = this.talking().filter((other) => other !== id);
      effects.send(others, heard);
    } else if (kind === 'Shout') {
      effects.send(this.talking(), heard);
    } else if (kind === 'none') {
      effects.send([id], 'what?');
    } else if (this.talking().some((other) => this.all.get(other)?.name === name)) {
      effects.send([id], 'taken');
    } else {
      this.all.set(id, { state: 'Talking', name: name ?? '' });
      effects.send([id], `hello ${name}`);
      effects.send(this.talking(), `+${name}`);
    }
  }

  private leave(id: ConnectionId, me: Member, effects: Effects): void {
    this.all.delete(id);
    if (me.state === 'Talking') effects.send(this.talking(), `-${me.name}`);
  }

  private talking(): readonly ConnectionId[] {
    return [...this.all].filter(([, { state }]) => state === 'Talking').map(([id]) => id);
  }

  stateOf(connection: ConnectionId): string | undefined {
    return this.all.get(connection)?.state;
  }

  world(): World {
    return { connections: [], groups: {}, variables: {} };
  }
}

/** The toy with lines of at most 64 bytes. */
export const lineToy = createToy({ kind: 'line', max: 64, write: 'lf' });
/** The toy with reads of at most 64 bytes. */
export const chunkToy = createToy({ kind: 'chunk', max: 64 });
