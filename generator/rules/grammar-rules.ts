import type { Matcher } from './matcher.js';
import { once } from './once.js';
import { name, type Peg, quoted } from './peggy-syntax.js';

/** The rules of a Peggy grammar on its way, in the order in which they were needed. */
export class GrammarRules {
  private readonly rules = new Map<string, { readonly title?: string; readonly text: string }>();
  private readonly titles = new Map<string, Peg>();
  private readonly parts = new Map<string, string>();
  private readonly trees = new Map<string, Matcher>();

  /** What each rule takes, by its name: of those that messages are made of. */
  get matchers(): ReadonlyMap<string, Matcher> {
    return this.trees;
  }

  /** @param title - what errors call it. */
  define(rule: string, { text, matcher }: Pick<Peg, 'text' | 'matcher'>, title?: string): void {
    this.rules.set(rule, title === undefined ? { text } : { title, text });
    this.trees.set(rule, matcher);
  }

  textOf(rule: string): string | undefined {
    return this.rules.get(rule)?.text;
  }

  /** A piece as a rule that errors call by the words of the spec; one for each title and text. */
  titled(kind: string, title: string, peg: Peg): Peg {
    return once(this.titles, `${title} ${peg.text}`, () => {
      const rule = `${kind}_${this.titles.size + 1}`;
      this.define(rule, peg, title);
      return name(rule, false, peg.matcher);
    });
  }

  /** A piece as a rule of its own; one for each text. */
  part(peg: Peg): Peg {
    const rule = once(this.parts, peg.text, () => `Part_${this.parts.size + 1}`);
    this.define(rule, peg);
    // Only Peggy needs it apart; what binds fields binds them where it stands.
    return name(rule, peg.local, peg.matcher);
  }

  /** The grammar's text. */
  toString(): string {
    return [...this.rules]
      .map(([rule, { title, text }]) => `${rule}${title === undefined ? '' : ` ${quoted(title)}`} = ${text}\n`)
      .join('');
  }
}
