import type { Protocol } from '../../runtime/protocol.js';
import { createServer, type Server, type ServerEvent, type ServerOptions } from '../server/index.js';
import { type Place, RawClient } from './raw-client.js';

/** A server of the toy, its clients, and what it has told. */
export interface Running {
  readonly server: Server;
  readonly port: number;
  readonly events: ServerEvent[];
  client(from?: Partial<Place>): Promise<RawClient>;
  /** A client that has come in under this name, and has read everything so far. */
  named(name: string): Promise<RawClient>;
}

const opened: { close(): unknown }[] = [];

/** To be closed after the test. */
export function closeLater(closes: { close(): unknown }): void {
  opened.push(closes);
}

/** Ends what the test has started. */
export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((each) => each.close()));
}

export async function start(protocol: Protocol, options: ServerOptions = {}): Promise<Running> {
  const events: ServerEvent[] = [];
  const server = createServer(protocol, { port: 0, log: (event) => events.push(event), ...options });
  const { host, port } = await server.listen();
  closeLater(server);
  const end = protocol.model.framing.client.kind === 'line' ? '\n' : '';
  const client = async (from: Partial<Place> = {}): Promise<RawClient> => {
    const raw = await RawClient.to(port, { host, ...from });
    closeLater({ close: () => raw.socket.destroy() });
    await raw.hears(`who?${end}`);
    return raw;
  };
  const named = async (name: string): Promise<RawClient> => {
    const raw = await client();
    raw.write(`${name}${end}`);
    await raw.hears(`+${name}${end}`);
    return raw;
  };
  return { server, port, events, client, named };
}
