/** Judges correct servers again and again, over paths that delay and fragment: `npm run false-alarms`. Anything but "conformant" is a false alarm. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { protocols } from '../../generated/index.js';
import { scriptCommand, someOf, wholeNumber } from '../../testing/script-command.js';
import { conform } from '../engine/conform.js';
import type { CaseResult } from '../engine/events.js';
import {
  endWithServers,
  type IndependentServer,
  independentServers,
  liberalServers,
  protocolOf,
  referenceServer,
  start,
} from '../test/servers/processes.js';
import { outcomeOf, traceLines } from './case-log.js';
import { NOISES, type Noise, NoisyPath } from './noisy-path.js';

interface Options {
  readonly times: number;
  readonly seed: number;
  readonly jobs: number;
  readonly runs: number;
  readonly only: string;
  readonly noise: readonly Noise[];
  readonly busy: boolean;
}

const options = scriptCommand(
  'false-alarms',
  'Judges correct servers again and again, over paths that delay and fragment. Anything but "conformant" is a false alarm.',
)
  .option('--times <number>', 'runs of each server over each path', wholeNumber(1), 5)
  .option('--seed <number>', 'the seed of the first of them', wholeNumber(0), 1)
  .option('--runs <number>', 'random scenarios in each', wholeNumber(0), 20)
  .option('--jobs <number>', 'servers that are judged side by side', wholeNumber(1), 1)
  .option('--only <text>', 'the servers whose names hold it', '')
  .option(
    '--noise <names>',
    `with commas between them: ${Object.keys(NOISES).join()}`,
    someOf(Object.keys(NOISES)),
    Object.keys(NOISES),
  )
  .option('--busy', 'all cores are kept busy meanwhile', false)
  .parse()
  .opts<Options>();

/** The independent servers, those of them that take liberties, and the reference server for each protocol, in processes of their own. */
function correctServers(): readonly IndependentServer[] {
  return [...independentServers(), ...liberalServers(), ...Object.keys(protocols).map(referenceServer)];
}

/** One server over one path, judged with one seed after another. */
interface Errand {
  readonly server: IndependentServer;
  readonly noise: Noise;
}

/** How many of the runs ended with anything but "conformant"; each such is told of at once. */
async function alarmsOf({ server, noise }: Errand): Promise<number> {
  const protocol = await protocolOf(server);
  const running = await start(server);
  const path = new NoisyPath(running, noise, protocol.model.framing.client.kind === 'chunk');
  let alarms = 0;
  try {
    // What the path would only pass on need not go through it.
    const target = noise === 'none' ? { host: running.host, port: running.port } : await path.listen();
    for (let seed = first; seed < first + times; seed++) {
      const refused: CaseResult[] = [];
      const report = await conform({
        protocol,
        target,
        seed,
        runs: options.runs,
        emit(event) {
          if (event.kind === 'case-end' && outcomeOf(event.result) !== undefined) refused.push(event.result);
        },
      });
      if (report.status === 0) continue;
      alarms += 1;
      const doubts = report.verdicts.filter(({ kind }) => !['pass', 'info', 'blocked'].includes(kind));
      console.log(`  ${server.name}, ${noise}, seed ${seed}: ${report.summary}`);
      for (const { requirement, kind, reason } of doubts) console.log(`    ${requirement}: ${kind}, ${reason}`);
      for (const { requirement, found, confirmed } of report.failures)
        console.log(`    ${requirement}: found in ${found}, ${confirmed.failed} of ${confirmed.tries}`);
      for (const result of refused) {
        console.log(`    case ${result.id}: ${outcomeOf(result)}`);
        for (const line of traceLines(result)) console.log(`      ${line}`);
      }
    }
  } finally {
    if (noise !== 'none') await path.close();
    await running.stop();
  }
  return alarms;
}

endWithServers();
const { times, seed: first, noise: noises } = options;
const errands = correctServers()
  .filter(({ name }) => name.includes(options.only))
  .flatMap((server) => noises.map((noise): Errand => ({ server, noise })));
const burners = options.busy
  ? Array.from({ length: availableParallelism() }, () => new Worker('for (;;) {}', { eval: true }))
  : [];
let alarms = 0;
let runs = 0;
const waiting = errands.values();
try {
  await Promise.all(
    Array.from({ length: options.jobs }, async () => {
      // Each takes the next that nobody has taken.
      for (const errand of waiting) {
        const started = performance.now();
        const found = await alarmsOf(errand);
        alarms += found;
        runs += times;
        const seconds = ((performance.now() - started) / 1000).toFixed(0);
        const how = `${NOISES[errand.noise]}${options.busy ? ', cores busy' : ''}`;
        console.log(`${errand.server.name}, ${how}: ${found} of ${times} runs refused (${seconds} s)`);
      }
    }),
  );
} finally {
  await Promise.all(burners.map((burner) => burner.terminate()));
}
console.log(`${alarms} false alarms in ${runs} runs`);
process.exitCode = alarms === 0 ? 0 : 1;
