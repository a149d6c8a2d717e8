import type { Framing } from '../../runtime/model.js';
import type { Setting, SettingWord } from '../language/syntax/index.js';
import type { Context } from './context.js';
import { shown, unknown } from './settings.js';

/** A server holds a frame of every connection, so that a limit past this is a mistake. */
const LARGEST_FRAME = 1 << 24;

/** `chunk(n)`, `line(n)` or `line(n) crlf`; nothing where it is none of them, which has been reported. */
export function readFraming(words: readonly SettingWord[], item: Setting, context: Context): Framing | undefined {
  const [kind, style, extra] = words;
  if (kind?.text === 'dot' || kind?.text === 'words') {
    context.report.add('P102', kind.span, {
      what: `the framing \`${kind.text}\``,
      instead: 'frame by `line(n)` or `chunk(n)`',
    });
    return undefined;
  }
  if (kind === undefined || (kind.text !== 'line' && kind.text !== 'chunk')) {
    unknown(kind ?? item, 'framing', ['line', 'chunk'], context, shown(words.slice(0, 1)));
    return undefined;
  }
  const max = kind.argument?.value ?? 0;
  // A line needs a byte beside its terminator, which counts.
  const least = kind.text === 'line' ? 3 : 1;
  if (max < least || max > LARGEST_FRAME) {
    context.report.add('P308', kind.span, {
      what: `the limit of \`${kind.text}\``,
      range: `a number of bytes from ${least} to ${LARGEST_FRAME}`,
      value: kind.argument === undefined ? 'missing' : max,
      example: `framing ${kind.text}(1024)`,
    });
    return undefined;
  }
  const wrong = kind.text === 'chunk' ? style : style?.text === 'crlf' ? extra : style;
  if (wrong !== undefined) {
    unknown(wrong, `addition to \`${kind.text}\``, kind.text === 'line' ? ['crlf'] : [], context);
    return undefined;
  }
  if (kind.text === 'chunk') return { kind: 'chunk', max };
  return { kind: 'line', max, write: style === undefined ? 'lf' : 'crlf' };
}
