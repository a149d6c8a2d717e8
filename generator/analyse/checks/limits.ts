import { expressionSource } from '../../../runtime/expression-source.js';
import { findRule } from '../../../runtime/find-rule.js';
import type { At, Expr, MessageModel, Model } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { shortestText } from '../../rules/automaton/languages.js';
import { once } from '../../rules/once.js';
import { type Check, decide } from '../subject.js';

/** A message must fit into its frame, and so must as many of a thing as a rule allows: else a bound says what can't be. */
export const checkLimits: Check = function* (subject) {
  const { model } = subject;
  for (const direction of ['client', 'server'] as const) {
    const capacity = subject.capacity(model.framing[direction]);
    for (const message of model.messages[direction]) {
      yield* decide(subject, message.at, `\`${message.id}\` fits into a frame`, function* () {
        const text = shortestText(subject.message(message));
        const bytes = text === undefined ? 0 : Buffer.byteLength(text);
        if (bytes <= capacity) return;
        const values = { name: message.id, bytes, direction, capacity };
        yield diagnostic('P524', model.file, { start: message.at }, values);
      });
    }
  }
  const capacity = subject.capacity(model.framing.client);
  for (const { repeat, bytes, name, at } of new Bounds(model).all()) {
    if (bytes <= capacity || repeat.max === null) continue;
    const values = { name, repeat: expressionSource(repeat), max: repeat.max, bytes, capacity };
    yield diagnostic('P525', model.file, { start: at }, values);
  }
};

type Repeat = Expr & { readonly kind: 'repeat' };

/** The fewest bytes of an expression, and of its texts in which a repetition within it is as long as it can be. */
interface Sizes {
  readonly least: number;
  readonly atBound: ReadonlyMap<Repeat, number>;
}

/** How many bytes a client's message takes at least for a repetition to reach its bound. What `except` leaves out is not looked at. */
class Bounds {
  private readonly rules = new Map<string, Sizes>();
  private readonly owners = new Map<Repeat, { readonly name: string; readonly at: At }>();

  constructor(private readonly model: Model) {}

  all(): readonly { readonly repeat: Repeat; readonly bytes: number; readonly name: string; readonly at: At }[] {
    const fewest = new Map<Repeat, number>();
    for (const message of this.model.messages.client) {
      for (const [repeat, bytes] of this.sizesOf(wholeOf(message), { name: message.id, at: message.at }).atBound) {
        fewest.set(repeat, Math.min(bytes, fewest.get(repeat) ?? Number.POSITIVE_INFINITY));
      }
    }
    return [...fewest].flatMap(([repeat, bytes]) => {
      const owner = this.owners.get(repeat);
      return owner === undefined ? [] : [{ repeat, bytes, ...owner }];
    });
  }

  private sizesOf(expr: Expr, owner: { readonly name: string; readonly at: At }): Sizes {
    switch (expr.kind) {
      case 'literal':
        return { least: Buffer.byteLength(expr.text), atBound: new Map() };
      case 'class':
        return { least: bytesOf(expr.ranges[0]?.[0] ?? 0), atBound: new Map() };
      case 'capture':
        return this.sizesOf(expr.of, owner);
      case 'reference':
        return once(this.rules, expr.rule, () => {
          const rule = findRule(this.model, expr.rule);
          return this.sizesOf(rule.expr, { name: rule.id, at: rule.at });
        });
      case 'sequence':
        return inSequence(expr.of.map((one) => this.sizesOf(one, owner)));
      case 'choice':
        return inChoice(expr.of.map((one) => this.sizesOf(one, owner)));
      case 'repeat': {
        const round = this.sizesOf(expr.of, owner);
        const separator = expr.separator === undefined ? 0 : this.sizesOf(expr.separator, owner).least;
        const bytes = (rounds: number) => rounds * round.least + Math.max(0, rounds - 1) * separator;
        const least = bytes(expr.min);
        const others = least - (expr.min === 0 ? 0 : round.least);
        const atBound = new Map([...round.atBound].map(([repeat, inside]) => [repeat, others + inside]));
        if (expr.max !== null && expr.max > Math.max(1, expr.min)) {
          this.owners.set(expr, owner);
          atBound.set(expr, bytes(expr.max));
        }
        return { least, atBound };
      }
    }
  }
}

function inSequence(parts: readonly Sizes[]): Sizes {
  const least = parts.reduce((sum, part) => sum + part.least, 0);
  return {
    least,
    atBound: fewest(
      parts.map((part) => [...part.atBound].map(([repeat, bytes]) => [repeat, least - part.least + bytes])),
    ),
  };
}

function inChoice(parts: readonly Sizes[]): Sizes {
  return {
    least: Math.min(...parts.map(({ least }) => least)),
    atBound: fewest(parts.map(({ atBound }) => [...atBound])),
  };
}

/** One rule may stand in several places: the one that costs least counts. */
function fewest(parts: readonly (readonly (readonly [Repeat, number])[])[]): ReadonlyMap<Repeat, number> {
  const merged = new Map<Repeat, number>();
  for (const [repeat, bytes] of parts.flat()) {
    merged.set(repeat, Math.min(bytes, merged.get(repeat) ?? Number.POSITIVE_INFINITY));
  }
  return merged;
}

function wholeOf({ parts }: MessageModel): Expr {
  return { kind: 'sequence', of: parts.map(({ expr }) => expr) };
}

function bytesOf(codePoint: number): number {
  return Buffer.byteLength(String.fromCodePoint(codePoint));
}
