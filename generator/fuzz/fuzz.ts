/**
 * `npm run fuzz`: the generated parsers of all protocols, held to Peggy's own output for the same rules on valid texts,
 * near misses and random ones; and what is read, written and read again. Exit status 1, with the smallest text that
 * shows it, when something differs.
 */
import fc from 'fast-check';
import { createLogUpdate } from 'log-update';
import { arbitraries, type ProtocolName, protocols } from '../../generated/index.js';
import { scriptCommand, someOf, wholeNumber } from '../../testing/script-command.js';
import { differenceIn, type Reader, readersOf, smallest } from './differences.js';
import { inputsFor, SORTS, type Sort } from './inputs.js';

/** How many texts are made at once. */
const BATCH = 500;

interface Source {
  readonly protocol: string;
  readonly reader: Reader;
  readonly sort: Sort;
  readonly texts: fc.Arbitrary<string>;
}

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly names: readonly ProtocolName[];
  /** What has to be said again to try the same texts. */
  readonly again: string;
}

function optionsFrom(args: readonly string[]): Options {
  const known = Object.keys(protocols);
  const { count, seed, protocol } = scriptCommand(
    'fuzz',
    'Gives texts to all that read a protocol, and compares what they say.',
  )
    .option('--count <number>', 'how many texts', wholeNumber(1), 1_000_000)
    .option('--seed <number>', 'what they are made from; without it another one each time', wholeNumber(0))
    .option('--protocol <names>', 'with commas between them', someOf(known), known)
    .parse(args, { from: 'user' })
    .opts<{ readonly count: number; readonly seed?: number; readonly protocol: readonly ProtocolName[] }>();
  const from = seed ?? Date.now() % 2 ** 31;
  const only = protocol.length === known.length ? '' : ` --protocol ${protocol.join()}`;
  return { count, seed: from, names: protocol, again: `npm run fuzz -- --seed ${from} --count ${count}${only}` };
}

async function sourcesOf(name: ProtocolName): Promise<readonly Source[]> {
  const { model, codec } = await protocols[name]();
  const values = await arbitraries[name]();
  return readersOf(model, codec).flatMap((reader) =>
    SORTS.flatMap((sort): Source[] => {
      const texts = inputsFor(model, values, reader.state, sort);
      return texts === undefined ? [] : [{ protocol: name, reader, sort, texts }];
    }),
  );
}

const { count, seed, names, again } = optionsFrom(process.argv.slice(2));
const sources = (await Promise.all(names.map(sourcesOf))).flat();
const progress = createLogUpdate(process.stderr);
const tried = new Map<Sort, { texts: number; read: number }>(SORTS.map((sort) => [sort, { texts: 0, read: 0 }]));
const started = performance.now();
let done = 0;
for (let batch = 0; done < count; batch++) {
  const source = sources[batch % sources.length];
  if (source === undefined) break;
  const numRuns = Math.min(BATCH, count - done);
  for (const text of fc.sample(source.texts, { numRuns, seed: seed + batch })) {
    const difference = differenceIn(source.reader, text);
    if (difference !== undefined) report(source, text);
    const counts = tried.get(source.sort);
    if (counts === undefined) continue;
    counts.texts++;
    if (source.reader.read(text) !== undefined) counts.read++;
  }
  done += numRuns;
  if (process.stderr.isTTY) {
    progress(`${done.toLocaleString('en')} of ${count.toLocaleString('en')} texts, seed ${seed}: ${source.protocol}`);
  }
}
progress.clear();
for (const [sort, { texts, read }] of tried) {
  console.log(
    `${sort.padEnd(10)} ${texts.toLocaleString('en').padStart(10)} texts, ${read.toLocaleString('en')} of them messages`,
  );
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`${done.toLocaleString('en')} texts in ${seconds} s, seed ${seed}: no difference.`);

function report({ protocol, reader, sort }: Source, text: string): never {
  progress.clear();
  const least = smallest(text, (one) => differenceIn(reader, one) !== undefined);
  console.error(
    [
      `${protocol}, ${reader.state === undefined ? 'from the server' : `in ${reader.state}`}: ${differenceIn(reader, least)}`,
      `  text   ${JSON.stringify(least)}`,
      `  made   from a ${sort} text of ${text.length} units, after ${done.toLocaleString('en')} others`,
      `  again  ${again}`,
    ].join('\n'),
  );
  process.exit(1);
}
