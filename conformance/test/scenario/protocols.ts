import { readdirSync } from 'node:fs';
import type { Protocol } from '../../../runtime/index.js';
import { protocolOf } from '../protocols.js';

/** All protocols of `spec/`. */
export const protocols: readonly Protocol[] = readdirSync(new URL('../../../spec/', import.meta.url))
  .flatMap((file) => /^(.*)\.parley$/.exec(file)?.[1] ?? [])
  .sort()
  .map(protocolOf);
