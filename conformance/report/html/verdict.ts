import { type Markup, markup } from '../../../diagrams/markup.js';
import type { ExitStatus, VerdictKind } from '../../engine/events.js';
import { COUNTED } from '../summary.js';

/** Verdicts from the worst to the best, which is how they are counted and listed. */
export const VERDICT_ORDER: readonly VerdictKind[] = [
  'fail',
  'warn',
  'known',
  'inconclusive',
  'blocked',
  'skipped',
  'info',
  'pass',
];

/** A verdict is never told by its colour alone. */
export const VERDICT_SIGNS: Readonly<Record<VerdictKind, string>> = {
  fail: '✗',
  warn: '!',
  known: '~',
  inconclusive: '?',
  blocked: '⊘',
  skipped: '–',
  info: 'i',
  pass: '✓',
};

export function verdictBadge(kind: VerdictKind): Markup {
  return markup`<span class="verdict ${kind}"><span class="sign" aria-hidden="true">${VERDICT_SIGNS[kind]}</span> ${COUNTED[kind]}</span>`;
}

export const STATUS_HEADLINES: Readonly<Record<ExitStatus, string>> = {
  0: 'Conformant',
  1: 'Not conformant',
  2: 'Wrong use',
  3: 'Not judged',
};

export const STATUS_CLASSES: Readonly<Record<ExitStatus, string>> = { 0: 'pass', 1: 'fail', 2: 'warn', 3: 'warn' };

export const STATUS_SIGNS: Readonly<Record<ExitStatus, string>> = { 0: '✓', 1: '✗', 2: '!', 3: '?' };
