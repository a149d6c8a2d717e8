import type { CodePointSet } from '../../rules/code-points.js';
import { bindsFields, type Matcher } from '../../rules/matcher.js';

/** One step of reading a message. A field's marks take nothing: they say where its text begins and ends. */
export type Step =
  | { readonly kind: 'literal'; readonly text: string }
  | Run
  /** That a literal does not stand here. */
  | { readonly kind: 'not'; readonly text: string }
  /** Anything else, read by a function of its own. */
  | { readonly kind: 'part'; readonly matcher: Matcher }
  | { readonly kind: 'end' }
  /** Any characters up to the end: of a well-formed text that is all of it. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'mark'; readonly field: string; readonly edge: 'begin' | 'end' };

/** Characters of a class, as many as there are. */
export interface Run {
  readonly kind: 'run';
  readonly set: CodePointSet;
  readonly min: number;
  readonly max: number | null;
  /** Once there are `min` of them, it stops where this stands. */
  readonly stop?: Matcher;
  /** Texts that it may not have taken. */
  readonly but?: readonly string[];
}

/** How many steps a rule has at most that is read without a function of its own. */
const SHORT = 3;

/** Resolves the rules that a tree names. */
export type RulesByName = ReadonlyMap<string, Matcher>;

/** A matcher as steps; what binds fields under a choice or a repetition is a part as a whole. */
export function stepsOf(matcher: Matcher, rules: RulesByName): readonly Step[] {
  const parts = matcher.kind === 'sequence' ? matcher.of : [matcher];
  const steps: Step[] = [];
  for (const part of parts) {
    const last = steps[steps.length - 1];
    for (const step of stepsOfPart(part, rules)) {
      const merged = last && step.kind === 'run' ? together(last, step) : undefined;
      if (merged) steps[steps.length - 1] = merged;
      else steps.push(step);
    }
  }
  return withRest(steps);
}

/** What is only looked at as steps: what always stands needs no look. */
export function sightOf(matcher: Matcher, rules: RulesByName): readonly Step[] {
  return stepsOf(matcher, rules).filter(({ kind }) => kind !== 'rest');
}

function stepsOfPart(matcher: Matcher, rules: RulesByName): readonly Step[] {
  switch (matcher.kind) {
    case 'literal':
      return [{ kind: 'literal', text: matcher.text }];
    case 'class':
      return [{ kind: 'run', set: matcher.set, min: 1, max: 1 }];
    case 'end':
      return [{ kind: 'end' }];
    case 'sequence':
      return stepsOf(matcher, rules);
    case 'capture': {
      const { field } = matcher;
      const mark = (edge: 'begin' | 'end'): Step => ({ kind: 'mark', field, edge });
      return [mark('begin'), ...stepsOf(matcher.of, rules), mark('end')];
    }
    case 'repeat':
      return [runOf(matcher, rules) ?? { kind: 'part', matcher }];
    case 'without': {
      const [only, ...more] = bindsFields(matcher.of) ? [] : stepsOf(matcher.of, rules);
      if (only?.kind === 'run' && more.length === 0 && only.but === undefined) return [{ ...only, but: matcher.bound }];
      return stepsOf(matcher.guarded, rules);
    }
    case 'not': {
      const [only, ...more] = sightOf(matcher.of, rules);
      return only?.kind === 'literal' && more.length === 0
        ? [{ kind: 'not', text: only.text }]
        : [{ kind: 'part', matcher }];
    }
    case 'rule': {
      const rule = rules.get(matcher.name);
      if (rule === undefined) throw new Error(`The grammar has no rule ${matcher.name}.`);
      const steps = stepsOf(rule, rules);
      const isShort = steps.length <= SHORT && steps.every(({ kind }) => kind !== 'part');
      return isShort ? steps : [{ kind: 'part', matcher }];
    }
    case 'choice': {
      const [only] = matcher.of;
      return matcher.of.length === 1 && only ? stepsOf(only, rules) : [{ kind: 'part', matcher }];
    }
    case 'ahead':
    case 'machine':
      return [{ kind: 'part', matcher }];
  }
}

/** A repetition of one class, or of one class where something else does not stand. */
function runOf(matcher: Matcher & { kind: 'repeat' }, rules: RulesByName): Run | undefined {
  const { of, min, max } = matcher;
  const [first, second] = of.kind === 'sequence' ? of.of : [of];
  if (of.kind === 'sequence' && of.of.length > 2) return undefined;
  if (second === undefined) {
    const set = first && classOf(first, rules);
    return set && { kind: 'run', set, min, max };
  }
  const set = classOf(second, rules);
  // A round that looks ahead first has its least number of rounds in front of it, which don't.
  if (first?.kind !== 'not' || set === undefined || min > 0) return undefined;
  return { kind: 'run', set, min, max, stop: first.of };
}

function classOf(matcher: Matcher, rules: RulesByName): CodePointSet | undefined {
  const [only, ...more] = bindsFields(matcher) ? [] : stepsOf(matcher, rules);
  const isOne = only?.kind === 'run' && more.length === 0 && only.min === 1 && only.max === 1;
  return isOne && only.but === undefined ? only.set : undefined;
}

/** `E|n|` and then `(!stop E)*` are one run, which stops once it has its least. */
function together(before: Step, run: Run): Run | undefined {
  if (before.kind !== 'run' || before.stop || before.but || run.stop === undefined || run.min > 0) return undefined;
  if (before.min !== before.max || before.set.join() !== run.set.join()) return undefined;
  return { ...run, min: before.min, max: run.max === null ? null : run.max + before.min };
}

/** Any characters and then the end stand behind everything. */
function withRest(steps: readonly Step[]): readonly Step[] {
  const [run, end] = steps.slice(-2);
  const isAny = run?.kind === 'run' && isAll(run.set) && run.min === 0 && run.max === null && !run.stop && !run.but;
  return isAny && end?.kind === 'end' && steps.length > 2 && !steps.some(({ kind }) => kind === 'mark')
    ? [...steps.slice(0, -2), { kind: 'rest' }]
    : steps;
}

/** Whether it holds every character. */
export function isAll(set: CodePointSet): boolean {
  return set.join() === '0,55295,57344,1114111';
}
