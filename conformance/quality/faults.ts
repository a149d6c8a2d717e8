/**
 * Judges the independent servers with each of their faults switched on, and lists what was found: `npm run faults`.
 * Options: `--only TEXT` (servers and faults whose `server fault` holds it), `--runs N`, `--workers N`.
 */
import { parseArgs } from 'node:util';
import { conform } from '../engine/conform.js';
import {
  endWithServers,
  faultsOf,
  type IndependentServer,
  independentServers,
  protocolOf,
  type SwitchableFault,
  start,
} from '../test/servers/processes.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '30' },
    workers: { type: 'string', default: '2' },
  },
});

interface Result {
  readonly server: string;
  readonly fault: SwitchableFault;
  readonly status: number;
  /** Requirements found broken. */
  readonly broken: readonly string[];
  readonly ms: number;
}

async function judge(server: IndependentServer, fault: SwitchableFault): Promise<Result> {
  const protocol = await protocolOf(server);
  const running = await start(server, ['--fault', fault.name]);
  const started = performance.now();
  try {
    const { host, port } = running;
    const report = await conform({
      protocol,
      target: { host, port },
      seed: 1,
      runs: Number(values.runs),
      timeoutMs: 120_000,
      emit() {},
    });
    const broken = report.failures.map(
      (failure) =>
        `${failure.requirement} ${failure.fault.kind} (${failure.confirmed.failed} of ${failure.confirmed.tries})`,
    );
    return { server: server.name, fault, status: report.status, broken, ms: Math.round(performance.now() - started) };
  } finally {
    await running.stop();
  }
}

endWithServers();

/** Whether the clause that the fault breaks is among those found broken, or a branch of it or around it. */
function isNamed({ fault, broken }: Result): boolean {
  return broken.some((one) => one.startsWith(fault.clause) || fault.clause.startsWith(one.split(' ')[0] ?? ''));
}

const work = independentServers().flatMap((server) =>
  faultsOf(server)
    .filter((fault) => `${server.name} ${fault.name}`.includes(values.only))
    .map((fault) => ({ server, fault })),
);
const results: Result[] = [];
await Promise.all(
  Array.from({ length: Number(values.workers) }, async () => {
    for (let next = work.shift(); next !== undefined; next = work.shift()) {
      const result = await judge(next.server, next.fault);
      results.push(result);
      const verdict = result.status === 1 ? (isNamed(result) ? 'named ' : 'found ') : 'missed';
      console.log(
        `${verdict} ${result.server} ${result.fault.name} [${result.fault.clause}, ${result.fault.needs}] ${result.ms} ms: ${result.broken.join('; ') || `status ${result.status}`}`,
      );
    }
  }),
);
for (const server of independentServers()) {
  const own = results.filter((result) => result.server === server.name);
  if (own.length === 0) continue;
  const found = own.filter((result) => result.status === 1);
  console.log(
    `${server.name}: ${found.length} of ${own.length} found, ${found.filter(isNamed).length} named by their own clause`,
  );
}
process.exitCode = results.every((result) => result.status === 1 || result.fault.needs !== 'sequential') ? 0 : 1;
