import { writeFileSync } from 'node:fs';
import { conform } from '../../conformance/engine/conform.js';
import type { ExitStatus, Failure, Report } from '../../conformance/engine/events.js';
import {
  type FinishedRun,
  Progress,
  reportJson,
  TerminalReport,
  worstStatus,
  writeReplays,
} from '../../conformance/report/index.js';
import { type Address, formatAddress } from '../../reference-impl/client/address.js';
import type { Protocol } from '../../runtime/index.js';
import { WrongUse } from '../wrong-use.js';
import type { ConformArguments } from './arguments.js';
import { Interruption } from './interruption.js';
import { type ConformPlan, planOf } from './plan.js';
import { ReferenceServer, ServerStartError } from './reference-server.js';

/**
 * Runs `parley conform`, and resolves to its exit status.
 * @throws WrongUse
 */
export async function conformCommand(given: ConformArguments): Promise<number> {
  try {
    return await conformWith(await planOf(given));
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    // An error of ours is not the server's: left to Node it would end with 1, which says that a MUST is broken.
    process.stderr.write(`parley conform: ${stackOf(error)}\n`);
    return 3;
  }
}

async function conformWith(plan: ConformPlan): Promise<number> {
  const interruption = new Interruption();
  // Whoever read our output has had enough (`| head`): the run ends, and its files are still written.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', interruption.abort);
  interruption.listen();
  try {
    const status = await new ConformCommand(plan, interruption).go();
    return interruption.status ?? status;
  } finally {
    interruption.stop();
  }
}

type NamedProtocol = ConformPlan['protocols'][number];

class ConformCommand {
  private readonly started = performance.now();
  private readonly runs: FinishedRun[] = [];
  private readonly statuses: ExitStatus[] = [];
  private readonly progress = new Progress(process.stderr);
  private readonly report: TerminalReport;
  /** What was asked for under which name: a spec's path is needed again in a command. */
  private readonly names = new Map<Protocol, string>();

  constructor(
    private readonly plan: ConformPlan,
    private readonly interruption: Interruption,
  ) {
    this.report = new TerminalReport({
      screen: plan.json === '-' ? process.stderr : process.stdout,
      again: (run, file) => this.again(run, file),
    });
  }

  async go(): Promise<ExitStatus> {
    for (const { name, protocol } of this.plan.protocols) this.names.set(protocol, name);
    for (const wanted of this.plan.protocols) {
      this.statuses.push(this.interruption.signal.aborted ? 3 : await this.judge(wanted));
    }
    if (this.runs.length > 1) this.report.table(this.runs);
    this.writeJson();
    return worstStatus(this.statuses);
  }

  private async judge(wanted: NamedProtocol): Promise<ExitStatus> {
    try {
      const { address } = this.plan;
      return await (address === undefined ? this.judgeReference(wanted) : this.judgeAt(address, wanted));
    } catch (error) {
      // One protocol's trouble must not cost the others their report.
      this.say(error instanceof ServerStartError ? error.message : `judging ${wanted.name} failed: ${stackOf(error)}`);
      return 3;
    } finally {
      this.progress.stop();
    }
  }

  private async judgeReference(wanted: NamedProtocol): Promise<ExitStatus> {
    const { server, address } = await ReferenceServer.start(wanted.name);
    try {
      const status = await this.judgeAt(address, wanted);
      if (server.death !== undefined) this.say(`the reference server is gone: ${server.death}`);
      return status;
    } finally {
      await server.stop();
    }
  }

  private async judgeAt(target: Address, { protocol }: NamedProtocol): Promise<ExitStatus> {
    const { seed, runs, replay, timeoutMs } = this.plan;
    const left =
      timeoutMs === undefined ? undefined : Math.max(1, Math.ceil(timeoutMs - (performance.now() - this.started)));
    const report = await conform({
      protocol,
      target,
      seed,
      runs,
      signal: this.interruption.signal,
      emit: (event) => this.progress.hear(event),
      ...(left === undefined ? {} : { timeoutMs: left }),
      ...(replay === undefined ? {} : { replay: replay.content.scenario }),
    });
    this.progress.stop();
    const run: FinishedRun = { protocol, report, replays: this.save(report), single: replay !== undefined };
    this.runs.push(run);
    this.report.run(run);
    return report.status;
  }

  private save(report: Report): ReadonlyMap<Failure, string> {
    const { saveTo, replay } = this.plan;
    if (saveTo === undefined)
      return new Map(replay === undefined ? [] : report.failures.map((failure) => [failure, replay.file]));
    try {
      return writeReplays(saveTo, report);
    } catch (error) {
      this.say(`the failures could not be saved: ${(error as Error).message}`);
      return new Map();
    }
  }

  private writeJson(): void {
    const { json } = this.plan;
    if (json === undefined) return;
    const text = reportJson(this.runs, worstStatus(this.statuses));
    if (json === '-') {
      process.stdout.write(text);
      return;
    }
    try {
      writeFileSync(json, text);
    } catch (error) {
      this.say(`--json: ${json} could not be written: ${(error as Error).message}`);
      this.statuses.push(3);
    }
  }

  private again({ protocol, report }: FinishedRun, file: string | undefined): readonly string[] {
    const { address } = this.plan;
    return [
      'parley',
      'conform',
      ...(address === undefined ? [] : [formatAddress(address)]),
      '--protocol',
      this.names.get(protocol) ?? report.protocol,
      ...(file === undefined ? ['--seed', String(report.seed), '--runs', String(report.runs)] : ['--replay', file]),
    ];
  }

  private say(message: string): void {
    this.progress.stop();
    process.stderr.write(`parley conform: ${message}\n`);
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
