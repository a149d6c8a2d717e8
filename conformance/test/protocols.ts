import { readFileSync } from 'node:fs';
import { readSpec } from '../../generator/front-end.js';
import { createCodec } from '../../generator/rules/codec.js';
import { createSession, type Protocol } from '../../runtime/index.js';

/** A protocol of spec/, straight from its spec: nothing generated stands between it and what is tested. */
export function protocolOf(name: string): Protocol {
  const file = `spec/${name}.parley`;
  return protocolFrom(file, readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
}

/** A protocol from the text of a spec. */
export function protocolFrom(file: string, text: string): Protocol {
  const { model, diagnostics } = readSpec(file, text);
  if (model === undefined) throw new Error(`${file}: ${diagnostics.map((one) => one.message).join('; ')}`);
  const codec = createCodec(model);
  return {
    model,
    codec,
    session: createSession(model, codec),
    createMachine: () => {
      throw new Error('these tests run the session alone');
    },
  };
}
