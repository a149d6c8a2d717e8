/**
 * Tries the suite on servers that are wrong in one place: mutants of each spec's session, and faults of the I/O around it.
 * `npm run mutants`. Options: `--protocol NAME`, `--only TEXT` (of a mutant's name), `--runs N`.
 * A mutant is killed when a case shows a fault, and shows it again when it is replayed.
 */
import { parseArgs } from 'node:util';
import { protocols } from '../../generated/index.js';
import { createSession, type Protocol } from '../../runtime/index.js';
import { Attempts } from '../engine/attempt.js';
import { serverAt } from '../engine/servers.js';
import type { CasePlan } from '../families/family.js';
import { families } from '../families/index.js';
import { sessionMutants } from './session-mutants.js';
import { IO_FAULTS, type IoFault, SessionServer } from './session-server.js';

const { values } = parseArgs({
  options: {
    protocol: { type: 'string' },
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '20' },
  },
});

/** A server on this machine, in this process, answers in well under this; a mutant that owes something never does. */
const limits = { progressMs: 400, knownMs: 400, connectMs: 2_000, leaveMs: 100, wildMs: 100 };

interface Mutant {
  readonly name: string;
  readonly clause: string | undefined;
  server(): SessionServer;
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
      server: () => new SessionServer(mutant.model, createSession(mutant.model, codec)),
    };
  }
  for (const [fault, what] of Object.entries(IO_FAULTS)) {
    yield {
      name: `${model.name}: ${fault}, ${what}`,
      clause: undefined,
      server: () => new SessionServer(model, session, fault as IoFault),
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

function* casesOf(protocol: Protocol, attempts: Attempts): Generator<CasePlan> {
  const context = { protocol, seed: 1, runs: Number(values.runs), world: () => attempts.world };
  for (const family of families) yield* family.cases(context);
}

let survived = 0;
for (const [name, load] of Object.entries(protocols)) {
  if (values.protocol !== undefined && values.protocol !== name) continue;
  const protocol: Protocol = await load();
  const healthy = await judge(protocol, new SessionServer(protocol.model, protocol.session));
  if (healthy !== undefined)
    throw new Error(`${name}: the server without a fault is refused by ${healthy.by}: ${healthy.requirement}`);
  const verdicts: Verdict[] = [];
  for (const mutant of mutantsOf(protocol)) {
    if (!mutant.name.includes(values.only)) continue;
    const killed = await judge(protocol, mutant.server());
    verdicts.push({ mutant, killed });
    if (killed === undefined) console.log(`survived  ${mutant.name}`);
  }
  const left = verdicts.filter(({ killed }) => killed === undefined).length;
  const named = verdicts.filter(({ mutant, killed }) => killed?.requirement.startsWith(mutant.clause ?? '') === true);
  survived += left;
  console.log(
    `${name}: ${verdicts.length - left} of ${verdicts.length} mutants killed, ${named.length} of them by the clause that was changed`,
  );
}
process.exitCode = survived === 0 ? 0 : 1;
