import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../cli/package-paths.js';
import { loadProtocolWithArbitraries } from '../../cli/protocols.js';
import { positiveNumber, scriptCommand, wholeNumber } from '../../testing/script-command.js';
import { type Census, SoakServer } from './census.js';
import { Crowd } from './crowd.js';
import { Pools } from './script.js';

interface Options {
  readonly minutes: number;
  readonly clients: number;
  readonly protocol: string;
}

const { minutes, clients, protocol } = scriptCommand(
  'soak',
  'Lets a rough crowd at the reference server, under narrow limits, while the suite judges a second one in the same ' +
    'process. Fails when somebody is left in it afterwards, memory or descriptors are, or the suite finds fault.',
)
  .option('--minutes <number>', 'how long', positiveNumber, 5)
  .option('--clients <number>', 'how many at once', wholeNumber(1), 80)
  .option('--protocol <name>', 'the protocol', 'chat-line')
  .parse()
  .opts<Options>();

/** Crowds before it begins, each counted: until then memory is still growing to its size. */
const warmUps = 3;
const warmUpMs = 20_000;
const most = 1.1;

const server = new SoakServer(protocol);
const { crowd: crowdPort, suite: suitePort } = await server.started();
const pools = new Pools(await loadProtocolWithArbitraries(protocol), Math.random);

say(`${clients} clients at ${protocol}; first ${warmUps} times ${warmUpMs / 1000} s to warm up`);
let visits = 0;
const counts: Census[] = [];
for (let round = 0; round < warmUps; round++) {
  const [some] = await Promise.all([crowdFor(warmUpMs), judge()]);
  visits += some;
  counts.push(await server.empty(60_000));
}
const last = counts.at(-1);
if (last === undefined) throw new Error('nothing was counted');

say(`then ${minutes} min, counted at half of it too`);
const verdicts: number[] = [];
await crowdBesideSuite(minutes * 30_000);
counts.push(await server.empty(60_000));
await crowdBesideSuite(minutes * 30_000);
const after = await server.empty(60_000);
// How much of what is freed goes back to the system is the allocator's choice, which differs by half from count to count:
// what is lost makes it grow for ever, and so beyond the most that it ever was.
const before: Census = { ...last, rss: Math.max(...counts.map(({ rss }) => rss)) };
server.stop();

const checks: readonly (readonly [string, boolean, string])[] = [
  [
    'nobody is left',
    after.connections === 0 && after.known === 0 && after.members === 0,
    `${after.connections} connected, ${after.known} known, ${after.members} members`,
  ],
  ['memory is back', after.memory <= before.memory * most, change(before, after, 'memory')],
  ['resident memory is back', after.rss <= before.rss * most, change(before, after, 'rss')],
  [
    'no descriptor is left',
    after.descriptors <= before.descriptors,
    `${before.descriptors} before, ${after.descriptors} after`,
  ],
  ['no event failed', after.did['faults'] === 0, `${after.did['faults']} faults`],
  [
    'the suite passed meanwhile',
    verdicts.length > 0 && verdicts.every((status) => status === 0),
    `statuses ${verdicts.join(' ')}`,
  ],
];
const did = Object.entries(after.did).map(([name, count]) => `${name} ${count}`);
process.stdout.write(`${visits} visits: ${did.join(', ')}\n`);
for (const [what, holds, figures] of checks)
  process.stdout.write(`${holds ? 'holds ' : 'BROKEN'}  ${what}: ${figures}\n`);
process.exitCode = checks.every(([, holds]) => holds) ? 0 : 1;

async function crowdFor(milliseconds: number): Promise<number> {
  const crowd = new Crowd(crowdPort, pools, clients);
  await Promise.race([new Promise((resolve) => setTimeout(resolve, milliseconds)), server.died]);
  await crowd.stop();
  return crowd.visits;
}

async function crowdBesideSuite(milliseconds: number): Promise<void> {
  let judging = true;
  const judged = (async () => {
    while (judging) verdicts.push(await judge());
  })();
  visits += await crowdFor(milliseconds);
  judging = false;
  await judged;
}

/** One run of the suite at the second server; its exit status. */
function judge(): Promise<number> {
  const main = join(packageRoot, 'dist/cli/main.js');
  const args = [main, 'conform', `127.0.0.1:${suitePort}`, '--protocol', protocol, '--runs', '20', '--no-save'];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, (_, stdout) => {
      if (child.exitCode !== 0) process.stderr.write(stdout);
      resolve(child.exitCode ?? 1);
    });
  });
}

function change(earlier: Census, later: Census, what: 'memory' | 'rss'): string {
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const percent = ((later[what] / earlier[what] - 1) * 100).toFixed(1);
  return `${megabytes(earlier[what])} before, ${megabytes(later[what])} after (${percent} %)`;
}

function say(text: string): void {
  process.stderr.write(`soak: ${text}\n`);
}
