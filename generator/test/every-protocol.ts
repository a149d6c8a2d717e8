import { describe } from 'vitest';
import { arbitraries, type ProtocolName, protocols } from '../../generated/index.js';
import type { Arbitraries } from '../../runtime/arbitrary/index.js';
import type { Protocol } from '../../runtime/protocol.js';
import { ALL_SORTS, loadEmitted } from './emitted.js';

/** Runs laws for every protocol that is generated here, and for one that says everything a spec can say. */
export function describeEveryProtocol(laws: (protocol: Protocol, values: Arbitraries) => void): void {
  describe.each(subjects)('$name', ({ protocol, values }) => laws(protocol, values));
}

interface Subject {
  readonly name: string;
  readonly protocol: Protocol;
  readonly values: Arbitraries;
}

async function registered(name: ProtocolName): Promise<Subject> {
  return { name, protocol: await protocols[name](), values: await arbitraries[name]() };
}

const subjects: readonly Subject[] = await Promise.all([
  ...Object.keys(protocols).map((name) => registered(name as ProtocolName)),
  loadEmitted(ALL_SORTS).then(({ protocol, arbitraries: values }) => ({ name: 'all-sorts', protocol, values })),
]);
