/**
 * Judges the correct independent servers again and again: `npm run correct`. Options: `--times N` (50), `--runs N`,
 * `--busy` (both cores kept busy meanwhile), `--only TEXT`. Anything but "conformant" is a false alarm.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { protocols } from '../../generated/index.js';
import { conform } from '../engine/conform.js';
import { independentServers, start } from '../test/servers/processes.js';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '50' },
    runs: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    busy: { type: 'boolean', default: false },
  },
});

const burners = values.busy
  ? Array.from({ length: availableParallelism() }, () => new Worker('for (;;) {}', { eval: true }))
  : [];
let alarms = 0;
for (const server of independentServers().filter(({ name }) => name.includes(values.only))) {
  const load = Object.entries(protocols).find(([name]) => name === server.protocol)?.[1];
  if (load === undefined) throw new Error(`there is no protocol ${server.protocol}`);
  const protocol = await load();
  const running = await start(server);
  const started = performance.now();
  let passed = 0;
  for (let seed = 1; seed <= Number(values.times); seed++) {
    const { host, port } = running;
    const report = await conform({ protocol, target: { host, port }, seed, runs: Number(values.runs), emit() {} });
    if (report.status === 0) passed++;
    else {
      alarms++;
      const doubts = report.verdicts.filter(({ kind }) => kind !== 'pass' && kind !== 'info');
      console.log(
        `${server.name} seed ${seed}: ${report.summary}`,
        JSON.stringify(doubts),
        JSON.stringify(report.failures.map(({ found, fault }) => ({ found, kind: fault.kind }))),
      );
    }
  }
  await running.stop();
  console.log(
    `${server.name}: ${passed} of ${values.times} runs conformant${values.busy ? ', cores busy' : ''}, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}
await Promise.all(burners.map((burner) => burner.terminate()));
process.exitCode = alarms === 0 ? 0 : 1;
