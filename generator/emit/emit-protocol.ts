import type { Emission } from './emission.js';
import { EMITTERS } from './emitters.js';

/** Where emitted code finds what it stands on. */
export type RuntimeModules = Pick<Emission, 'runtime' | 'arbitrary'>;

/** The package's own entries: right wherever the package is installed, and in its own checkout. */
export const PACKAGE_MODULES: RuntimeModules = { runtime: 'parley/runtime', arbitrary: 'parley/runtime/arbitrary' };

/**
 * All files of one protocol, by their path in its folder. The same model gives the same bytes.
 * @param data - whether the data for other languages is made too, or code only.
 */
export function emitProtocol(emission: Emission, data = true): ReadonlyMap<string, string> {
  const emitters = EMITTERS.filter(({ path }) => data || path.endsWith('.ts'));
  return new Map(
    emitters.flatMap(({ path, emit }) => {
      const text = emit(emission);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}
