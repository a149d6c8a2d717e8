import fc from 'fast-check';
import type { LoadedProtocol } from '../../cli/protocols.js';
import { leavingText } from '../../reference-impl/client/derived.js';
import { KnownValues, ruleOf } from '../../reference-impl/client/known-values.js';
import { PossibleStates } from '../../reference-impl/client/possible-states.js';
import { createReader, type Reader } from '../../reference-impl/client/reader.js';
import { terminatorOf } from '../../runtime/framing.js';
import type { Message } from '../../runtime/protocol.js';

/** So many values of each kind are made beforehand: making them is slow. */
const poolSize = 300;

/** What clients of a protocol can write: messages of every state, and what is none. */
export class Pools {
  private readonly messages = new Map<string, readonly Message[]>();
  private readonly frames: readonly Uint8Array[];

  constructor(
    readonly loaded: LoadedProtocol,
    readonly random: () => number,
  ) {
    const { protocol, arbitraries } = loaded;
    const seed = Math.floor(random() * 2 ** 31);
    for (const { name } of protocol.model.session.states) {
      this.messages.set(name, fc.sample(arbitraries.validClientMessage(name), { numRuns: poolSize, seed }));
    }
    this.frames = fc.sample(arbitraries.frame, { numRuns: poolSize, seed });
  }

  one<Value>(values: readonly Value[]): Value | undefined {
    return values[Math.floor(this.random() * values.length)];
  }

  /** Seldom one without fields: those mostly leave. */
  message(state: string): Message | undefined {
    const all = this.messages.get(state) ?? [];
    const telling = all.filter((message) => Object.keys(message).length > 1);
    return this.one(telling.length > 0 && this.random() < 0.98 ? telling : all);
  }

  frame(): Uint8Array {
    return this.one(this.frames) ?? new Uint8Array();
  }
}

/** One client's side of the protocol: follows what it hears, and knows what it could say. */
export class Speaker {
  private readonly states: PossibleStates;
  private readonly known: KnownValues;
  private readonly reader: Reader;

  constructor(private readonly pools: Pools) {
    const { protocol } = pools.loaded;
    this.states = new PossibleStates(protocol);
    this.known = new KnownValues(protocol);
    this.reader = createReader(protocol.model.framing.server);
  }

  hears(bytes: Uint8Array): void {
    for (const text of this.reader.push(bytes)) {
      this.states.received(text);
      const read = this.pools.loaded.protocol.codec.parseServer(text);
      if (read.ok) this.known.heard(read.message);
    }
  }

  /** A message that the state takes, mostly for somebody who is there; nothing, when there is none. */
  says(): Buffer | undefined {
    const state = this.states.likely;
    const message = state === undefined ? undefined : this.pools.message(state);
    if (state === undefined || message === undefined) return undefined;
    const { codec, model } = this.pools.loaded.protocol;
    const values: Record<string, unknown> = { ...message };
    for (const field of model.messages.client.find(({ id }) => id === message.kind)?.fields ?? []) {
      const known = this.pools.one(this.known.of(ruleOf(field) ?? ''));
      // In front of the text of a message, where it says whom it is for; a name of one's own is one's own.
      if (known !== undefined && model.session.states[0]?.name !== state) values[field.name] = known;
    }
    try {
      return this.framed(codec.encode(state, values as unknown as Message));
    } catch {
      // The value that was put in does not suit this message.
      return this.framed(codec.encode(state, message));
    }
  }

  /** How the protocol lets a client leave, where it does. */
  leaves(): Buffer | undefined {
    const text = leavingText(this.pools.loaded.protocol, this.states.likely);
    return text === undefined ? undefined : this.framed(text);
  }

  private framed(text: string): Buffer {
    this.states.sent(text);
    return Buffer.from(text + terminatorOf(this.pools.loaded.protocol.model.framing.client));
  }
}
