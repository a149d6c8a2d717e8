import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';

/** codec.ts: the parser, the rules and the encoder together. */
export function emitCodec({ model, origin, runtime }: Emission): string {
  const file = new EmittedFile(origin, `The texts of \`${model.name}\`, read and written.`);
  const types = ['State', 'ClientMessage', 'ServerMessage'].map((name) => file.type(name, './types.js'));
  const parser = ['parse', 'parseServer'].map((name) => file.value(name, './parser.js'));
  const matches = file.value('matches', './rules.js');
  const encoder = ['encode', 'encodeServer', 'write', 'encodeInto', 'encodeServerInto', 'writeInto'].map((name) =>
    file.value(name, './encoder.js'),
  );
  file.doc(
    `Reads and writes every message of \`${model.name}\`. For each state, \`parse(state, encode(state, message))\` is the message, ` +
      'and what could not be read back is refused.',
  );
  file.list(
    `export const codec: ${file.type('BufferCodec', runtime)}<${types.join(', ')}> = {`,
    [...parser, matches, ...encoder],
    '};',
  );
  return file.toString();
}
