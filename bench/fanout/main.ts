import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { positiveNumber, scriptCommand } from '../../testing/script-command.js';
import { compile, measure, type Sample } from './generator.js';
import { differences, goals, type Measured, table } from './report.js';
import { type Contender, scratchFolder, yardstick } from './servers.js';
import { type Work, works } from './works.js';

interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly only?: string;
  readonly json?: string;
}

const { rounds, seconds, only, json } = scriptCommand(
  'bench:fanout',
  'Measures the fan-out of the reference server against others, in turn: server CPU per delivery.',
)
  .option('--rounds <number>', 'how often each server has its turn', positiveNumber, 3)
  .option('--seconds <number>', 'how long each run measures', positiveNumber, 3)
  .option('--only <works>', 'a comma between them: flood, lockstep, offered, quiet, chunk, idle')
  .option('--json <file>', 'also write every sample as JSON')
  .parse()
  .opts<Options>();

const scratch = scratchFolder();
const generator = compile('fanout', scratch);
const all = works(yardstick(compile('limit', scratch)));
const wanted = only === undefined ? all : all.filter(({ id }) => only.split(',').includes(id));
process.stdout.write(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} processors, Node ${process.version}\n`,
);
process.stdout.write(`${rounds} rounds in turn, ${seconds} s each; medians (least–most)\n\n`);

const results: Record<string, readonly Measured[]> = {};
for (const work of wanted) {
  const measured = await play(work);
  results[work.id] = measured;
  process.stdout.write(`${table(work, measured)}\n`);
  for (const line of goals(work, measured)) process.stdout.write(`${line}\n`);
  process.stdout.write('\n');
}
process.stdout.write('Not equal work:\n');
const notes = new Set(Object.values(results).flatMap((measured) => differences(measured)));
for (const line of notes) process.stdout.write(`${line}\n`);
if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, undefined, 2)}\n`);

async function play(work: Work): Promise<readonly Measured[]> {
  const there = work.contenders.filter(isInstalled);
  for (const { name } of work.contenders.filter((contender) => !there.includes(contender)))
    process.stdout.write(`  ${name} is not installed, and left out (bench/fanout/install-brokers.sh)\n`);
  const samples = new Map<Contender, Sample[]>(there.map((contender) => [contender, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, list] of samples) {
      progress(`${work.id}, round ${round} of ${rounds}: ${contender.name}`);
      try {
        list.push(await measure(generator, contender, work.load, seconds, scratch));
      } catch (error) {
        // One server's trouble must not cost the others their row.
        progress('');
        process.stderr.write(`${contender.name}: ${(error as Error).message}\n`);
      }
    }
  }
  progress('');
  return [...samples].map(([{ name, differs }, list]) => ({ name, differs, samples: list }));
}

function isInstalled({ program }: Contender): boolean {
  if (program === undefined) return true;
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
