import type { Script } from '../../scenario/script.js';

/** Shows that the server lives and that nothing false was announced: somebody new comes in, and everyone speaks. */
export function proveLife(script: Script): void {
  script.enter();
  script.everyoneSpeaks();
}
