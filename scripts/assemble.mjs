// Assembles runtime/reading/vector-scan.wat. What comes of it is checked in, so that the runtime needs neither an assembler
// nor a file beside it; with --check nothing is written, and the exit status is 1 where it is not what is checked in.
import { readFileSync, writeFileSync } from 'node:fs';
import initWabt from 'wabt';

const source = new URL('../runtime/reading/vector-scan.wat', import.meta.url);
const target = new URL('../runtime/reading/vector-scan-code.ts', import.meta.url);

const wabt = await initWabt();
const module = wabt.parseWat('vector-scan.wat', readFileSync(source, 'utf8'), { simd: true });
module.validate();
const lines = Buffer.from(module.toBinary({}).buffer)
  .toString('base64')
  .match(/.{1,100}/g);
const text = [
  '/** vector-scan.wat as `npm run assemble` assembles it: WebAssembly, in base64. */',
  `export const VECTOR_SCAN_CODE =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`,
].join('\n');

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('runtime/reading/vector-scan-code.ts is not what vector-scan.wat says: npm run assemble');
  process.exit(1);
}
