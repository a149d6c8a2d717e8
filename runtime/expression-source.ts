import type { Expr } from './model.js';

/** An expression in the spec's syntax, on one line. */
export function expressionSource(expr: Expr): string {
  return print(expr, 'choice');
}

type Around = 'choice' | 'sequence' | 'suffix';

function print(expr: Expr, around: Around): string {
  switch (expr.kind) {
    case 'literal':
      return `${JSON.stringify(expr.text)}${expr.fold === 'ascii' ? 'i' : ''}`;
    case 'class':
      return expr.source;
    case 'reference':
      return expr.rule;
    case 'capture':
      return brackets(`${expr.field}:${print(expr.of, 'suffix')}`, around === 'suffix');
    case 'sequence': {
      const [only] = expr.of;
      if (expr.of.length === 1 && only) return print(only, around);
      if (expr.of.length === 0) return '""';
      return brackets(expr.of.map((part) => print(part, 'sequence')).join(' '), around === 'suffix');
    }
    case 'choice':
      return brackets(expr.of.map((part) => print(part, 'sequence')).join(' / '), around !== 'choice');
    case 'repeat':
      return brackets(`${print(expr.of, 'suffix')}${suffix(expr)}`, around === 'suffix');
  }
}

function suffix({ min, max, separator }: Expr & { kind: 'repeat' }): string {
  if (!separator) {
    if (min === 0 && max === 1) return '?';
    if (max === null && min <= 1) return min === 0 ? '*' : '+';
  }
  const bounds = min === max ? String(min) : `${min}..${max ?? ''}`;
  return separator ? `|${bounds}, ${print(separator, 'choice')}|` : `|${bounds}|`;
}

function brackets(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}
