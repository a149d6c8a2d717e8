import type { Command } from 'commander';
import { WrongUse } from '../wrong-use.js';

interface ServeOptions {
  readonly protocol: string;
  readonly host: string;
  readonly port?: string;
}

/** `parley serve`: the reference server of a protocol. */
export function register(program: Command): void {
  program
    .command('serve')
    .summary('serve a protocol with the reference server')
    .description(
      'Serves a protocol with the reference server.\n\n' +
        'Prints "listening on HOST:PORT (NAME)" when clients can connect. SIGINT or SIGTERM ends the connections, without ' +
        'telling anybody that the others left, and exits with 0; a second one exits at once.\n\n' +
        'Exit status: 0 after a signal, 2 for wrong use, an address or a port that cannot be had included.',
    )
    .requiredOption('--protocol <name>', 'the protocol: its name, or the path of a .parley file')
    .option('--host <address>', 'the address to listen at', '127.0.0.1')
    .option('--port <number>', "the port, 0 for any that is free (default: the spec's)")
    .action(serve);
}

async function serve({ protocol: name, host, port: portText }: ServeOptions): Promise<void> {
  if (host === '') throw new WrongUse('--host is empty');
  if (portText !== undefined && !isPort(portText)) {
    throw new WrongUse(`--port must be a number from 0 to 65535, not ${portText}`);
  }
  const { loadProtocol } = await import('../protocols.js');
  const { ListenError, runServer } = await import('../../reference-impl/server/index.js');
  const protocol = await loadProtocol(name);
  try {
    await runServer(protocol, { host, ...(portText === undefined ? {} : { port: Number(portText) }) }, process);
  } catch (error) {
    throw error instanceof ListenError ? new WrongUse(error.message) : error;
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}
