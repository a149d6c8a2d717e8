/**
 * A server's conformance as tests of vitest: one for each requirement.
 *
 * @module
 */

import { beforeAll, describe, type TestContext, test } from 'vitest';
import { protocols } from '../../generated/index.js';
import type { Protocol } from '../../runtime/index.js';
import { catalogueOf } from '../engine/catalogue.js';
import { conform } from '../engine/conform.js';
import { DEFAULT_RUNS, GENERATED_MS } from '../engine/defaults.js';
import type { Report, Requirement } from '../engine/events.js';
import { type Selection, selectionWords } from '../engine/selection.js';
import { type Servers, serverAt } from '../engine/servers.js';
import { spawnedServers } from '../engine/spawned-servers.js';
import { plainExchange } from '../report/plain-exchange.js';

/** What is judged, and how. */
export interface CommonOptions {
  /** A protocol that comes with the package, by its name, or one that was generated. */
  readonly protocol: keyof typeof protocols | Protocol;
  /** Fixes which cases are generated (1). */
  readonly seed?: number;
  /** How many cases are generated beside those of the clauses (100, or as many as begin within 30 s). */
  readonly runs?: number;
  /** What is judged: everything, unless it is given. */
  readonly selection?: Selection;
  /** How long it may take in all, in milliseconds (120,000); what is not judged by then fails. */
  readonly timeoutMs?: number;
}

/** What is judged, and where it is: a server at an address, or a command that starts one. */
export type DescribeConformanceOptions = CommonOptions &
  (
    | {
        /** `HOST:PORT` of a server that listens. */
        readonly address: string;
      }
    | {
        /** A command of the shell that serves at `{port}`; it is started for each worker, and ended. */
        readonly spawn: string;
        /** How many servers are judged side by side (2). */
        readonly workers?: number;
      }
  );

const TIMEOUT_MS = 120_000;
/** For ending what was started, past the time of the run. */
const MARGIN_MS = 15_000;

/**
 * Declares a suite with a test for each requirement of the protocol. A broken MUST fails its test with the exchange that
 * shows it; what it keeps from being judged is skipped. The server is judged once, before the first test.
 *
 * @throws RangeError for an address that is none.
 * @example
 * ```ts
 * import type { Protocol } from 'parley/runtime';
 * import { describeConformance } from 'parley/vitest';
 *
 * export function judgeServer(protocol: Protocol): void {
 *   describeConformance({ protocol, spawn: 'node server.js --port {port}' });
 * }
 * ```
 */
export function describeConformance(options: DescribeConformanceOptions): void {
  const servers = serversOf(options);
  const { seed = 1, runs = DEFAULT_RUNS, selection = {}, timeoutMs = TIMEOUT_MS } = options;
  const generated = options.runs === undefined ? { generatedMs: GENERATED_MS } : {};
  describe(`${servers.name} conforms`, async () => {
    const protocol = typeof options.protocol === 'string' ? await protocols[options.protocol]() : options.protocol;
    const workers = 'spawn' in options ? (options.workers ?? 2) : 1;
    let report: Report | undefined;
    beforeAll(async () => {
      report = await conform({
        protocol,
        target: servers,
        seed,
        runs,
        ...generated,
        workers,
        selection,
        timeoutMs,
        emit() {},
      });
    }, timeoutMs + MARGIN_MS);
    for (const requirement of catalogueOf({ protocol, seed, runs: 0, selection }).requirements)
      test(requirement.id, (context) => judge(requirement, protocol, report, { context, options }));
  });
}

function judge(
  { id }: Requirement,
  protocol: Protocol,
  report: Report | undefined,
  { context, options }: { readonly context: TestContext; readonly options: DescribeConformanceOptions },
): void {
  const verdict = report?.verdicts.find(({ requirement }) => requirement === id);
  if (report === undefined || verdict === undefined) throw new ConformanceError(`${id} was not judged`);
  switch (verdict.kind) {
    case 'fail': {
      const at = report.failures.findIndex(({ requirement }) => requirement === id);
      const failure = report.failures[at];
      if (failure === undefined) throw new ConformanceError(`${id} is broken`);
      const again = commandOf(options, protocol, report);
      throw new ConformanceError(plainExchange({ protocol }, failure, { number: at + 1, seed: report.seed, again }));
    }
    case 'inconclusive':
      throw new ConformanceError(`${id} could not be judged: ${verdict.reason ?? ''}`);
    case 'blocked':
      // Without a failure that is told itself a skipped test would look like a pass.
      if (report.status !== 1) throw new ConformanceError(`${id} could not be judged: ${verdict.reason ?? ''}`);
      context.skip(verdict.reason);
      break;
    case 'skipped':
      context.skip(verdict.reason);
      break;
    case 'known':
    case 'warn':
    case 'info':
    case 'pass':
      break;
  }
}

/** The words of the command that judges the same server again. */
function commandOf(
  options: DescribeConformanceOptions,
  { model }: Protocol,
  { seed, runs }: Pick<Report, 'seed' | 'runs'>,
): readonly string[] {
  return [
    'parley',
    'conform',
    ...('spawn' in options ? ['--spawn', options.spawn] : [options.address]),
    '--protocol',
    model.name,
    ...selectionWords(options.selection ?? {}),
    '--seed',
    String(seed),
    '--runs',
    String(runs),
  ];
}

/** What a server breaks, as an exchange. */
class ConformanceError extends Error {
  override readonly name = 'ConformanceError';

  constructor(message: string) {
    super(`\n${message}`);
    // Where it was thrown says nothing of the server.
    this.stack = `${this.name}: ${this.message}`;
  }
}

function serversOf(options: DescribeConformanceOptions): Servers {
  if ('spawn' in options) return spawnedServers({ command: options.spawn });
  const match = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(options.address);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined) throw new RangeError(`${options.address} is no address: HOST:PORT is needed`);
  return serverAt({ host, port: Number(match?.[3]) });
}
