/**
 * `npm run bench:generate`: how long it takes to make everything of all specs, and how the time grows with the messages
 * of one spec.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { generateFiles, type SpecText } from '../generator/generate.js';
import { scriptCommand, wholeNumber } from '../testing/script-command.js';

const SPECS = new URL('../../spec/', import.meta.url);

const { sizes } = scriptCommand('bench:generate', 'Measures how long generating takes, and how that grows with a spec.')
  .option('--sizes <numbers>', 'messages in a spec, with commas between them', sizesFrom, [125, 250, 500, 1000])
  .parse()
  .opts<{ readonly sizes: readonly number[] }>();

function sizesFrom(text: string): readonly number[] {
  return text.split(',').map(wholeNumber(2));
}

/** Milliseconds of the processor that making some specs takes; what else runs on the machine counts little. */
function timeOf(texts: readonly SpecText[]): number {
  const start = process.cpuUsage();
  const { files } = generateFiles(texts);
  const { user, system } = process.cpuUsage(start);
  if (files.size === 0) throw new Error('a spec has errors');
  return (user + system) / 1_000;
}

/** A spec of so many messages, half of them the server's. */
function specOf(size: number): SpecText {
  const half = Math.ceil(size / 2);
  const names = Array.from({ length: half }, (_, index) => lettersOf(index));
  const lines = [
    'protocol big',
    'transport { tcp 7000; charset utf-8; framing line(200) }',
    'delivery fifo, atomic send',
    'Word = [a-z]+',
    'client {',
    ...names.map((name) => `  Do${name} = "${name.toUpperCase()} " to:Word " " what:Word`),
    '}',
    'server {',
    ...names.map((name) => `  Done${name} = "${name.toUpperCase()} is " what:Word`),
    '}',
    'session {',
    '  connect [ours] { become Open }',
    '  state Open {',
    ...names.map((name) => `    on Do${name}(what) [ours] { reply Done${name}(what) }`),
    '    unrecognized, invalid, overlong [ours] { close }',
    '  }',
    '}',
  ];
  return { file: 'spec/big.parley', text: `${lines.join('\n')}\n` };
}

/** A number as a name: `Aaab`. */
function lettersOf(number: number): string {
  const letters = number
    .toString(10)
    .padStart(4, '0')
    .replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

const specs = readdirSync(SPECS).map((file): SpecText => {
  return { file: `spec/${file}`, text: readFileSync(new URL(file, SPECS), 'utf8') };
});
const all = timeOf(specs);
console.log(`Node ${process.version}, processor time.\n`);
console.log(`${'all specs'.padEnd(16)}${all.toFixed(0).padStart(8)} ms, the goal is 2,000`);
let before: { size: number; time: number } | undefined;
for (const size of sizes) {
  const time = timeOf([specOf(size)]);
  const growth =
    before === undefined
      ? ''
      : `, ${(time / before.time).toFixed(2)}× for ${(size / before.size).toFixed(2)}× the messages`;
  console.log(`${`${size} messages`.padEnd(16)}${time.toFixed(0).padStart(8)} ms${growth}`);
  before = { size, time };
}
