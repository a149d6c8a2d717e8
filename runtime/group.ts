import type { ConnectionId, ScalarValue } from './world.js';

/** How an indexed attribute is read from a member; undefined while it is not set. */
/** By which attributes members are found, and how each is read. */
export type Keys<Member, Attribute extends string> = Readonly<
  Record<Attribute, (member: Member) => ScalarValue | undefined>
>;

/**
 * The members of a group in order of joining, for a machine that changes its world in place: no question that the
 * session asks of a group walks its members.
 *
 * @example
 * ```ts
 * import { Group } from 'parley/runtime';
 *
 * interface Guest {
 *   readonly id: number;
 *   name: string;
 * }
 * const lobby = new Group<Guest, 'name'>({ name: (guest) => guest.name });
 * lobby.join({ id: 1, name: 'Ana' });
 * lobby.first('name', 'Ana')?.id; // 1
 * ```
 */
export class Group<Member extends { readonly id: ConnectionId }, Attribute extends string = never> {
  /** Each member with the number of its joining, which only ever grows. */
  private readonly arrivals = new Map<Member, number>();
  private readonly indexes: readonly Index<Member>[];
  private readonly byAttribute: ReadonlyMap<Attribute, Index<Member>>;
  private joinings = 0;
  /** The members' ids in order, and beside each the number of its joining. */
  private ids: ConnectionId[] = [];
  /** Whether somebody has the list of ids, so that it must stay as it is. */
  private handedOut = false;
  private readonly numbers: number[] = [];

  constructor(keys: Keys<Member, Attribute>) {
    const order = (member: Member): number => this.arrivals.get(member) ?? 0;
    const entries = Object.entries<(member: Member) => ScalarValue | undefined>(keys);
    this.byAttribute = new Map(entries.map(([name, keyOf]) => [name as Attribute, new Index(keyOf, order)]));
    this.indexes = [...this.byAttribute.values()];
  }

  /** Joining twice is joining once. */
  join(member: Member): void {
    if (this.arrivals.has(member)) return;
    this.arrivals.set(member, ++this.joinings);
    this.changeIds();
    this.ids.push(member.id);
    this.numbers.push(this.joinings);
    for (const index of this.indexes) index.add(member);
  }

  /** Of who is no member, nothing. */
  leave(member: Member): void {
    const place = this.placeOf(member);
    if (place === undefined) return;
    this.arrivals.delete(member);
    this.changeIds();
    this.ids.splice(place, 1);
    this.numbers.splice(place, 1);
    for (const index of this.indexes) index.remove(member);
  }

  /** Whether it is a member. */
  has(member: Member): boolean {
    return this.arrivals.has(member);
  }

  /** The ids of all members, in order of joining. The list never changes: while nobody comes or goes it is the same one. */
  get all(): readonly ConnectionId[] {
    this.handedOut = true;
    return this.ids;
  }

  /** The ids of all members but one, in order of joining. */
  others(but: Member): readonly ConnectionId[] {
    const place = this.placeOf(but);
    return place === undefined ? this.all : this.ids.toSpliced(place, 1);
  }

  /** The first member, in order of joining, whose attribute has this value. */
  first(attribute: Attribute, value: ScalarValue | undefined): Member | undefined {
    return value === undefined ? undefined : this.byAttribute.get(attribute)?.first(value);
  }

  /** To be told when an attribute of somebody, member or not, has changed. */
  reindex(member: Member): void {
    if (this.arrivals.has(member)) for (const index of this.indexes) index.update(member);
  }

  private changeIds(): void {
    if (!this.handedOut) return;
    this.ids = this.ids.slice();
    this.handedOut = false;
  }

  /** Where a member stands in the order: numbers of joining only grow, so it is found by halving. */
  private placeOf(member: Member): number | undefined {
    const number = this.arrivals.get(member);
    if (number === undefined) return undefined;
    let [low, high] = [0, this.numbers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.numbers[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The members that have a value, for each value, in order of joining. */
class Index<Member> {
  private readonly holders = new Map<ScalarValue, Set<Member>>();
  /** Where each member stands, so that it is found again after its value has changed. */
  private readonly values = new Map<Member, ScalarValue>();

  constructor(
    private readonly keyOf: (member: Member) => ScalarValue | undefined,
    private readonly order: (member: Member) => number,
  ) {}

  first(value: ScalarValue): Member | undefined {
    return this.holders.get(value)?.values().next().value;
  }

  /** For who comes in just now: nobody came later. */
  add(member: Member): void {
    const value = this.keyOf(member);
    if (value === undefined) return;
    this.values.set(member, value);
    const holders = this.holders.get(value);
    if (holders === undefined) this.holders.set(value, new Set([member]));
    else holders.add(member);
  }

  remove(member: Member): void {
    const value = this.values.get(member);
    if (value === undefined) return;
    this.values.delete(member);
    const holders = this.holders.get(value);
    holders?.delete(member);
    if (holders?.size === 0) this.holders.delete(value);
  }

  update(member: Member): void {
    const value = this.keyOf(member);
    if (value === this.values.get(member)) return;
    this.remove(member);
    this.add(member);
    const holders = value === undefined ? undefined : this.holders.get(value);
    // Others of this value may have come later than the member whose value has changed.
    if (value !== undefined && holders !== undefined && holders.size > 1) {
      this.holders.set(value, new Set([...holders].sort((a, b) => this.order(a) - this.order(b))));
    }
  }
}
