import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';
import { literal } from './literal.js';

/** model.ts: the spec as data, which the session, the reports and the docs speak of. */
export function emitModel({ model, origin, runtime }: Emission): string {
  const file = new EmittedFile(origin, `The model of \`${model.name}\`: what its spec means, as plain data.`);
  const head = `export const model: ${file.type('Model', runtime)} = `;
  file.doc(model.doc).line(`${head}${literal(model, 0, head.length)};`);
  return file.toString();
}
