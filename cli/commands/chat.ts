import type { Command } from 'commander';
import { type TlsArguments, tlsTrustOf } from '../tls-trust.js';
import { WrongUse } from '../wrong-use.js';

interface ChatOptions extends TlsArguments {
  readonly protocol: string;
  readonly name?: string;
  readonly time?: true;
  readonly reconnect?: true;
  /** `false`: `--no-tty`. */
  readonly tty: boolean;
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

/** Why a certificate is not trusted. */
const doubts: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it vouches for itself; --tls-ca FILE says whom to trust',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody known vouches for it; --tls-ca FILE says whom to trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody known vouches for it; --tls-ca FILE says whom to trust',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody known vouches for it; --tls-ca FILE says whom to trust',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host',
};

/** `parley chat`: the reference client of a protocol. */
export function register(program: Command): void {
  program
    .command('chat')
    .summary('talk to a server with the reference client')
    .description(
      'Talks to a server of a protocol. Each line typed is a message as it stands on the wire; the spec says which there ' +
        'are, and Tab completes them and the names that were heard. Input and output may be pipes: then each line is ' +
        'said and each that comes is printed, and what we say ourselves goes to standard error.\n\n' +
        'Exit status: 0 after leaving (Ctrl-D, Ctrl-C, the end of the input, a message that leaves), 1 when nobody answers ' +
        'at the address, the server ends the connection first, or a line of a piped input could not be sent, 2 for wrong ' +
        'use, 130 after a second Ctrl-C.',
    )
    .argument('<address>', 'the server: HOST:PORT')
    .requiredOption('--protocol <name>', 'the protocol: its name, or the path of a .parley file')
    .option('--name <name>', 'the name to come in with; without it, type it')
    .option('--time', 'show when each line came')
    .option('--reconnect', 'connect again, after a while, when the connection breaks')
    .option('--no-tty', 'line by line, as in a pipe, though this is a terminal')
    .option('--tls', 'speak TLS')
    .option('--tls-ca <file>', 'trust this certificate and those that it vouches for (PEM); implies --tls')
    .option('--tls-insecure', "don't check whose certificate it is; implies --tls")
    .action(chat);
}

async function chat(addressText: string, given: ChatOptions): Promise<void> {
  const { NoOpeningError, parseAddress, startChat } = await import('../../reference-impl/client/index.js');
  const { EncodeError } = await import('../../runtime/errors.js');
  const { loadProtocol } = await import('../protocols.js');
  const address = parseAddress(addressText);
  if (address === undefined) throw new WrongUse(`${addressText} is no address: HOST:PORT is needed`);
  const tls = tlsTrustOf(given);
  const protocol = await loadProtocol(given.protocol);
  try {
    const talk = await startChat(protocol, {
      address,
      ...(given.name === undefined ? {} : { name: given.name }),
      ...(tls === undefined ? {} : { tls }),
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
      colour: process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
      tty: given.tty,
      times: given.time === true,
      reconnect: given.reconnect === true,
    });
    process.on('SIGINT', talk.interrupt).on('SIGTERM', talk.interrupt);
    process.exitCode = await talk.status;
  } catch (error) {
    if (error instanceof EncodeError || error instanceof NoOpeningError) throw new WrongUse(`--name: ${error.message}`);
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (badAddress.has(code)) throw new WrongUse(`there is no host ${address.host}`);
    process.stderr.write(`parley chat: ${wordsFor(code, addressText, error)}\n`);
    process.exitCode = 1;
  }
}

/** The code of an error of the system or of TLS; undefined: it is a defect of ours. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code.startsWith('ERR_') && !/^ERR_(?:SSL|TLS)_/.test(error.code) ? undefined : error.code;
}

function wordsFor(code: string, address: string, error: unknown): string {
  const doubt = doubts[code];
  if (doubt !== undefined) return `the certificate of ${address} is not trusted: ${doubt}`;
  if (code.startsWith('ERR_')) return `what answers at ${address} does not speak TLS as it should: ${code}`;
  return `nobody answers at ${address}: ${reasons[code] ?? (error as Error).message}`;
}
