import type { Matcher } from '../../rules/matcher.js';
import { checksPairs } from './run-kind.js';
import { type RulesByName, stepsOf } from './step.js';

/**
 * Whether the functions for a matcher take well-formed text only, so that a text that they take whole needs no look at
 * its surrogates. What is only looked at is taken by something else.
 */
export function readsPairs(matcher: Matcher, rules: RulesByName): boolean {
  const known = new Set<Matcher>();
  const reads = (one: Matcher): boolean => {
    if (known.has(one)) return true;
    known.add(one);
    return stepsOf(one, rules).every((step) => {
      if (step.kind === 'run') return checksPairs(step);
      return step.kind === 'part' ? partReads(step.matcher) : step.kind !== 'rest';
    });
  };
  const partReads = (part: Matcher): boolean => {
    switch (part.kind) {
      case 'choice':
        return part.of.every(reads);
      case 'repeat':
        return reads(part.of);
      case 'rule': {
        const rule = rules.get(part.name);
        return rule === undefined || reads(rule);
      }
      case 'ahead':
      case 'not':
      // An automaton reads code points, and knows no halves.
      case 'machine':
        return true;
      default:
        return reads(part);
    }
  };
  return reads(matcher);
}
