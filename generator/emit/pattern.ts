import type { CodePointRange, Expr, Model } from '../../runtime/model.js';
import { classPattern } from '../rules/class-pattern.js';
import { rulePattern } from '../rules/pattern.js';

/** A regular expression literal that tests whole texts, its classes as the spec writes them where that means the same. */
export function patternLiteral(model: Model, expr: Expr): string {
  const source = rulePattern(model, expr, classText);
  return `/${source}/us`;
}

/** The spec's own way to write a class, if a regular expression holds the same characters by it. */
function classText(expr: Expr & { readonly kind: 'class' }): string {
  const key = `${expr.source} ${expr.ranges.join()}`;
  let text = known.get(key);
  if (text === undefined) {
    text =
      expr.source.startsWith('[') && sameCharacters(expr.source, expr.ranges) ? expr.source : classPattern(expr.ranges);
    known.set(key, text);
  }
  return text;
}

const known = new Map<string, string>();

/** Surrogates apart: no well-formed text has them. */
function sameCharacters(source: string, ranges: readonly CodePointRange[]): boolean {
  let pattern: RegExp;
  try {
    pattern = new RegExp(`${source}+`, 'gu');
  } catch {
    return false;
  }
  const found: [number, number][] = [];
  for (const block of blocks()) {
    for (const { 0: run } of block.matchAll(pattern)) {
      const [first = 0, last = 0] = [run.codePointAt(0), lastOf(run).codePointAt(0)];
      const previous = found[found.length - 1];
      if (previous && first === previous[1] + 1) previous[1] = last;
      else found.push([first, last]);
    }
  }
  return found.join() === ranges.join();
}

/** All characters in order, below and above the surrogates. */
function blocks(): readonly string[] {
  if (all.length === 0) {
    for (const [first, last] of [
      [0, 0xd7ff],
      [0xe000, 0x10ffff],
    ] as const) {
      const block: string[] = [];
      for (let codePoint = first; codePoint <= last; codePoint++) block.push(String.fromCodePoint(codePoint));
      all.push(block.join(''));
    }
  }
  return all;
}

const all: string[] = [];

function lastOf(text: string): string {
  const last = text.slice(-2);
  return last.length === 2 && (last.codePointAt(0) ?? 0) > 0xffff ? last : text.slice(-1);
}
