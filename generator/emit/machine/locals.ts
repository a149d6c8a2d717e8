import type { Field } from '../../../runtime/model.js';
import { key } from '../literal.js';
import { localNames } from '../names.js';

/** The local that holds a field of the clause's message. */
export interface FieldLocal {
  readonly local: string;
  /** Whether it may be absent. */
  readonly optional: boolean;
  readonly integer: boolean;
}

/** The names in one method: of the message's fields, and of members that `as` binds. */
export class Locals {
  private readonly claim = localNames(['self', 'effects', 'message', 'closed', 'id', 'codec']);
  private readonly fields: ReadonlyMap<string, FieldLocal>;
  private readonly used = new Set<string>();
  private readonly members = new Map<string, string>();

  constructor(fields: readonly Field[]) {
    this.fields = new Map(
      fields.map(({ name, arity, value }) => {
        const local = this.claim(name);
        return [name, { local, optional: arity === 'optional', integer: value.kind === 'integer' }];
      }),
    );
  }

  field(name: string): FieldLocal {
    const found = this.fields.get(name);
    if (found === undefined) throw new Error(`The message has no field ${name}.`);
    this.used.add(name);
    return found;
  }

  /** What takes the used fields out of the message. */
  usedFields(): readonly string[] {
    return [...this.fields].flatMap(([name, { local }]) => {
      if (!this.used.has(name)) return [];
      return [name === local ? name : `${key(name)}: ${local}`];
    });
  }

  /** A new local for a member; a later one of the same name hides it. */
  bind(name: string): string {
    const local = this.claim(name);
    this.members.set(name, local);
    return local;
  }

  bound(name: string): string {
    return this.members.get(name) ?? name;
  }
}
