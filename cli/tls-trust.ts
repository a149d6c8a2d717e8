import { readFileSync } from 'node:fs';
import { WrongUse } from './wrong-use.js';

/** The options of a command that connects to a server which may speak TLS, as they were typed. */
export interface TlsArguments {
  readonly tls?: true;
  readonly tlsCa?: string;
  readonly tlsInsecure?: true;
}

/**
 * Whom to trust; undefined: no TLS is asked for.
 * @throws WrongUse for a file that can't be read.
 */
export function tlsTrustOf({ tls, tlsCa, tlsInsecure }: TlsArguments): { ca?: Buffer; verify: boolean } | undefined {
  if (tls === undefined && tlsCa === undefined && tlsInsecure === undefined) return undefined;
  return { ...(tlsCa === undefined ? {} : { ca: contentOf(tlsCa) }), verify: tlsInsecure !== true };
}

/** The options again, as they are typed. */
export function tlsWords({ tls, tlsCa, tlsInsecure }: TlsArguments): readonly string[] {
  return [
    ...(tls === undefined ? [] : ['--tls']),
    ...(tlsCa === undefined ? [] : ['--tls-ca', tlsCa]),
    ...(tlsInsecure === undefined ? [] : ['--tls-insecure']),
  ];
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new WrongUse(`--tls-ca: ${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
}
