import { conform } from '../../conformance/engine/conform.js';
import type { ExitStatus } from '../../conformance/engine/events.js';
import type { MatrixEntry } from '../../conformance/matrix/index.js';
import { HtmlReport, Progress, worstStatus, writeReplays } from '../../conformance/report/index.js';
import { STATUS_WORDS } from '../../conformance/report/summary.js';
import { Interruption } from '../conform/interruption.js';
import { conformWords, serversOf } from '../conform/plan-servers.js';
import { specTextOf } from '../conform/spec-text-of.js';
import { packageVersion } from '../package-paths.js';
import type { MatrixArguments } from './arguments.js';
import { MatrixOutputs } from './matrix-outputs.js';
import { matrixPlan, type PlannedImplementation } from './matrix-plan.js';

/**
 * Runs `parley matrix`, and resolves to its exit status.
 * @throws WrongUse
 */
export async function matrixCommand(given: MatrixArguments): Promise<number> {
  const planned = await matrixPlan(given);
  const interruption = new Interruption();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', interruption.abort);
  interruption.listen();
  try {
    const status = await new MatrixCommand(given, planned, interruption).go();
    return interruption.status ?? status;
  } finally {
    interruption.stop();
  }
}

class MatrixCommand {
  private readonly progress = new Progress(process.stderr);
  private readonly outputs: MatrixOutputs;

  constructor(
    given: MatrixArguments,
    private readonly planned: readonly PlannedImplementation[],
    private readonly interruption: Interruption,
  ) {
    this.outputs = new MatrixOutputs(given, (message) => this.say(message));
  }

  async go(): Promise<ExitStatus> {
    const entries: MatrixEntry[] = [];
    // One after the other: what shares a machine with another is judged slower, and may be judged worse.
    for (const one of this.planned) {
      const entry = await this.judge(one);
      entries.push(entry);
      const status = entry.report === undefined ? `not judged: ${entry.trouble}` : STATUS_WORDS[entry.report.status];
      this.say(`${entries.length} of ${this.planned.length}, ${entry.name}: ${status}`);
    }
    const status = worstStatus(entries.map(({ report }) => report?.status ?? 3));
    const isWhole = entries.every(({ report }) => report !== undefined && report.halted === undefined);
    const [first] = this.planned;
    this.outputs.finish(entries, {
      status,
      isWhole,
      seed: first?.plan.seed ?? 0,
      runs: first?.plan.runs ?? 0,
      tool: `Parley ${packageVersion()}`,
    });
    return this.outputs.failed ? worstStatus([3, status]) : status;
  }

  private async judge(planned: PlannedImplementation): Promise<MatrixEntry> {
    const { implementation, plan } = planned;
    const { signal } = this.interruption;
    const [wanted] = plan.protocols;
    if (wanted === undefined) throw new Error(`${implementation.name} has no protocol`);
    const { protocol, name } = wanted;
    const entry = { name: implementation.name, protocol };
    if (signal.aborted) return { ...entry, trouble: 'the run was interrupted before it' };
    const place = { ...plan, env: implementation.env };
    const html = new HtmlReport({
      tool: `Parley ${packageVersion()}`,
      specOf: () => specTextOf(protocol, name),
      again: ({ report, replays }, failure) =>
        conformWords(place, name, (failure === undefined ? undefined : replays.get(failure)) ?? report),
    });
    try {
      const { seed, runs, generatedMs, workers, selection, timeoutMs } = plan;
      const report = await conform({
        protocol,
        target: serversOf(place, name),
        seed,
        runs,
        workers,
        selection,
        signal,
        emit: (event) => {
          this.progress.hear(event);
          html.hear(protocol, event);
        },
        ...(generatedMs === undefined ? {} : { generatedMs }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      });
      this.progress.stop();
      const replays = this.outputs.replays(planned.fileName, (folder) => writeReplays(folder, report));
      await this.outputs.report(implementation.name, planned.fileName, html, { protocol, report, replays });
      return { ...entry, report };
    } catch (error) {
      // One implementation's trouble must not cost the others their place.
      this.say(`judging ${implementation.name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return { ...entry, trouble: error instanceof Error ? error.message : String(error) };
    } finally {
      this.progress.stop();
    }
  }

  private say(message: string): void {
    this.progress.stop();
    process.stderr.write(`parley matrix: ${message}\n`);
  }
}
