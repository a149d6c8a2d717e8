import type { ConnectionId } from '../../runtime/world.js';

/**
 * A list of connections that follows another: a session says for each message whom it is for, and mostly that is the
 * same list as the last time, or the same but for one. So finding out what has changed costs a comparison of numbers,
 * and not a look-up of every member.
 */
export class Audience<Member> {
  private readonly ids: ConnectionId[] = [];
  private readonly members: (Member | undefined)[] = [];
  private list: readonly ConnectionId[] | undefined;

  constructor(
    private readonly memberFor: (connection: ConnectionId) => Member | undefined,
    private readonly entered: (member: Member) => void,
    private readonly left: (member: Member) => void,
  ) {}

  /** Those that are there, in the order of the list. */
  get all(): readonly (Member | undefined)[] {
    return this.members;
  }

  /** Becomes this list; `entered` and `left` are told of the differences, and maybe of some who left and entered again. */
  follow(to: readonly ConnectionId[]): void {
    if (to === this.list) return;
    this.list = to;
    const { ids } = this;
    for (let at = 0; ; at += 1) {
      while (at < ids.length && at < to.length && ids[at] === to[at]) at += 1;
      if (at === ids.length || at === to.length) {
        this.remove(at, ids.length - at);
        for (let more = at; more < to.length; more += 1) this.insert(more, to[more]);
        return;
      }
      if (ids[at + 1] === to[at]) {
        this.remove(at, 1);
        continue;
      }
      const stays = ids[at] === to[at + 1];
      const another = ids[at + 1] === to[at + 1];
      // One more, or one in place of another; whoever has only moved is no other, and costs what a new list does.
      const simple = (stays || another) && !ids.includes(to[at] ?? 0, at);
      if (!simple) this.remove(at, ids.length - at);
      else if (another) this.remove(at, 1);
      this.insert(at, to[at]);
    }
  }

  /** One that is gone for good is not held any longer; its place is, until the list is another. */
  release(member: Member): void {
    const at = this.members.indexOf(member);
    if (at < 0) return;
    this.members[at] = undefined;
    this.left(member);
  }

  private insert(at: number, connection: ConnectionId | undefined): void {
    if (connection === undefined) return;
    const member = this.memberFor(connection);
    this.ids.splice(at, 0, connection);
    this.members.splice(at, 0, member);
    if (member !== undefined) this.entered(member);
  }

  private remove(at: number, count: number): void {
    if (count === 0) return;
    this.ids.splice(at, count);
    for (const member of this.members.splice(at, count)) if (member !== undefined) this.left(member);
  }
}
