import { conform } from '../../conformance/engine/conform.js';
import type { ExitStatus, Failure, RunEvent } from '../../conformance/engine/events.js';
import type { Servers } from '../../conformance/engine/servers.js';
import {
  type FinishedRun,
  Progress,
  scriptCommand,
  TerminalReport,
  worstStatus,
} from '../../conformance/report/index.js';
import type { Protocol } from '../../runtime/index.js';
import { WrongUse } from '../wrong-use.js';
import type { ConformArguments } from './arguments.js';
import { Interruption } from './interruption.js';
import { listed } from './list.js';
import { Outputs } from './outputs.js';
import { patternedProtocols } from './patterns.js';
import { type ConformPlan, type PlannedProtocol, planOf } from './plan.js';
import { conformWords, serversOf } from './plan-servers.js';

/**
 * Runs `parley conform`, and resolves to its exit status.
 * @throws WrongUse
 */
export async function conformCommand(given: ConformArguments): Promise<number> {
  try {
    const whole = await planOf(given);
    const plan = { ...whole, protocols: patternedProtocols(whole) };
    if (plan.list) {
      process.stdout.write(listed(plan));
      return 0;
    }
    return await conformWith(plan);
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

class ConformCommand {
  private readonly started = performance.now();
  private readonly runs: FinishedRun[] = [];
  private readonly statuses: ExitStatus[] = [];
  private readonly progress = new Progress(process.stderr);
  private readonly report: TerminalReport;
  private readonly outputs: Outputs;
  private readonly programs = new Map<Failure, string>();
  /** What was asked for under which name, and of what: both are needed again in a command. */
  private readonly planned = new Map<Protocol, PlannedProtocol>();

  constructor(
    private readonly plan: ConformPlan,
    private readonly interruption: Interruption,
  ) {
    this.report = new TerminalReport({
      screen: plan.json === '-' || plan.tap ? process.stderr : process.stdout,
      again: ({ protocol, report }, file) => this.again(protocol, report, file),
      script: (_run, failure) => this.script(failure),
    });
    this.outputs = new Outputs({
      plan,
      again: (protocol, report, file) => this.again(protocol, report, file),
      script: (failure) => this.script(failure),
      nameOf: (protocol) => this.planned.get(protocol)?.name ?? protocol.model.name,
      say: (message) => this.say(message),
    });
  }

  async go(): Promise<ExitStatus> {
    for (const one of this.plan.protocols) this.planned.set(one.protocol, one);
    for (const wanted of this.plan.protocols) {
      this.statuses.push(this.interruption.signal.aborted ? 3 : await this.judge(wanted));
    }
    if (this.runs.length > 1) this.report.table(this.runs);
    const status = worstStatus(this.statuses);
    // What stopped early says nothing of what it did not come to.
    const isWhole = !this.interruption.signal.aborted && !this.statuses.some((one) => one === 2 || one === 3);
    await this.outputs.finish(this.runs, status, isWhole);
    if (this.outputs.failed) return worstStatus([3, status]);
    return this.plan.known?.update === true && isWhole ? 0 : status;
  }

  private async judge(wanted: PlannedProtocol): Promise<ExitStatus> {
    try {
      return await this.judgeAt(serversOf(this.plan, wanted.name), wanted);
    } catch (error) {
      // One protocol's trouble must not cost the others their report.
      this.say(`judging ${wanted.name} failed: ${stackOf(error)}`);
      return 3;
    } finally {
      this.progress.stop();
    }
  }

  private async judgeAt(target: Servers, { protocol, selection }: PlannedProtocol): Promise<ExitStatus> {
    const { seed, runs, generatedMs, workers, mostWorkers, replay, timeoutMs, known } = this.plan;
    const left =
      timeoutMs === undefined ? undefined : Math.max(1, Math.ceil(timeoutMs - (performance.now() - this.started)));
    const report = await conform({
      protocol,
      target,
      seed,
      runs,
      workers,
      mostWorkers,
      selection,
      signal: this.interruption.signal,
      emit: (event) => this.hear(protocol, event),
      ...(known === undefined ? {} : { known: known.entries }),
      ...(generatedMs === undefined ? {} : { generatedMs }),
      ...(left === undefined ? {} : { timeoutMs: left }),
      ...(replay === undefined ? {} : { replay: replay.content.scenario }),
    });
    this.progress.stop();
    const replays = this.outputs.replays(report);
    const run: FinishedRun = { protocol, report, replays, single: replay !== undefined };
    for (const [failure, file] of this.outputs.programs(run)) this.programs.set(failure, file);
    this.runs.push(run);
    this.report.run(run);
    return report.status;
  }

  private hear(protocol: Protocol, event: RunEvent): void {
    this.progress.hear(event);
    this.outputs.hear(protocol, event);
  }

  private again(
    protocol: Protocol,
    { seed, runs }: { readonly seed: number; readonly runs: number },
    file: string | undefined,
  ): readonly string[] {
    const { name = protocol.model.name, selection = this.plan.selection } = this.planned.get(protocol) ?? {};
    return conformWords({ ...this.plan, selection }, name, file ?? { seed, runs });
  }

  private script(failure: Failure): readonly string[] | undefined {
    const file = this.programs.get(failure);
    if (file === undefined) return undefined;
    const { address } = this.plan;
    return scriptCommand(file, address?.host ?? 'HOST', address === undefined ? 'PORT' : String(address.port));
  }

  private say(message: string): void {
    this.progress.stop();
    process.stderr.write(`parley conform: ${message}\n`);
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
