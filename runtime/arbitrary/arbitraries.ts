import fc from 'fast-check';
import { EncodeError } from '../errors.js';
import { capacityOf } from '../framing.js';
import type { MessageModel, Model } from '../model.js';
import type { Codec, Message, ParseResult } from '../protocol.js';
import type { SessionEvent } from '../world.js';
import { eventsOf } from './events.js';
import { frameOf } from './frame.js';
import { stretched } from './limit.js';
import { type Said, saidOf } from './message.js';
import { type Edit, edited, editFor } from './near-miss.js';
import { textOfRule } from './text.js';

/** A text that is one change away from a message, and is not that message. */
export interface NearMiss<M extends Message = Message> {
  /** The message that it nearly is. */
  readonly of: Said<M>;
  readonly edit: Edit;
  /** The text that it makes. */
  readonly text: string;
  /** What it is instead: another message, or none. */
  readonly read: ParseResult<M>;
}

/** Those of a union of messages that have this kind. */
type OfKind<M extends Message, Kind> = Extract<M, { readonly kind: Kind }>;

/** Everything of a protocol that a property can be tried on. The same seed gives the same values. */
export interface Arbitraries<
  State extends string = string,
  Client extends Message = Message,
  Server extends Message = Message,
> {
  /** Texts of a rule of the spec. */
  rule(name: string): fc.Arbitrary<string>;
  /** For each message of clients: what its rule allows, whichever state takes it. */
  readonly client: { readonly [Kind in Client['kind']]: fc.Arbitrary<OfKind<Client, Kind>> };
  /** For each message of the server: what its rule allows, whatever it reads back as. */
  readonly server: { readonly [Kind in Server['kind']]: fc.Arbitrary<OfKind<Server, Kind>> };
  /** Any message of a client. */
  readonly clientMessage: fc.Arbitrary<Client>;
  /** Any message of the server that reads back as itself. */
  readonly serverMessage: fc.Arbitrary<Server>;
  /**
   * What a client can send in a state, in texts up to the limit of its frame.
   * @throws RangeError where the state takes no message.
   */
  validClientMessage(state: State): fc.Arbitrary<Client>;
  /** Texts that are messages in a state, in all their spellings. */
  validClientText(state: State): fc.Arbitrary<Said<Client>>;
  /** Texts of the server that read as the message that they were made from. */
  readonly validServerText: fc.Arbitrary<Said<Server>>;
  /** Near misses of what a state takes; undefined where every text is that message, or none is. */
  nearMiss(state: State): fc.Arbitrary<NearMiss<Client>> | undefined;
  /** Near misses of what the server says. */
  readonly serverNearMiss: fc.Arbitrary<NearMiss<Server>> | undefined;
  /** Frames from a client: messages of any state, near misses, and bytes that are neither. */
  readonly frame: fc.Arbitrary<Uint8Array>;
  /** What can happen to a server. Values of different users often agree. */
  readonly events: fc.Arbitrary<readonly SessionEvent[]>;
}

/** How many tries tell that no value of an arbitrary will do, after a few that mostly tell that one will. */
const TRIES = [20, 300];
/** The answer is always the same. */
const SEED = 1;

/** The arbitraries of a model. `codec` says what is read as what. */
export function createArbitraries<State extends string, Client extends Message, Server extends Message>(
  model: Model,
  codec: Codec<State, Client, Server>,
): Arbitraries<State, Client, Server> {
  const edit = editFor(model);
  const clients = model.messages.client.map((message) => ({
    message,
    said: saidOf(model, message) as fc.Arbitrary<Said<Client>>,
  }));
  const servers = model.messages.server.map((message) => ({
    message,
    said: saidOf(model, message) as fc.Arbitrary<Said<Server>>,
  }));
  const byKind = <M extends Message>(all: readonly Speaker<M>[]): Record<string, fc.Arbitrary<M>> =>
    Object.fromEntries(all.map(({ message, said }) => [message.id, said.map((one) => one.message)]));

  const fromClients = once((state: State) => {
    const taken = takenIn(model, state);
    return speakers<Client>(
      clients.filter(({ message }) => taken.has(message.id)),
      (text) => codec.parse(state, text),
      (message) => codec.encode(state, message),
      model,
    );
  });
  const fromServer = once(() =>
    speakers<Server>(
      servers,
      (text) => codec.parseServer(text),
      (message) => codec.encodeServer(message),
      model,
    ),
  );
  const allTexts = once((common: number) => {
    const said = model.messages.client.map((message) => saidOf(model, message, { common }));
    return fc.oneof(
      { weight: 8, arbitrary: anyOf(said, model).map(({ text }) => text) },
      { weight: 2, arbitrary: fc.tuple(anyOf(said, model), edit).map(([{ text }, one]) => edited(text, one)) },
    );
  });

  return {
    rule: (name) => textOfRule(model, name),
    client: byKind(clients) as Arbitraries<State, Client, Server>['client'],
    server: byKind(servers) as Arbitraries<State, Client, Server>['server'],
    get clientMessage() {
      return anyOf(
        clients.map(({ said }) => said),
        model,
      ).map(({ message }) => message);
    },
    get serverMessage() {
      return fromServer(undefined).messages();
    },
    validClientMessage: (state) => fromClients(state).messages(),
    validClientText: (state) => fromClients(state).texts(),
    get validServerText() {
      return fromServer(undefined).texts();
    },
    nearMiss: (state) => fromClients(state).nearMisses(edit),
    get serverNearMiss() {
      return fromServer(undefined).nearMisses(edit);
    },
    get frame() {
      return frameOf(model.framing.client, allTexts(2));
    },
    get events() {
      return eventsOf(frameOf(model.framing.client, allTexts(8)), model.framing.client.kind === 'line');
    },
  };
}

interface Speaker<M extends Message> {
  readonly message: MessageModel;
  readonly said: fc.Arbitrary<Said<M>>;
}

/** What can be said where `read` listens. */
function speakers<M extends Message>(
  all: readonly Speaker<M>[],
  read: (text: string) => ParseResult<M>,
  encode: (message: M) => string,
  model: Model,
): {
  messages(): fc.Arbitrary<M>;
  texts(): fc.Arbitrary<Said<M>>;
  nearMisses(edit: fc.Arbitrary<Edit>): fc.Arbitrary<NearMiss<M>> | undefined;
} {
  const isRead = ({ message, text }: Said<M>): boolean => {
    const result = read(text);
    return result.ok && result.message.kind === message.kind && isEncodable(encode, message);
  };
  const heard = once(() =>
    all.filter(({ said }) => holdsForSome(said, isRead)).map((one) => ({ ...one, said: one.said.filter(isRead) })),
  );
  return {
    messages: () =>
      anyOf(
        heard(undefined).map((one) => withLimits(one, encode, model)),
        model,
      ),
    texts: () =>
      anyOf(
        heard(undefined).map(({ said }) => said),
        model,
      ),
    nearMisses(edit) {
      const misses = heard(undefined).flatMap(({ said }) => {
        const tried = fc.tuple(said, edit).map(([of, one]): NearMiss<M> => {
          const text = edited(of.text, one);
          return { of, edit: one, text, read: read(text) };
        });
        const isMiss = (miss: NearMiss<M>): boolean => !miss.read.ok || miss.read.message.kind !== miss.of.message.kind;
        return holdsForSome(tried, isMiss) ? [tried.filter(isMiss)] : [];
      });
      return misses.length === 0 ? undefined : fc.oneof(...misses);
    },
  };
}

/** The messages of a speaker; one in twenty fills its frame to the last byte. */
function withLimits<M extends Message>(
  { message, said }: Speaker<M>,
  encode: (message: M) => string,
  model: Model,
): fc.Arbitrary<M> {
  const usual = said.map((one) => one.message);
  const capacity = capacityOf(model.framing[message.direction]);
  const full = message.fields.flatMap(({ name }) => {
    const filled = usual.map((value) => stretched(model, message, value, name, capacity) as M | undefined);
    const fits = (value: M | undefined): value is M => value !== undefined && isEncodable(encode, value);
    return holdsForSome(filled, fits) ? [{ weight: 1, arbitrary: filled.filter(fits) }] : [];
  });
  return full.length === 0 ? usual : fc.oneof({ withCrossShrink: true }, { weight: 19, arbitrary: usual }, ...full);
}

function isEncodable<M extends Message>(encode: (message: M) => string, message: M): boolean {
  try {
    encode(message);
    return true;
  } catch (error) {
    if (error instanceof EncodeError) return false;
    throw error;
  }
}

function anyOf<T>(arbitraries: readonly fc.Arbitrary<T>[], model: Model): fc.Arbitrary<T> {
  if (arbitraries.length === 0) throw new RangeError(`${model.name} has no message that could be said here.`);
  return fc.oneof({ withCrossShrink: true }, ...arbitraries);
}

function takenIn(model: Model, state: string): ReadonlySet<string> {
  const clauses = model.session.states.find(({ name }) => name === state)?.clauses ?? [];
  return new Set(clauses.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : [])));
}

function holdsForSome<T>(arbitrary: fc.Arbitrary<T>, test: (value: T) => boolean): boolean {
  return TRIES.some((numRuns) => fc.sample(arbitrary, { numRuns, seed: SEED }).some(test));
}

/** Computes each answer once. */
function once<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
