import { didYouMean, listed } from '../diagnostics/did-you-mean.js';
import type { SettingWord, Span } from '../language/syntax/index.js';
import type { Context } from './context.js';

/** Words as a message shows them. */
export function shown(words: readonly SettingWord[]): string {
  return words.length === 0 ? 'nothing' : words.map((word) => word.text).join(' ');
}

/** Reports a word that no setting knows, with those that there are. */
export function unknown(
  word: { readonly span: Span; readonly text?: string },
  what: string,
  known: readonly string[],
  context: Context,
  text = word.text ?? 'nothing',
): void {
  const values = { word: text, what, known: listed(known.map((name) => `\`${name}\``)) };
  context.report.add('P306', word.span, values, didYouMean(text, known));
}
