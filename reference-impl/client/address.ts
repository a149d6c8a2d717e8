/** Where a server is. */
export interface Address {
  /** A name or an address. */
  readonly host: string;
  /** The TCP port. */
  readonly port: number;
}

/** `HOST:PORT`, a colon in the host in brackets: `[::1]:7000`. Undefined: it is no address. */
export function parseAddress(text: string): Address | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : undefined;
}

/** An address as it is read again. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
