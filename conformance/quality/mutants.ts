/**
 * Tries the suite on servers that are wrong in one place: mutants of each spec's session, and faults of the I/O around it.
 * `npm run mutants`.
 * A mutant is killed when a case shows a fault, and shows it again when it is replayed. One that nobody can tell from the
 * spec is told with the reason, which follows from the spec.
 */
import { protocols } from '../../generated/index.js';
import { createSession, type Protocol } from '../../runtime/index.js';
import { clausesOf, effectsIn } from '../../runtime/walks.js';
import { scriptCommand, someOf, wholeNumber } from '../../testing/script-command.js';
import { Attempts } from '../engine/attempts.js';
import { serverAt } from '../engine/servers.js';
import type { CasePlan } from '../families/family.js';
import { families } from '../families/index.js';
import { excuseForIo } from './excuses.js';
import { sessionMutants } from './session-mutants.js';
import { type Choice, IO_FAULTS, type IoFault, SessionServer } from './session-server.js';

interface Options {
  readonly protocol: readonly string[];
  readonly only: string;
  readonly runs: number;
}

const options = scriptCommand(
  'mutants',
  'Tries the suite on servers that are wrong in one place, derived from each spec. One that no case shows to be wrong has survived.',
)
  .option('--protocol <names>', 'with commas between them', someOf(Object.keys(protocols)), Object.keys(protocols))
  .option('--only <text>', 'the mutants whose names hold it', '')
  .option('--runs <number>', 'random scenarios for each', wholeNumber(0), 20)
  .parse()
  .opts<Options>();

/** A server on this machine, in this process, answers in well under this; a mutant that owes something never does. */
const limits = { progressMs: 400, knownMs: 400, connectMs: 2_000, leaveMs: 100, wildMs: 100 };

interface Mutant {
  readonly name: string;
  readonly clause: string | undefined;
  /** Why nobody can tell it from a server that is right; undefined: somebody should. */
  readonly excuse: string | undefined;
  server(choice: Choice): SessionServer;
}

interface Verdict {
  readonly mutant: Mutant;
  /** The requirement by which it was found, and the case. */
  readonly killed: { readonly requirement: string; readonly by: string } | undefined;
}

function* mutantsOf({ model, codec, session }: Protocol): Generator<Mutant> {
  for (const mutant of sessionMutants(model)) {
    yield {
      name: mutant.name,
      clause: mutant.clause,
      excuse: mutant.excuse,
      server: (choice) => new SessionServer(mutant.model, createSession(mutant.model, codec), undefined, choice),
    };
  }
  for (const [fault, what] of Object.entries(IO_FAULTS)) {
    yield {
      name: `${model.name}: ${fault}, ${what}`,
      clause: undefined,
      excuse: excuseForIo(fault as IoFault, model),
      server: (choice) => new SessionServer(model, session, fault as IoFault, choice),
    };
  }
}

/** The first requirement that a server is twice seen to break; undefined if none is. */
async function judge(protocol: Protocol, server: SessionServer): Promise<Verdict['killed']> {
  const target = await server.listen();
  const attempts = new Attempts(
    { protocol, limits, signal: new AbortController().signal, firstNumber: 1 },
    await serverAt(target).open(),
  );
  try {
    for (const plan of casesOf(protocol, attempts)) {
      let found: string | undefined;
      for (let times = 0; times < 2; times++) {
        const attempt = await attempts.once(plan.scenario);
        // One that serves nobody any more breaks what the suite asks of every server.
        const requirement =
          attempt.kind === 'found'
            ? attempt.finding.fault.clause
            : attempt.kind === 'no-service'
              ? `${protocol.model.name}/suite/survival`
              : undefined;
        if (requirement === undefined) break;
        if (times > 0) found = requirement;
      }
      if (found !== undefined) return { requirement: found, by: plan.id };
    }
    return undefined;
  } finally {
    await server.close();
  }
}

/** Whether the spec leaves a server a choice. */
function isOpen(model: Protocol['model']): boolean {
  return clausesOf(model).some(({ body }) =>
    effectsIn(body).some(
      (effect) =>
        effect.kind === 'undefined' ||
        (effect.kind === 'send' && effect.times.min === 0) ||
        (effect.kind === 'branch' && effect.arms.some(({ when }) => when === 'open')),
    ),
  );
}

function* casesOf(protocol: Protocol, attempts: Attempts): Generator<CasePlan> {
  const context = { protocol, seed: 1, runs: options.runs, world: () => attempts.world };
  for (const family of families) yield* family.cases(context);
}

/** Found on a server that does the least of what the spec leaves open, or on one that does the most. */
async function judgeBoth(protocol: Protocol, mutant: Mutant, choices: readonly Choice[]): Promise<Verdict['killed']> {
  for (const choice of choices) {
    const killed = await judge(protocol, mutant.server(choice));
    if (killed !== undefined) return killed;
  }
  return undefined;
}

let survived = 0;
for (const [name, load] of Object.entries(protocols)) {
  if (!options.protocol.includes(name)) continue;
  const protocol: Protocol = await load();
  const choices: readonly Choice[] = isOpen(protocol.model) ? ['least', 'most'] : ['least'];
  for (const choice of choices) {
    const healthy = await judge(protocol, new SessionServer(protocol.model, protocol.session, undefined, choice));
    if (healthy !== undefined)
      throw new Error(`${name}: the server without a fault is refused by ${healthy.by}: ${healthy.requirement}`);
  }
  const verdicts: Verdict[] = [];
  for (const mutant of mutantsOf(protocol)) {
    if (!mutant.name.includes(options.only)) continue;
    const killed = await judgeBoth(protocol, mutant, choices);
    verdicts.push({ mutant, killed });
    if (killed !== undefined) continue;
    console.log(
      mutant.excuse === undefined ? `survived  ${mutant.name}` : `alike     ${mutant.name}: ${mutant.excuse}`,
    );
  }
  const killed = verdicts.filter((one) => one.killed !== undefined);
  const left = verdicts.filter((one) => one.killed === undefined && one.mutant.excuse === undefined).length;
  const named = killed.filter((one) => one.killed?.requirement.startsWith(one.mutant.clause ?? '') === true);
  survived += left;
  console.log(
    `${name}: ${killed.length} of ${killed.length + left} mutants killed, ${named.length} of them by the clause that was changed; ` +
      `${verdicts.length - killed.length - left} more are like the spec to everybody`,
  );
}
process.exitCode = survived === 0 ? 0 : 1;
