/**
 * Judges correct servers again and again, over paths that delay and fragment: `npm run false-alarms`. Anything but
 * "conformant" is a false alarm. Options: `--times N` (runs of each server over each path, 5), `--runs N` (random
 * scenarios of each), `--only TEXT` (of a server's name), `--noise NAME,…`, `--busy` (all cores kept busy meanwhile).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { protocols } from '../../generated/index.js';
import type { Protocol } from '../../runtime/index.js';
import { conform } from '../engine/conform.js';
import { independentServers, start } from '../test/servers/processes.js';
import { NOISES, type Noise, NoisyPath } from './noisy-path.js';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '5' },
    runs: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    noise: { type: 'string', default: Object.keys(NOISES).join() },
    busy: { type: 'boolean', default: false },
  },
});

interface CorrectServer {
  readonly name: string;
  readonly protocol: keyof typeof protocols;
  start(): Promise<{ readonly host: string; readonly port: number; stop(): Promise<void> }>;
}

function correctServers(): readonly CorrectServer[] {
  const names = Object.keys(protocols) as (keyof typeof protocols)[];
  return [
    ...independentServers().flatMap((server) =>
      names
        .filter((name) => name === server.protocol)
        .map((protocol) => ({ name: server.name, protocol, start: () => start(server) })),
    ),
    ...names.map((protocol) => ({ name: `reference ${protocol}`, protocol, start: () => reference(protocol) })),
  ];
}

/** The reference server, in a process of its own. */
async function reference(protocol: string): ReturnType<CorrectServer['start']> {
  const cli = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
  const args = [cli, 'serve', '--protocol', protocol, '--port', '0'];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  if (child.stdout === null) throw new Error('a pipe was asked for');
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), gone.then(() => [''])])) as [string];
  const port = /127\.0\.0\.1:(\d+)/.exec(line)?.[1];
  if (port === undefined) throw new Error(`the reference server for ${protocol} did not start: ${line}`);
  child.stdout.resume();
  return {
    host: '127.0.0.1',
    port: Number(port),
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function alarmsOf(server: CorrectServer, protocol: Protocol, noise: Noise): Promise<number> {
  const running = await server.start();
  const path = new NoisyPath(running, noise, protocol.model.framing.client.kind === 'chunk');
  const target = noise === 'none' ? { host: running.host, port: running.port } : await path.listen();
  let alarms = 0;
  try {
    for (let seed = 1; seed <= Number(values.times); seed++) {
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

const noises = (Object.keys(NOISES) as Noise[]).filter((noise) => values.noise.split(',').includes(noise));
const burners = values.busy
  ? Array.from({ length: availableParallelism() }, () => new Worker('for (;;) {}', { eval: true }))
  : [];
let runs = 0;
let alarms = 0;
try {
  for (const server of correctServers().filter(({ name }) => name.includes(values.only))) {
    const protocol: Protocol = await protocols[server.protocol]();
    for (const noise of noises) {
      const started = performance.now();
      const found = await alarmsOf(server, protocol, noise);
      runs += Number(values.times);
      alarms += found;
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.log(
        `${server.name}, ${NOISES[noise]}${values.busy ? ', cores busy' : ''}: ${found} of ${values.times} runs refused (${seconds} s)`,
      );
    }
  }
} finally {
  await Promise.all(burners.map((burner) => burner.terminate()));
}
console.log(`${alarms} false alarms in ${runs} runs`);
process.exitCode = alarms === 0 ? 0 : 1;
