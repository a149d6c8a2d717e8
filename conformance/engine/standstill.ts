import type { Protocol, World } from '../../runtime/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Attempt } from './attempt.js';
import { type Path, pathOf } from './path.js';

/** So many cases must have stopped in equal circumstances, and none have come through, before others are cut short there. */
const STOPS = 3;

/** How often cases have come through a circumstance, and how often they stopped in it. */
interface Record {
  stopped: number;
  passed: number;
}

/**
 * Knows where cases come to a standstill: at requirements that are known to be broken, in circumstances in which they
 * were broken every time. What is to come after that can't be judged; to walk into it again only takes time.
 */
export class Standstill {
  private readonly records = new Map<string, Record>();
  /** Cases that came through, from before anything was broken: looked at when something is. */
  private backlog: { readonly scenario: Scenario; readonly world: World; readonly steps: number }[] = [];
  /** What is left of cases that are cut short, as it has been played. */
  private readonly played = new Set<string>();

  constructor(private readonly protocol: Protocol) {}

  /** A case that was played in this world has come so far. */
  note(attempt: Attempt, world: World): void {
    const { scenario, run } = attempt;
    if (attempt.kind !== 'accepted' && attempt.kind !== 'found') return;
    this.backlog.push({ scenario, world, steps: attempt.kind === 'accepted' ? scenario.steps.length : run.steps });
    if (attempt.kind === 'accepted') return;
    for (const { id, key } of pathOf(this.protocol, scenario, world).steps[run.steps] ?? [])
      if (id === attempt.finding.fault.clause) this.recordOf(key).stopped += 1;
  }

  /**
   * Where a case would come to a standstill, if it is sure to: the requirement, and what of the case comes before it.
   * `scenario` is undefined where that has been played already. `broken`: what is known to be.
   */
  ahead(
    scenario: Scenario,
    world: World,
    broken: ReadonlySet<string>,
  ): { readonly requirement: string; readonly path: Path; readonly scenario: Scenario | undefined } | undefined {
    if (![...this.records.values()].some(({ stopped }) => stopped >= STOPS)) return undefined;
    this.lookBack();
    const path = pathOf(this.protocol, scenario, world);
    const isStill = ({ id, key }: Path['steps'][number][number]): boolean => {
      const { stopped, passed } = this.records.get(key) ?? { stopped: 0, passed: 0 };
      return stopped >= STOPS && passed === 0 && broken.has(id);
    };
    const at = path.steps.findIndex((step) => step.some(isStill));
    const requirement = path.steps[at]?.findLast(isStill)?.id;
    if (requirement === undefined) return undefined;
    const steps = scenario.steps.slice(0, at);
    const same = JSON.stringify(steps);
    if (at === 0 || this.played.has(same)) return { requirement, path, scenario: undefined };
    this.played.add(same);
    return { requirement, path, scenario: { ...scenario, steps } };
  }

  private lookBack(): void {
    for (const { scenario, world, steps } of this.backlog) {
      for (const step of pathOf(this.protocol, scenario, world).steps.slice(0, steps))
        for (const { key } of step) this.recordOf(key).passed += 1;
    }
    this.backlog = [];
  }

  private recordOf(key: string): Record {
    const record = this.records.get(key) ?? { stopped: 0, passed: 0 };
    this.records.set(key, record);
    return record;
  }
}
