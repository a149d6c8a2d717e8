import type { Token } from './tokens.js';

/** Where a token stands: rules have signs of their own. */
export type Area = 'rules' | 'session' | 'example' | 'transport';

/** A line's tokens with the space that belongs between them; what its author put together stays together. */
export function spaced(tokens: readonly Token[], area: Area): string {
  let text = '';
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    text += before === undefined ? token.text : gap(before, token, area) + token.text;
  }
  return text;
}

/** What stands between two tokens of one line. */
function gap(before: Token, token: Token, area: Area): string {
  // A remark about the line stands apart from it.
  if (token.kind === 'comment' || token.kind === 'doc') return '  ';
  const [left, right] = [signOf(before), signOf(token)];
  if (right === ',' || right === ';' || right === ')') return '';
  if (left === '(') return '';
  if (left === ',' || left === ';') return ' ';
  if (left === '{' || right === '{' || left === '}' || right === '}') return ' ';
  if (left === '=' || right === '=' || left === '!=' || right === '!=') return ' ';
  if (area === 'rules') {
    if (left === '/' || right === '/') return ' ';
    // The ends of a definition stand apart from the rule.
    if (
      before.kind !== 'sign' ||
      left === '|' ||
      left === '*' ||
      left === '+' ||
      left === '?' ||
      left === ')' ||
      left === '.'
    ) {
      if (token.kind === 'word' && (token.text === 'except' || token.text === 'as')) return '  ';
    }
  }
  if (area === 'example' && (isOneOf(left, '|<>') || isOneOf(right, '|<>'))) return ' ';
  if (area === 'session' && (isOneOf(left, '<>') || isOneOf(right, '<>'))) return ' ';
  if (right === ':') return '';
  return token.spaced ? ' ' : '';
}

function signOf({ kind, text }: Token): string | undefined {
  return kind === 'sign' ? text : undefined;
}

function isOneOf(sign: string | undefined, signs: string): boolean {
  return sign !== undefined && signs.includes(sign);
}
