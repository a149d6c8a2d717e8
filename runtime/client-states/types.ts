import type { Message } from '../protocol.js';

/** One way that a clause can go for the client whose message it takes. */
export interface StateOutcome {
  /** The answers that come for certain, in order. */
  readonly answers: readonly string[];
  /** The state that the client is in then; `null`: the server has ended the connection. */
  readonly next: string | null;
  /** Where the spec leaves open what happens: any answer may come but these, and any state may follow. */
  readonly undefinedBut?: readonly string[];
}

/** What a client can know of its state, made from the session when the spec is generated. */
export interface ClientTable {
  /** The messages that only ever answer: when one comes, it is because of what this client did. */
  readonly answers: readonly string[];
  readonly connect: readonly StateOutcome[];
  /** By state, and then by the message that is sent. */
  readonly states: Readonly<Record<string, Readonly<Record<string, readonly StateOutcome[]>>>>;
}

/** How a client's messages reach the server. */
export interface ClientLink {
  /** Sends the text of one message; the framing is the link's. */
  write(text: string): void;
}

/** Told what comes, as it comes; must not throw. */
export interface ClientListener<Server extends Message = Message> {
  /** A message of the server, answers included. */
  message?(message: Server): void;
  /** What came and is no message. */
  unread?(text: string): void;
}

/** The server has ended the connection, or will: nothing can be sent any more. */
export interface Ended {
  readonly kind: 'ended';
}

/** Which state follows, an answer will tell. Nothing can be sent until then. */
export interface Settling<Next> {
  readonly kind: 'settling';
  /** Resolves to where the client is then; also when the connection ends meanwhile. Never rejects. */
  readonly next: Promise<Next>;
}

/** The spec leaves open what has happened, so that nobody knows the state. */
export interface Lost<Any extends { readonly state: string }> {
  readonly kind: 'lost';
  /** Goes on as if in this state: the server may see it otherwise. */
  assume<State extends Any['state']>(state: State): Extract<Any, { readonly state: State }>;
}

/** A client in a state that it knows, at run time; generated code gives each state its own type. */
export interface InState {
  readonly kind: 'in';
  /** The name of the state. */
  readonly state: string;
  /**
   * Sends a message, and says where the client is then.
   * @throws EncodeError for a value that would not be read back as itself; StaleStateError where the client is no
   * longer in this state.
   */
  send(message: Message): ClientPosition;
}

/** Where a client stands: in a state, at the end, in between until an answer tells, or where the spec says nothing. */
export type ClientPosition = InState | Ended | Settling<ClientPosition> | Lost<InState>;
