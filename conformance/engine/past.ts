import type { Protocol, World } from '../../runtime/index.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Found } from './attempt.js';
import { ranBefore } from './elsewhere.js';
import { pathOf } from './path.js';
import type { Service } from './service.js';

/** The cases that a server has been through: where it is replaced, it has none behind it. */
export class Past {
  private generation = 0;
  private cases: { readonly scenario: Scenario; readonly world: World }[] = [];

  constructor(
    private readonly protocol: Protocol,
    private readonly service: Pick<Service, 'generation'>,
  ) {}

  /** A case has been played at it, in this world. */
  add(scenario: Scenario, world: World): void {
    this.look();
    this.cases.push({ scenario, world });
  }

  /** The clauses and branches that may have run at this server before something showed in its last case; told when asked, if ever. */
  upTo(found: Found): () => ReadonlySet<string> {
    this.look();
    const { protocol, cases } = this;
    const last = cases.at(-1)?.world ?? protocol.session.initial;
    return () =>
      new Set([
        ...cases.slice(0, -1).flatMap(({ scenario, world }) => [...pathOf(protocol, scenario, world).ids]),
        ...ranBefore(protocol, found, last),
      ]);
  }

  private look(): void {
    if (this.generation === this.service.generation) return;
    this.generation = this.service.generation;
    this.cases = [];
  }
}
