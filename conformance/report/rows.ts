import { type ConnectionId, decodeText, type Protocol } from '../../runtime/index.js';
import type { Fault } from '../oracle/judgement.js';
import type { Trace, TraceEntry } from '../oracle/trace.js';

/** One line of an exchange: what somebody did, or one message that came. */
export interface Row {
  readonly kind: TraceEntry['kind'] | 'nothing' | 'rest';
  readonly connection: ConnectionId;
  /** What was written or read. */
  readonly bytes?: Uint8Array;
  /** How long nothing was said. */
  readonly ms?: number;
  /** How an end came. */
  readonly how?: 'fin' | 'error';
  /** The entry of the trace that completed it. */
  readonly entry: number;
  /** Where in its connection's stream a read stands. */
  readonly from: number;
}

const LF = 0x0a;

/** A trace as rows: reads put together and cut into the server's messages where these can be told. */
export function rowsOf(trace: Trace, protocol: Protocol): readonly Row[] {
  const rows: Row[] = [];
  const streams = new Map<ConnectionId, Stream>();
  const divided = dividerOf(protocol);
  const keepsLines = protocol.model.framing.server.kind === 'line';
  const flush = (connection: ConnectionId): void => {
    const stream = streams.get(connection);
    if (stream !== undefined) rows.push(...stream.take(connection, divided));
  };
  trace.forEach((entry, at) => {
    const { connection } = entry;
    const stream = streams.get(connection) ?? new Stream();
    streams.set(connection, stream);
    if (entry.kind === 'read') {
      stream.push(entry.bytes, at);
      const next = trace[at + 1];
      if (next?.kind === 'read' && next.connection === connection) return;
      // Half a line waits for its other half, past what others do meanwhile: a server may write byte by byte.
      if (keepsLines) rows.push(...stream.takeLines(connection));
      else flush(connection);
      return;
    }
    flush(connection);
    rows.push({ ...entry, entry: at, from: stream.position });
  });
  for (const connection of streams.keys()) flush(connection);
  return rows;
}

/** Which row shows the fault; where nothing came, a row is added that says so. */
export function withFault(rows: readonly Row[], fault: Fault): { readonly rows: readonly Row[]; readonly at: number } {
  const own = (row: Row): boolean => row.connection === fault.connection;
  if (fault.got.length > 0) {
    const at = rows.findIndex(
      (row) => row.kind === 'read' && own(row) && fault.offset < row.from + (row.bytes?.length ?? 0),
    );
    if (at >= 0) return { rows, at };
  }
  const at = rows.findIndex((row) => own(row) && row.entry >= fault.entry);
  if (at >= 0) return { rows, at };
  const entry = rows.length === 0 ? 0 : (rows[rows.length - 1]?.entry ?? 0) + 1;
  return {
    rows: [...rows, { kind: 'nothing', connection: fault.connection, entry, from: fault.offset }],
    at: rows.length,
  };
}

/** What has come on a connection and is not shown yet. */
class Stream {
  private held: Uint8Array = new Uint8Array();
  private entry = 0;
  /** How many bytes have been shown. */
  position = 0;

  push(bytes: Uint8Array, entry: number): void {
    this.held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
    this.entry = entry;
  }

  takeLines(connection: ConnectionId): Row[] {
    const end = this.held.lastIndexOf(LF) + 1;
    return this.rows(connection, linesOf(this.held.subarray(0, end)));
  }

  take(connection: ConnectionId, divided: (bytes: Uint8Array) => readonly Uint8Array[]): Row[] {
    return this.held.length === 0 ? [] : this.rows(connection, divided(this.held));
  }

  private rows(connection: ConnectionId, pieces: readonly Uint8Array[]): Row[] {
    return pieces.map((bytes) => {
      const row: Row = { kind: 'read', connection, bytes, entry: this.entry, from: this.position };
      this.position += bytes.length;
      this.held = this.held.subarray(bytes.length);
      return row;
    });
  }
}

/** Past this many bytes a read is shown as it came: nobody reads its parts. */
const DIVIDED_BYTES = 4096;

/** Under chunk framing nothing marks a message, so what came is cut after newlines if every part is one. */
function dividerOf({ model, codec }: Protocol): (bytes: Uint8Array) => readonly Uint8Array[] {
  if (model.framing.server.kind === 'line') return linesOf;
  const isMessage = (bytes: Uint8Array): boolean => {
    const text = decodeText(bytes);
    return text !== undefined && codec.parseServer(text).ok;
  };
  return (bytes) => {
    if (bytes.length > DIVIDED_BYTES || isMessage(bytes)) return [bytes];
    const lines = linesOf(bytes);
    return lines.every(isMessage) ? lines : [bytes];
  };
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lf = bytes.indexOf(LF, at);
    const end = lf < 0 ? bytes.length : lf + 1;
    lines.push(bytes.subarray(at, end));
    at = end;
  }
  return lines;
}
