import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Counters } from './counters.js';
import type { Server } from './server.js';

/** How many may ask at once: whoever asks here must not keep clients out for want of descriptors. */
const mostConnections = 16;

type Number = { [Name in keyof Counters]: Counters[Name] extends number ? Name : never }[keyof Counters];

const plain: readonly (readonly [name: string, counter: Number, help: string])[] = [
  ['connections_accepted_total', 'connected', 'Connections that were let in.'],
  ['messages_received_total', 'received', 'Messages read from clients, those that are too long included.'],
  ['overlong_lines_total', 'overlong', 'Lines that were longer than they may be.'],
  ['messages_delivered_total', 'delivered', 'Messages sent, each counted for every client that it was for.'],
  ['read_bytes_total', 'bytesRead', 'Bytes read from clients.'],
  ['written_bytes_total', 'bytesWritten', 'Bytes written to clients.'],
  ['throttled_total', 'throttled', 'Connections that wrote more messages a second than they may.'],
  ['handshakes_failed_total', 'insecure', 'Connections with which TLS could not be agreed on.'],
  ['accepts_failed_total', 'acceptFailures', 'Connections that the operating system could not accept.'],
  ['faults_total', 'faults', 'Events on which the session failed.'],
];

/** Serves `/metrics` in the Prometheus text format, and `/ready`: 200 while clients can connect, else 503. On loopback only. */
export class MetricsServer {
  private readonly registry = new Registry();
  private readonly http: HttpServer;

  constructor(
    private readonly server: Server,
    protocol: string,
  ) {
    this.registry.setDefaultLabels({ protocol });
    collectDefaultMetrics({ register: this.registry });
    this.define();
    this.http = createServer(async (request, response) => {
      const path = request.url?.split('?')[0];
      if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, { allow: 'GET, HEAD' }).end();
      else if (path === '/metrics') {
        response.setHeader('content-type', this.registry.contentType).end(await this.registry.metrics());
      } else if (path === '/ready') {
        response.writeHead(server.ready ? 200 : 503, { 'content-type': 'text/plain' });
        response.end(server.ready ? 'ready\n' : 'not ready\n');
      } else response.writeHead(404, { 'content-type': 'text/plain' }).end('there are /metrics and /ready\n');
    });
    this.http.maxConnections = mostConnections;
  }

  /**
   * @param failed told of each connection that the system could not accept later.
   * @throws the system's error: the port is in use.
   */
  listen(port: number, failed: (error: Error) => void): Promise<{ readonly host: string; readonly port: number }> {
    return new Promise((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen({ host: '127.0.0.1', port }, () => {
        this.http.off('error', reject).on('error', failed);
        const bound = this.http.address() as AddressInfo;
        resolve({ host: bound.address, port: bound.port });
      });
    });
  }

  close(): void {
    this.http.close();
    this.http.closeAllConnections();
  }

  private define(): void {
    const { server } = this;
    const registers = [this.registry];
    new Gauge({
      name: 'parley_connections',
      help: 'Connections that are open or being ended.',
      registers,
      collect() {
        this.set(server.connections);
      },
    });
    for (const [name, counter, help] of plain) {
      new Counter({
        name: `parley_${name}`,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(server.counters[counter]);
        },
      });
    }
    this.defineBy(
      'connections_ended_total',
      'reason',
      'Connections that have ended, by reason.',
      () => server.counters.ended,
    );
    this.defineBy(
      'connections_refused_total',
      'limit',
      'Connections that were refused, by limit.',
      () => server.counters.refused,
    );
  }

  private defineBy<Label extends string>(
    name: string,
    label: Label,
    help: string,
    read: () => ReadonlyMap<string, number>,
  ): void {
    new Counter({
      name: `parley_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [value, count] of read()) this.labels(value).inc(count);
      },
    });
  }
}
