import type { Protocol } from '../../runtime/index.js';
import type { Target } from '../driver/connection.js';
import type { Limits } from '../driver/limits.js';
import { GrammarTally } from '../grammar/grammar-tally.js';
import type { Scenario } from '../scenario/scenario.js';
import { Attempts } from './attempts.js';
import { Bystander } from './bystander.js';
import { CaseQueue } from './case-queue.js';
import { idsOf } from './catalogue.js';
import { concluded } from './conclusion.js';
import type { Report, RunEvent } from './events.js';
import { type Halt, Interruption } from './halt.js';
import { Inquiry } from './inquiry.js';
import { type KnownFailure, KnownFailures } from './known-failures.js';
import { ObservedOrder } from './observed-order.js';
import { Pace } from './pace.js';
import { requirementsOf, suiteRequirement } from './requirements.js';
import { Selected, type Selection } from './selection.js';
import { type Servers, serverAt } from './servers.js';
import { Service } from './service.js';
import { employ } from './staff.js';
import { Standstill } from './standstill.js';
import { Tally, type Unreached } from './tally.js';
import { TimeBox } from './time-box.js';
import { Worker } from './worker.js';

/** What is judged, and how. */
export interface ConformOptions {
  /** What it is judged by. */
  readonly protocol: Protocol;
  /** Where a server listens, or how one is come by. */
  readonly target: Target | Servers;
  /** Fixes which scenarios are generated. */
  readonly seed: number;
  /** How many random scenarios, beside those that the spec's clauses give. */
  readonly runs: number;
  /** How many servers are judged side by side, if that many can be had (1). Verdicts do not depend on it. */
  readonly workers?: number;
  /** Up to how many, while processors are idle: as many as `workers`, unless given. */
  readonly mostWorkers?: number;
  /** For how long random scenarios are begun: those for which a slow server leaves no time are left out. All are run, unless it is given. */
  readonly generatedMs?: number;
  /** The whole run's; what could not be run by then is `blocked`. */
  readonly timeoutMs?: number;
  /** What bounds the run, where it is to be other than by default. */
  readonly limits?: Partial<Limits>;
  /** Interrupts the run: what is known by then is reported. */
  readonly signal?: AbortSignal;
  /** What is asked for; everything, unless it is given. */
  readonly selection?: Selection;
  /** Failures that are known of: they do not fail the run. */
  readonly known?: readonly KnownFailure[];
  /** Run this alone. */
  readonly replay?: Scenario;
  /** Hears all that happens, in order. */
  emit(event: RunEvent): void;
}

/** Judges a server. Never throws for anything that the server does. */
export async function conform(options: ConformOptions): Promise<Report> {
  return new ConformanceRun(options).go();
}

class ConformanceRun {
  private readonly started = performance.now();
  private readonly servers: Servers;
  private readonly requirements;
  private readonly selected: Selected;
  private readonly tally: Tally;
  private readonly grammar: GrammarTally;
  private readonly known: KnownFailures;
  private readonly interruption: Interruption;
  private readonly standstill: Standstill;
  private readonly order: ObservedOrder;
  private readonly pace = new Pace();
  private readonly queue: CaseQueue;
  private readonly inquiries = new Map<string, Promise<void>>();
  private readonly counts = { run: 0, blocked: 0, leftOut: 0 };
  private readonly box: TimeBox;
  private readonly workers: Worker[] = [];
  private halt: Halt | undefined;

  constructor(private readonly options: ConformOptions) {
    const { protocol, target, seed, runs, replay } = options;
    this.servers = 'open' in target ? target : serverAt(target);
    this.requirements = requirementsOf(protocol.model);
    this.selected = new Selected(options.selection ?? {}, this.requirements);
    this.tally = new Tally(this.requirements, this.selected.judges);
    this.grammar = new GrammarTally(protocol);
    this.known = new KnownFailures(options.known ?? []);
    this.interruption = new Interruption(options.signal, options.timeoutMs);
    this.standstill = new Standstill(protocol);
    this.order = new ObservedOrder(protocol);
    this.box = new TimeBox(options.generatedMs);
    this.queue = new CaseQueue({
      protocol,
      seed,
      runs,
      replay,
      wanted: (plan) => this.selected.runs(plan.id, () => idsOf(protocol, plan)),
    });
  }

  async go(): Promise<Report> {
    const { protocol, seed, runs, emit, replay, workers = 1, mostWorkers = workers } = this.options;
    const { requirements, queue, interruption } = this;
    await queue.prepare(interruption.signal);
    emit({
      kind: 'start',
      model: protocol.model,
      target: this.servers.name,
      seed,
      runs,
      requirements,
      cases: queue.length,
    });
    const atMost = Math.max(1, Math.min(this.servers.most, queue.length));
    const staff = { least: Math.min(workers, atMost), most: Math.min(mostWorkers, atMost) };
    try {
      await employ(staff, {
        work: () => this.work(),
        left: () => (this.halt === undefined ? queue.left : 0),
        failed: (error) => {
          this.halt ??= { kind: 'aborted', reason: error instanceof Error ? error.message : String(error) };
        },
      });
    } finally {
      await Promise.all(this.workers.map(({ service }) => service.close()));
      interruption.close();
    }
    if (this.halt === undefined && replay === undefined)
      this.tally.accept([suiteRequirement(protocol.model, 'survival')]);
    for (const failure of this.tally.release()) emit({ kind: 'failure', failure });
    const report = this.report();
    emit({ kind: 'end', report });
    return report;
  }

  /** Takes cases until there are none left, or the run is over. */
  private async work(): Promise<void> {
    if (this.interruption.signal.aborted) {
      this.halt ??= this.interruption.halt;
      return;
    }
    const worker = await this.worker();
    const { service } = worker;
    const { attempts } = service;
    await attempts.learn();
    const bystander = this.bystanderAt(service);
    try {
      await this.workThrough(worker, bystander);
      if (bystander !== undefined && this.halt === undefined) {
        const beside = await bystander.finish();
        this.halt ??= beside === undefined ? await worker.runCase(bystander.plan) : await worker.concludeBeside(beside);
      }
    } finally {
      await bystander?.abandon();
    }
  }

  /** The first worker's server has the case that is played beside all others. */
  private bystanderAt(service: Service): Bystander | undefined {
    const { beside } = this.queue;
    this.queue.beside = undefined;
    return beside === undefined ? undefined : new Bystander(beside, service, this.interruption.signal);
  }

  private async workThrough(worker: Worker, bystander: Bystander | undefined): Promise<void> {
    const { attempts } = worker.service;
    for (const plan of this.queue.take(() => attempts.world)) {
      if (this.halt !== undefined) return;
      if (plan.generated === true && this.box.isOver()) {
        this.counts.leftOut += 1;
        continue;
      }
      const halt = this.interruption.halt ?? (await worker.runCase(plan));
      this.halt ??= halt;
      // The next case is made up for the world as it is then.
      if (this.halt !== undefined) return;
      await attempts.learn();
      await bystander?.keep();
    }
  }

  private async worker(): Promise<Worker> {
    const { protocol, limits = {}, emit } = this.options;
    const { requirements, tally, grammar, standstill, known, interruption } = this;
    const { signal } = interruption;
    // Names of an earlier run may still be known to the server: a run starts at a number of its own.
    const firstNumber = Math.floor(Math.random() * 46_656);
    const service = await Service.open(
      protocol,
      this.servers,
      (server) =>
        new Attempts({ protocol, limits, signal, firstNumber, isBroken: () => tally.broken.size > 0 }, server),
    );
    const inquiry = new Inquiry({ protocol, requirements, signal, emit }, service);
    const worker = new Worker(
      {
        protocol,
        tally,
        grammar,
        standstill,
        known,
        interruption,
        inquiries: this.inquiries,
        order: this.order,
        pace: this.pace,
        isJudged: this.selected.judges,
        answered: () => this.workers.some((one) => one.service.attempts.answered),
        count: (kind) => {
          this.counts[kind] += 1;
          return this.counts[kind];
        },
        emit,
      },
      service,
      inquiry,
    );
    this.workers.push(worker);
    return worker;
  }

  private report(): Report {
    const { protocol, seed, runs } = this.options;
    const { halt, tally, grammar, requirements, known, order, pace } = this;
    const unreached: Unreached =
      halt === undefined ? { kind: 'skipped', reason: 'no case came to it' } : { kind: 'blocked', reason: halt.reason };
    const failures = tally.failed;
    const verdicts = tally.verdicts(unreached);
    const stale = known.stale(protocol.model.name, requirements, verdicts, failures);
    const { status, summary } = concluded({
      halt,
      failures,
      stale: stale.length,
      doubtful: tally.doubtful,
      blocked: verdicts.some(({ kind }) => kind === 'blocked'),
    });
    return {
      protocol: protocol.model.name,
      target: this.servers.name,
      seed,
      runs,
      status,
      summary,
      ...(halt === undefined ? {} : { halted: halt.reason }),
      verdicts,
      failures,
      stale,
      coverage: { ...tally.coverage(), grammar: grammar.coverage() },
      ...(order.seen === undefined ? {} : { order: order.seen }),
      ...(pace.remark === undefined ? {} : { remark: pace.remark }),
      cases: this.counts.run,
      casesBlocked: this.counts.blocked,
      casesLeftOut: this.counts.leftOut,
      ms: Math.round(performance.now() - this.started),
    };
  }
}
