/** Judges the independent servers with each of their faults switched on, and lists what was found: `npm run faults`. */
import { scriptCommand, wholeNumber } from '../../testing/script-command.js';
import { conform } from '../engine/conform.js';
import {
  endWithServers,
  faultsOf,
  type IndependentServer,
  independentServers,
  protocolOf,
  start,
} from '../test/servers/processes.js';
import type { SwitchableFault } from '../test/servers/switchable-fault.js';

interface Options {
  readonly only: string;
  readonly runs: number;
  readonly workers: number;
}

const options = scriptCommand(
  'faults',
  'Judges the independent servers with each of their faults switched on, and lists what was found.',
)
  .option('--only <text>', 'the faults whose `server fault` holds it', '')
  .option('--runs <number>', 'random scenarios for each', wholeNumber(0), 30)
  .option('--workers <number>', 'how many are judged side by side', wholeNumber(1), 2)
  .parse()
  .opts<Options>();

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
      runs: options.runs,
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
    .filter((fault) => `${server.name} ${fault.name}`.includes(options.only))
    .map((fault) => ({ server, fault })),
);
const results: Result[] = [];
await Promise.all(
  Array.from({ length: options.workers }, async () => {
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
