import type { Command } from 'commander';
import { WrongUse } from '../wrong-use.js';

interface ChatOptions {
  readonly protocol: string;
  readonly name?: string;
}

/** System errors of a connection attempt that mean that the address itself is wrong. */
const badAddress = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EINVAL', 'EADDRNOTAVAIL']);

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

/** `parley chat`: the reference client of a protocol. */
export function register(program: Command): void {
  program
    .command('chat')
    .summary('talk to a server with the reference client')
    .description(
      'Talks to a server of a protocol. Each line typed is a message as it stands on the wire; the spec says which there ' +
        'are. Input and output may be pipes.\n\n' +
        'Exit status: 0 after leaving (Ctrl-D, Ctrl-C, the end of the input, a message that leaves), 1 when nobody answers ' +
        'at the address, the server ends the connection first, or a line of a piped input could not be sent, 2 for wrong ' +
        'use, 130 after a second Ctrl-C.',
    )
    .argument('<address>', 'the server: HOST:PORT')
    .requiredOption('--protocol <name>', 'the protocol: its name, or the path of a .parley file')
    .option('--name <name>', 'the name to come in with; without it, type it')
    .action(chat);
}

async function chat(addressText: string, { protocol: protocolName, name }: ChatOptions): Promise<void> {
  const { NoOpeningError, parseAddress, startChat } = await import('../../reference-impl/client/index.js');
  const { EncodeError } = await import('../../runtime/errors.js');
  const { loadProtocol } = await import('../protocols.js');
  const address = parseAddress(addressText);
  if (address === undefined) throw new WrongUse(`${addressText} is no address: HOST:PORT is needed`);
  const protocol = await loadProtocol(protocolName);
  try {
    const talk = await startChat(protocol, {
      address,
      ...(name === undefined ? {} : { name }),
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
      colour: process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    });
    process.on('SIGINT', talk.interrupt).on('SIGTERM', talk.interrupt);
    process.exitCode = await talk.status;
  } catch (error) {
    if (error instanceof EncodeError || error instanceof NoOpeningError) throw new WrongUse(`--name: ${error.message}`);
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (badAddress.has(code)) throw new WrongUse(`there is no host ${address.host}`);
    process.stderr.write(`parley chat: nobody answers at ${addressText}: ${reasons[code] ?? code}\n`);
    process.exitCode = 1;
  }
}

/** The system's code of an error; those of Node itself begin with `ERR_`, and are defects of ours. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code.startsWith('ERR_') ? undefined : error.code;
}
