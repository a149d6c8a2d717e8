/**
 * Judges correct servers again and again, over paths that delay and fragment: `npm run false-alarms`. Anything but
 * "conformant" is a false alarm. Options: `--times N` (runs of each server over each path, 5), `--seed N` (of the
 * first of them), `--runs N` (random scenarios of each), `--only TEXT` (of a server's name), `--noise NAME,…`, `--jobs N`
 * (servers that are judged side by side), `--busy` (all cores kept busy meanwhile).
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { protocols } from '../../generated/index.js';
import { conform } from '../engine/conform.js';
import {
  endWithServers,
  type IndependentServer,
  independentServers,
  liberalServers,
  protocolOf,
  referenceServer,
  start,
} from '../test/servers/processes.js';
import { NOISES, type Noise, NoisyPath } from './noisy-path.js';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    runs: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    noise: { type: 'string', default: Object.keys(NOISES).join() },
    busy: { type: 'boolean', default: false },
  },
});

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
      const report = await conform({ protocol, target, seed, runs: Number(values.runs), emit() {} });
      if (report.status === 0) continue;
      alarms += 1;
      const doubts = report.verdicts.filter(({ kind }) => !['pass', 'info', 'blocked'].includes(kind));
      console.log(`  ${server.name}, ${noise}, seed ${seed}: ${report.summary}`);
      for (const { requirement, kind, reason } of doubts) console.log(`    ${requirement}: ${kind}, ${reason}`);
      for (const { requirement, found } of report.failures) console.log(`    ${requirement}: found in ${found}`);
    }
  } finally {
    if (noise !== 'none') await path.close();
    await running.stop();
  }
  return alarms;
}

endWithServers();
const times = Number(values.times);
const first = Number(values.seed);
const noises = (Object.keys(NOISES) as Noise[]).filter((noise) => values.noise.split(',').includes(noise));
const errands = correctServers()
  .filter(({ name }) => name.includes(values.only))
  .flatMap((server) => noises.map((noise): Errand => ({ server, noise })));
const burners = values.busy
  ? Array.from({ length: availableParallelism() }, () => new Worker('for (;;) {}', { eval: true }))
  : [];
let alarms = 0;
let runs = 0;
const waiting = errands.values();
try {
  await Promise.all(
    Array.from({ length: Number(values.jobs) }, async () => {
      // Each takes the next that nobody has taken.
      for (const errand of waiting) {
        const started = performance.now();
        const found = await alarmsOf(errand);
        alarms += found;
        runs += times;
        const seconds = ((performance.now() - started) / 1000).toFixed(0);
        const how = `${NOISES[errand.noise]}${values.busy ? ', cores busy' : ''}`;
        console.log(`${errand.server.name}, ${how}: ${found} of ${times} runs refused (${seconds} s)`);
      }
    }),
  );
} finally {
  await Promise.all(burners.map((burner) => burner.terminate()));
}
console.log(`${alarms} false alarms in ${runs} runs`);
process.exitCode = alarms === 0 ? 0 : 1;
