import type { Protocol, World } from '../../runtime/index.js';
import type { Attempt, Found } from './attempt.js';
import { ranBefore } from './elsewhere.js';
import type { CaseResult } from './events.js';
import { pathOf } from './path.js';
import type { Service } from './service.js';

/** What a worker knows of its server from the cases that it has been through. */
export class JudgedServer {
  /** The last case that ran to its end, to which the death of the server is charged. */
  last: CaseResult | undefined;
  /** It has shown a fault, and may be harmed by it. */
  tainted = false;
  /** Which of the service's servers these cases were played at. */
  private generation = 0;
  private cases: { readonly attempt: Attempt; readonly world: World }[] = [];

  constructor(
    private readonly protocol: Protocol,
    private readonly signal: AbortSignal,
    readonly service: Service,
  ) {}

  /** A case has been played at it, in this world. */
  played(attempt: Attempt, world: World): void {
    this.look();
    this.cases.push({ attempt, world });
  }

  /**
   * The clauses and branches that may have run at it before something showed in its last case; told when asked, if ever.
   * Undefined: anything, since those of an earlier case were left to go as they liked.
   */
  ranBefore(found: Found): () => ReadonlySet<string> | undefined {
    this.look();
    const { protocol, cases } = this;
    const before = cases.slice(0, -1);
    const last = cases.at(-1)?.world ?? protocol.session.initial;
    return () => {
      if (!before.every(({ attempt }) => attempt.kind === 'accepted' && hasEnding(attempt))) return undefined;
      const ids = before.flatMap(({ attempt, world }) => [...pathOf(protocol, attempt.scenario, world).ids]);
      return new Set([...ids, ...ranBefore(protocol, found, last)]);
    };
  }

  /** What a case has damaged is replaced, where it can be. */
  async renew(): Promise<void> {
    if (!this.service.replaceable || this.signal.aborted) return;
    await this.service.renew();
    this.tainted = false;
  }

  private look(): void {
    if (this.generation === this.service.generation) return;
    this.generation = this.service.generation;
    this.cases = [];
  }
}

/** Whether everyone has taken their leave in it: not where it was cut short. */
function hasEnding({ scenario }: Attempt): boolean {
  return scenario.steps.some((step) => step.kind === 'act' && step.ending === true);
}
