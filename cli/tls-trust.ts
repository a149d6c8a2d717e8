import { X509Certificate } from 'node:crypto';
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
 * @throws WrongUse for a file that can't be read, or holds no certificate.
 */
export function tlsTrustOf({ tls, tlsCa, tlsInsecure }: TlsArguments): { ca?: Buffer; verify: boolean } | undefined {
  if (tls === undefined && tlsCa === undefined && tlsInsecure === undefined) return undefined;
  return { ...(tlsCa === undefined ? {} : { ca: certificateIn(tlsCa) }), verify: tlsInsecure !== true };
}

/** The options again, as they are typed. */
export function tlsWords({ tls, tlsCa, tlsInsecure }: TlsArguments): readonly string[] {
  return [
    ...(tls === undefined ? [] : ['--tls']),
    ...(tlsCa === undefined ? [] : ['--tls-ca', tlsCa]),
    ...(tlsInsecure === undefined ? [] : ['--tls-insecure']),
  ];
}

function certificateIn(file: string): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    throw new WrongUse(`--tls-ca: ${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    // Node takes what is no certificate without a word, and then trusts nobody.
    new X509Certificate(content);
  } catch (error) {
    throw new WrongUse(`--tls-ca: ${file} holds no certificate (PEM)`, { cause: error });
  }
  return content;
}
