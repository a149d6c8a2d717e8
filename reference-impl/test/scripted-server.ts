import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server for one client, which does what a test says, and keeps what each read brought. */
export class ScriptedServer {
  readonly reads: string[] = [];
  readonly address: { readonly host: string; readonly port: number };
  /** The client's connection. */
  readonly client: Promise<Socket>;
  private watchers: (() => void)[] = [];

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    onRead: (text: string, socket: Socket) => void,
    onConnect: (socket: Socket) => void,
  ) {
    this.address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    this.client = new Promise((resolve) => {
      server.on('connection', (socket) => {
        socket.setNoDelay(true);
        socket.on('error', () => undefined);
        socket.on('data', (bytes) => {
          this.reads.push(bytes.toString());
          onRead(bytes.toString(), socket);
          for (const watcher of this.watchers.splice(0)) watcher();
        });
        onConnect(socket);
        resolve(socket);
      });
    });
  }

  static async start(
    onConnect: (socket: Socket) => void,
    onRead: (text: string, socket: Socket) => void = () => undefined,
  ): Promise<ScriptedServer> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ScriptedServer(server, onRead, onConnect);
  }

  /** Resolves when so many reads have come. */
  async readsCome(count: number): Promise<void> {
    while (this.reads.length < count) await new Promise<void>((resolve) => this.watchers.push(resolve));
  }

  close(): void {
    this.server.close();
    void this.client.then((socket) => socket.destroy());
  }
}
