import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr, Model } from '../../../runtime/model.js';
import { ruleLanguage } from '../../../runtime/rule-language.js';
import { readerOf } from '../../emit/load-reader.js';
import { rulesOf } from '../../test/rules-of.js';
import { Alphabet } from '../automaton/alphabet.js';
import { type Automaton, accepts, markOf } from '../automaton/automaton.js';
import { automatonOf, setsOf } from '../automaton/build.js';
import { twoReadings } from '../automaton/readings.js';

import { UnreadableMessage } from '../grammar.js';
import { peggyReaderOf } from '../peggy-reader.js';
import { messageTerm, sequenceTerm, type Term, termOf } from '../term.js';
import { decided, nearMiss, randomRules, randomTexts, sampleText } from './random-rules.js';
import { any, msg, rule, sampleModel } from './sample-model.js';

const RUNS = Number(process.env.RULE_RUNS ?? 200);
/** Each of the random rules is compiled, which takes seconds for a few: on a busy machine fewer of them are tried. */
const BUDGET = 15_000 + 75 * RUNS;
/** Bounds only what never ends: a budget is looked at between two rules. */
const LIMIT = 300_000 + 4 * BUDGET;

function alphabetFor(model: Model, term: Term): Alphabet {
  return new Alphabet(setsOf(sequenceTerm([term, termOf(model, any, false)])));
}

/** Texts to try on a rule: its own, its near misses, and any. */
function textsFor(model: Model, expr: Expr, random: readonly string[], seed: number): readonly string[] {
  let state = seed | 1;
  const pick = (count: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return count === 0 ? 0 : (state >> 8) % count;
  };
  const own = Array.from({ length: 8 }, () => sampleText(model, expr, pick));
  return [...own, ...own.map((text) => nearMiss(text, pick)), ...random];
}

describe('a rule is one language, however it is read', () => {
  it(
    'automata, derivatives and the generated tests of rules accept the same texts',
    () => {
      fc.assert(
        fc.property(randomRules([]), randomTexts, fc.nat(), ({ rules, expr }, random, seed) => {
          const model = sampleModel({ rules: [...rules, rule('All', expr)] });
          const term = termOf(model, expr, false);
          const automaton = decided(() => automatonOf(term, alphabetFor(model, term)));
          const language = ruleLanguage(model, expr);
          const { matches } = rulesOf(model);
          for (const text of textsFor(model, expr, random, seed)) {
            const accepted = accepts(automaton, text);
            expect([text, language.test(text)]).toEqual([text, accepted]);
            expect([text, matches('All', text)]).toEqual([text, accepted]);
          }
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: BUDGET },
      );
    },
    LIMIT,
  );

  it(
    'Peggy’s parser and the generated one accept what the automaton accepts, and bind what its only reading binds',
    () => {
      let read = 0;
      fc.assert(
        fc.property(randomRules(['x', 'y']), randomTexts, fc.nat(), ({ rules, expr }, random, seed) => {
          const message = { ...msg('M', expr, rules), direction: 'client' as const };
          const model = sampleModel({ rules, client: [message] });
          const term = messageTerm(model, message);
          const automaton = decided(() => automatonOf(term, alphabetFor(model, term), ['x', 'y']));
          fc.pre(decided(() => twoReadings(automaton)) === undefined);
          const peggyReader = peggyReaderFor(model);
          fc.pre(peggyReader !== undefined);
          const reader = readerOf(model);
          for (const text of textsFor(model, expr, random, seed)) {
            const result = peggyReader?.parse('Open', text);
            const reading = readingOf(automaton, text);
            if (reading) read++;
            expect([text, result?.ok ? bound(result.message) : undefined]).toEqual([text, reading]);
            const generated = reader.parse('Open', text);
            expect([text, generated.ok ? bound(generated.message) : undefined]).toEqual([text, reading]);
          }
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: BUDGET },
      );
      expect(read).toBeGreaterThan(0);
    },
    LIMIT,
  );
});

function peggyReaderFor(model: Model): ReturnType<typeof peggyReaderOf> | undefined {
  try {
    return peggyReaderOf(model);
  } catch (error) {
    if (error instanceof UnreadableMessage) return undefined;
    throw error;
  }
}

/** The values that a message holds, as pairs in the order of the fields' names. */
function bound(message: { readonly kind: string }): readonly (readonly [string, readonly unknown[]])[] {
  return Object.entries(message)
    .filter(([name, value]) => name !== 'kind' && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]): [string, unknown[]] => [name, Array.isArray(value) ? value : [value]])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The only reading of a text by an automaton with marks, found by trying all of its runs. */
function readingOf(automaton: Automaton, text: string): ReturnType<typeof bound> | undefined {
  const letters = automaton.alphabet.spell(text);
  const characters = [...text];
  if (!letters) return undefined;
  const dead = new Set<string>();
  const run = (
    state: number,
    at: number,
    open: string | undefined,
    values: readonly (readonly [string, string])[],
  ): typeof values | undefined => {
    const key = `${state} ${at}`;
    if (dead.has(key)) return undefined;
    const here = automaton.states[state];
    if (at === letters.length && here?.accepts) return values;
    for (const [symbol, next] of here?.next ?? []) {
      const mark = markOf(automaton, symbol);
      for (const to of next) {
        let found: typeof values | undefined;
        if (mark === undefined) {
          if (symbol !== letters[at]) continue;
          const last = values[values.length - 1];
          const longer =
            open !== undefined && last
              ? [...values.slice(0, -1), [last[0], last[1] + characters[at]] as const]
              : values;
          found = run(to, at + 1, open, longer);
        } else if (mark.edge === 'begin') found = run(to, at, mark.field, [...values, [mark.field, '']]);
        else found = run(to, at, undefined, values);
        if (found) return found;
      }
    }
    dead.add(key);
    return undefined;
  };
  const values = run(0, 0, undefined, []);
  if (!values) return undefined;
  const fields = new Map<string, string[]>();
  for (const [field, value] of values) fields.set(field, [...(fields.get(field) ?? []), value]);
  return [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
}
