import type { Effect, Model } from '../../../runtime/model.js';

/** Whether a connection is a member, of the groups where that is known. */
export type Membership = ReadonlyMap<string, boolean>;

/** One way through a clause. */
interface Way {
  readonly state: string;
  readonly member: Membership;
  readonly closed: boolean;
}

/** What the first outcomes of all clauses lead to: of which groups a connection is, or is not, a member in each state. */
export function membershipByState(model: Model): ReadonlyMap<string, Membership> {
  const { connect, groups, states } = model.session;
  const known = new Map<string, Membership>();
  const waiting: string[] = [];
  const arrive = (ways: readonly Way[]): void => {
    for (const { state, member, closed } of ways) {
      if (closed) continue;
      const before = known.get(state);
      const after = before === undefined ? member : meet(before, member);
      if (before !== undefined && before.size === after.size) continue;
      known.set(state, after);
      waiting.push(state);
    }
  };
  arrive(
    follow(connect.body, [{ state: '', member: new Map(groups.map(({ name }) => [name, false])), closed: false }]),
  );
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const member = known.get(name) ?? new Map();
    for (const { trigger, body } of states.find((state) => state.name === name)?.clauses ?? []) {
      if (trigger.kind !== 'disconnect') arrive(follow(body, [{ state: name, member, closed: false }]));
    }
  }
  return known;
}

/** What is known whichever of the two holds. */
export function meet(a: Membership, b: Membership): Membership {
  return new Map([...a].filter(([group, is]) => b.get(group) === is));
}

function follow(body: readonly Effect[], from: readonly Way[]): readonly Way[] {
  return body.reduce<readonly Way[]>((ways, effect) => step(effect, ways), from);
}

function step(effect: Effect, ways: readonly Way[]): readonly Way[] {
  switch (effect.kind) {
    case 'join':
    case 'leave': {
      const isMember = effect.kind === 'join';
      return ways.map((way) => ({ ...way, member: new Map(way.member).set(effect.group.group, isMember) }));
    }
    case 'become':
      return ways.map((way) => ({ ...way, state: effect.state }));
    case 'close':
      return ways.map((way) => ({ ...way, closed: true }));
    case 'branch': {
      const [first] = effect.arms;
      if (first?.when === 'open') return follow(first.body, ways);
      const isComplete = effect.arms.some(({ when }) => when === 'otherwise');
      return [...effect.arms.flatMap((arm) => follow(arm.body, ways)), ...(isComplete ? [] : ways)];
    }
    case 'undefined':
      return follow(effect.own, ways);
    default:
      return ways;
  }
}
