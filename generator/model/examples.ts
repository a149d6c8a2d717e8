import type { Example, ExampleExpectation, ExampleStep } from '../../runtime/model.js';
import { isWellFormed } from '../../runtime/text.js';
import { didYouMean, listed } from '../diagnostics/did-you-mean.js';
import type { ActSyntax, ExampleSection, ExpectSyntax, StepSyntax, Word } from '../language/syntax/index.js';
import { at, byName, type Context } from './context.js';

/** Who is connected, in order of connecting, and who ever was. */
interface Present {
  readonly now: ReadonlySet<string>;
  readonly ever: ReadonlySet<string>;
  /** Whether that is all: where an example goes on from one that there is not, anybody may be there. */
  readonly isAll: boolean;
}

const nobody: Present = { now: new Set(), ever: new Set(), isAll: true };
const unknown: Present = { ...nobody, isAll: false };

/** Every spoken-of example, with `all` resolved to who is connected. */
export function resolveExamples(sections: readonly ExampleSection[], context: Context): readonly Example[] {
  const written = byName(context, sections, 'the example');
  const ends = new Map<string, Present>();
  const resolved = new Map<string, Example>();

  const resolve = (section: ExampleSection, path: readonly string[]): Present => {
    const name = section.name.text;
    const known = ends.get(name);
    if (known !== undefined) return known;
    const start = path.indexOf(name);
    if (start >= 0) {
      context.report.add('P603', section.name.span, { name, path: [...path.slice(start), name].join(' → ') });
      return nobody;
    }
    const before = section.after === undefined ? undefined : written.get(section.after.text);
    const isLost = section.after !== undefined && before === undefined;
    if (section.after !== undefined && isLost) {
      const { text, span } = section.after;
      context.report.add(
        'P209',
        span,
        { name: text, known: listed([...written.keys()]) },
        didYouMean(text, written.keys()),
      );
    }
    const present = before === undefined ? (isLost ? unknown : nobody) : resolve(before, [...path, name]);
    const steps = new Steps(present, context);
    const example: Example = {
      id: name,
      title: section.title,
      ...(section.after !== undefined && { after: section.after.text }),
      ...(section.source !== undefined && section.source !== '' && { source: section.source }),
      at: at(section.span),
      steps: section.steps.map((step) => steps.take(step)),
    };
    resolved.set(name, example);
    const end = steps.present;
    ends.set(name, end);
    return end;
  };

  for (const section of written.values()) resolve(section, []);
  return [...written.keys()].flatMap((name) => resolved.get(name) ?? []);
}

/** Takes the steps of one example in order, and keeps who is there. */
class Steps {
  private readonly now: Set<string>;
  private readonly ever: Set<string>;
  /** Who was missed: once is enough. */
  private readonly missed = new Set<string>();

  constructor(
    private readonly before: Present,
    private readonly context: Context,
  ) {
    this.now = new Set(before.now);
    this.ever = new Set(before.ever);
  }

  get present(): Present {
    return { now: this.now, ever: this.ever, isAll: this.before.isAll };
  }

  take(step: StepSyntax): ExampleStep {
    const who = step.who.text;
    if (step.kind === 'view') {
      if (!this.ever.has(who) && this.before.isAll) {
        const known = listed([...this.ever]);
        this.context.report.add('P604', step.who.span, { who, known }, didYouMean(who, this.ever));
      }
      return { kind: 'view', who, figure: step.figure, at: at(step.span) };
    }
    this.act(step.who, step.act);
    const closed = step.expects.flatMap((one) => (one.kind === 'closed' ? this.who(one.who) : []));
    const expect = step.expects.map((one) => this.expectation(one, closed));
    for (const one of closed) this.now.delete(one);
    return { kind: 'act', who, act: actOf(step.act), expect, at: at(step.span) };
  }

  private act(who: Word, act: ActSyntax): void {
    if (act.kind === 'connects') {
      if (who.text === 'all') this.context.report.add('P211', who.span, { name: 'all', what: 'a user' });
      if (this.now.has(who.text)) this.context.report.add('P602', who.span, { who: who.text });
      this.now.add(who.text);
      this.ever.add(who.text);
      return;
    }
    this.checkConnected(who);
    if (act.kind === 'sends') this.checkTexts(act.texts);
    else this.now.delete(who.text);
  }

  private expectation(syntax: ExpectSyntax, closed: readonly string[]): ExampleExpectation {
    const who = this.who(syntax.who);
    if (syntax.kind === 'closed') return { kind: 'closed', who };
    this.checkTexts(syntax.texts);
    const texts = syntax.texts.map((one) => one.text);
    // `all` are those who stay: who is closed by this step is named where it hears something before.
    const everyone = syntax.who.some((one) => one.text === 'all');
    return { kind: 'hears', who: everyone ? who.filter((one) => !closed.includes(one)) : who, texts };
  }

  private who(words: readonly Word[]): readonly string[] {
    if (words.some((word) => word.text === 'all')) return [...this.now];
    for (const word of words) this.checkConnected(word);
    return words.map((word) => word.text);
  }

  private checkConnected(who: Word): void {
    if (this.now.has(who.text) || !this.before.isAll || this.missed.has(who.text)) return;
    this.missed.add(who.text);
    const values = { who: who.text, connected: listed([...this.now]) };
    this.context.report.add('P601', who.span, values, didYouMean(who.text, this.now));
  }

  private checkTexts(texts: readonly Word[]): void {
    for (const one of texts) if (!isWellFormed(one.text)) this.context.report.add('P110', one.span, {});
  }
}

function actOf(act: ActSyntax): Extract<ExampleStep, { kind: 'act' }>['act'] {
  return act.kind === 'sends' ? { kind: 'sends', texts: act.texts.map((one) => one.text) } : { kind: act.kind };
}
