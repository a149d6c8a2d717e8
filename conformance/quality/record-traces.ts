/**
 * Records what correct servers did while clients raced, for the oracle's tests: `npm run record-traces`. One file for each
 * server and path, in `conformance/test/recorded`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { scriptCommand, wholeNumber } from '../../testing/script-command.js';
import { conform } from '../engine/conform.js';
import type { Trace } from '../oracle/trace.js';
import {
  endWithServers,
  type IndependentServer,
  independentServers,
  liberalServers,
  protocolOf,
  start,
} from '../test/servers/processes.js';
import { type Noise, NoisyPath } from './noisy-path.js';
import { traceToJson } from './trace-json.js';

const options = scriptCommand(
  'record-traces',
  'Records what independent servers did, as fixtures for the tests of the oracle.',
)
  .option('--seed <number>', 'of the scenarios', wholeNumber(0), 1)
  .option('--most <number>', 'traces of each server over each path', wholeNumber(1), 8)
  .parse()
  .opts<{ readonly seed: number; readonly most: number }>();

const FOLDER = 'conformance/test/recorded';
const PATHS: readonly Noise[] = ['none', 'delayed'];
/** Longer ones would say the same at greater length. */
const MOST_ENTRIES = 160;

interface Recorded {
  readonly id: string;
  readonly trace: Trace;
}

/** The accepted traces in which clients acted side by side, those with the most such steps first. */
async function record(server: IndependentServer, noise: Noise): Promise<readonly Recorded[]> {
  const protocol = await protocolOf(server);
  const running = await start(server);
  const path = new NoisyPath(running, noise, protocol.model.framing.client.kind === 'chunk');
  const found: (Recorded & { readonly racing: number })[] = [];
  try {
    const report = await conform({
      protocol,
      target: await path.listen(),
      seed: options.seed,
      runs: 0,
      selection: { only: ['ordering', 'concurrency'] },
      emit(event) {
        if (event.kind !== 'case-end') return;
        const { id, scenario, trace, judgement } = event.result;
        if (judgement.kind !== 'complete' || trace.length > MOST_ENTRIES) return;
        const racing = scenario.steps.flatMap((step) => (step.kind === 'block' ? step.lanes : [])).flat().length;
        found.push({ id, trace, racing });
      },
    });
    if (report.status !== 0) throw new Error(`${server.name}, ${noise}: ${report.summary}`);
  } finally {
    await path.close();
    await running.stop();
  }
  return found.sort((a, b) => b.racing - a.racing).slice(0, options.most);
}

endWithServers();
mkdirSync(FOLDER, { recursive: true });
for (const server of [...independentServers(), ...liberalServers().slice(0, 1)]) {
  for (const noise of PATHS) {
    const traces = await record(server, noise);
    const name = `${server.name.replaceAll(/[^\w.-]+/g, '_')}-${noise}.json`;
    const lines = traces.map(({ id, trace }) => `  ${JSON.stringify({ id, trace: traceToJson(trace) })}`);
    const head = `"protocol": ${JSON.stringify(server.protocol)}`;
    writeFileSync(`${FOLDER}/${name}`, `{ ${head}, "traces": [\n${lines.join(',\n')}\n] }\n`);
    console.log(`${name}: ${traces.length} traces`);
  }
}
