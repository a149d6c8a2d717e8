import type { Field, Model } from '../../runtime/model.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import { type MessageKind, messageKinds } from './message-kinds.js';

/** So many values of a rule are remembered, the latest. */
const most = 1_000;

/**
 * The values of rules that a server's messages have shown: the names of those who are there, say. What a departure names
 * is forgotten. Kept for the rules only that a client's message has before its last field: a text of one's own is not
 * offered again.
 */
export class KnownValues {
  private readonly byRule = new Map<string, Set<string>>();
  private readonly kinds: ReadonlyMap<string, MessageKind>;

  constructor(private readonly protocol: Protocol) {
    this.kinds = messageKinds(protocol.model);
    for (const { fields } of protocol.model.messages.client) {
      for (const field of fields.slice(0, -1)) {
        const rule = ruleOf(field);
        if (rule !== undefined) this.byRule.set(rule, new Set());
      }
    }
  }

  /** A message has come. */
  heard(message: Message): void {
    const departed = this.kinds.get(message.kind) === 'departure';
    const values: Readonly<Record<string, unknown>> = { ...message };
    for (const field of fieldsOf(this.protocol.model, message.kind)) {
      const known = this.byRule.get(ruleOf(field) ?? '');
      const value = values[field.name];
      if (known === undefined || typeof value !== 'string') continue;
      known.delete(value);
      if (!departed) known.add(value);
      const [oldest] = known;
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    }
  }

  /** The values of a rule, in the order of their letters. */
  of(rule: string): readonly string[] {
    return [...(this.byRule.get(rule) ?? [])].toSorted();
  }
}

/** The rule that a field is, if it is one by name. */
export function ruleOf({ language }: Field): string | undefined {
  return language.kind === 'reference' ? language.rule : undefined;
}

function fieldsOf({ messages }: Model, kind: string): readonly Field[] {
  return messages.server.find(({ id }) => id === kind)?.fields ?? [];
}
