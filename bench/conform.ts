/**
 * `npm run bench:conform`: how long a default run takes beside a plain loop that plays the same exchanges on bare sockets,
 * and judges nothing. Exchanges in which clients race are left out of both, since what comes when differs each time, and
 * those that do not come out the same by bytes alone. Each round runs both against the reference server, one after the other.
 * The first round, in which a process compiles its code, is told by itself.
 */
import { conform } from '../conformance/engine/conform.js';
import { DEFAULT_RUNS } from '../conformance/engine/defaults.js';
import type { Trace } from '../conformance/oracle/trace.js';
import { referenceServer, start } from '../conformance/test/servers/processes.js';
import { protocols } from '../generated/index.js';
import { scriptCommand, someOf, wholeNumber } from '../testing/script-command.js';
import { playBare } from './conform/bare-loop.js';
import { median } from './measure.js';

/** So many exchanges may come out otherwise the second time. */
const MOST_LEFT_OUT = 10;
/** A default run takes less than this many times as long as the loop. */
const GOAL = 1.5;

interface Options {
  readonly protocol: readonly string[];
  readonly rounds: number;
  readonly runs: number;
}

const options = scriptCommand(
  'bench:conform',
  'Measures a default run of the suite beside a plain loop of the same exchanges on bare sockets, against the reference server.',
)
  .option('--protocol <names>', 'with commas between them', someOf(Object.keys(protocols)), Object.keys(protocols))
  .option('--rounds <number>', 'how often each has its turn once the code is warm', wholeNumber(1), 4)
  .option('--runs <number>', 'random scenarios in each', wholeNumber(0), DEFAULT_RUNS)
  .parse()
  .opts<Options>();

interface Round {
  readonly cases: number;
  readonly suiteMs: number;
  /** Of these, in which this process was at work. */
  readonly busyMs: number;
  readonly loopMs: number;
}

function ratioOf({ suiteMs, loopMs }: Round): number {
  return suiteMs / loopMs;
}

/** Undefined: its exchanges do not come out the same twice, as where a world outlives them. */
async function round(name: keyof typeof protocols, seed: number): Promise<Round | undefined> {
  const protocol = await protocols[name]();
  const played: { readonly trace: Trace; readonly ms: number }[] = [];
  let leftOutMs = 0;
  let before = 0;
  const judged = await start(referenceServer(name));
  const busy = process.cpuUsage();
  const report = await conform({
    protocol,
    target: { host: judged.host, port: judged.port },
    seed,
    runs: options.runs,
    emit(event) {
      if (event.kind !== 'start' && event.kind !== 'case-end') return;
      const now = performance.now();
      const ms = now - before;
      before = now;
      if (event.kind === 'start') return;
      const { scenario, trace } = event.result;
      // With what it takes to come to the next one.
      if (scenario.steps.some((step) => step.kind === 'block' && step.lanes.length > 1)) leftOutMs += ms;
      else played.push({ trace, ms });
    },
  }).finally(() => judged.stop());
  const { user, system } = process.cpuUsage(busy);
  if (report.status !== 0) throw new Error(`${name}: ${report.summary}`);
  const bare = await start(referenceServer(name));
  try {
    let [cases, loopMs, leftOut] = [0, 0, 0];
    for (const { trace, ms } of played) {
      const took = await playBare(bare, trace);
      if (took !== undefined) [cases, loopMs] = [cases + 1, loopMs + took];
      else if (++leftOut > MOST_LEFT_OUT) return undefined;
      else leftOutMs += ms;
    }
    return { cases, suiteMs: report.ms - leftOutMs, busyMs: (user + system) / 1e3, loopMs };
  } finally {
    await bare.stop();
  }
}

console.log(
  `${'protocol'.padEnd(14)}${['cases', 'suite ms', 'at work', 'loop ms', 'ratio', 'at first'].map((head) => head.padStart(10)).join('')}`,
);
let missed = 0;
for (const name of Object.keys(protocols) as (keyof typeof protocols)[]) {
  if (!options.protocol.includes(name)) continue;
  const rounds: (Round | undefined)[] = [];
  for (let seed = 0; seed <= options.rounds; seed++) rounds.push(await round(name, seed));
  const [first, ...warm] = rounds;
  const counted = warm.filter((one) => one !== undefined);
  if (first === undefined || counted.length === 0) {
    console.log(`${name.padEnd(14)}  its exchanges do not come out the same twice`);
    continue;
  }
  const of = (figure: (one: Round) => number): number => median(counted.map(figure));
  const ratio = of(ratioOf);
  if (ratio >= GOAL) missed += 1;
  const cells = [
    of(({ cases }) => cases),
    of(({ suiteMs }) => suiteMs),
    of(({ busyMs }) => busyMs),
    of(({ loopMs }) => loopMs),
  ];
  console.log(
    `${name.padEnd(14)}${cells.map((cell) => cell.toFixed(0).padStart(10)).join('')}${[ratio, ratioOf(first)].map((one) => `${one.toFixed(2)}×`.padStart(10)).join('')}`,
  );
}
if (missed > 0) console.log(`${missed} above the goal of ${GOAL}×`);
