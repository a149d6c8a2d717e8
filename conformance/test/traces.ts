import type { ConnectionId, Protocol } from '../../runtime/index.js';
import { judgeTrace } from '../oracle/judge.js';
import type { Fault, Judgement } from '../oracle/judgement.js';
import type { TraceEntry } from '../oracle/trace.js';

/** Writes a trace by hand, one entry a call. */
export class TraceWriter {
  readonly entries: TraceEntry[] = [];

  constructor(readonly protocol: Protocol) {}

  connect(...connections: readonly ConnectionId[]): this {
    for (const connection of connections) this.entries.push({ kind: 'connect', connection });
    return this;
  }

  /** One write; under line framing the text gets its LF. */
  write(connection: ConnectionId, text: string | Uint8Array): this {
    return this.writeRaw(connection, typeof text === 'string' ? `${text}${this.terminator}` : text);
  }

  writeRaw(connection: ConnectionId, bytes: string | Uint8Array): this {
    this.entries.push({ kind: 'write', connection, bytes: Buffer.from(bytes) });
    return this;
  }

  /** One read of some messages, each with its terminator. */
  read(connection: ConnectionId, ...texts: readonly string[]): this {
    return this.readRaw(connection, texts.map((text) => `${text}${this.terminator}`).join(''));
  }

  readRaw(connection: ConnectionId, bytes: string): this {
    this.entries.push({ kind: 'read', connection, bytes: Buffer.from(bytes) });
    return this;
  }

  act(kind: 'halfClose' | 'close' | 'reset' | 'stall' | 'patience', connection: ConnectionId): this {
    this.entries.push({ kind, connection });
    return this;
  }

  end(connection: ConnectionId, how: 'fin' | 'error' = 'fin'): this {
    this.entries.push({ kind: 'end', connection, how });
    return this;
  }

  judge(): Judgement {
    return judgeTrace(this.protocol, this.entries);
  }

  /** The clause that is blamed, and for what. */
  blame(): Pick<Fault, 'kind' | 'clause' | 'connection'> | Judgement['kind'] {
    const judgement = this.judge();
    if (judgement.kind !== 'violation') return judgement.kind;
    const { kind, clause, connection } = judgement.fault;
    return { kind, clause, connection };
  }

  private get terminator(): string {
    return this.protocol.model.framing.server.kind === 'line' ? '\n' : '';
  }
}

/** Users who have come in one after the other, in a chat with a name request, a welcome and notices. */
export function chatWith(protocol: Protocol, ...names: readonly string[]): TraceWriter {
  const trace = new TraceWriter(protocol);
  const tail = protocol.model.framing.server.kind === 'line' ? '' : '\n';
  for (const [slot, name] of names.entries()) {
    trace.connect(slot).read(slot, 'NAME').write(slot, name);
    trace.read(slot, `Welcome to the chat, ${name}!${tail}`, `${name} has joined the chat.${tail}`);
    for (let other = 0; other < slot; other++) trace.read(other, `${name} has joined the chat.${tail}`);
  }
  return trace;
}
