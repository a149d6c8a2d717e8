/** One piece of a spec's text as it is written. */
export interface Token {
  readonly kind: 'doc' | 'comment' | 'text' | 'bracket' | 'word' | 'sign';
  readonly text: string;
  /** Whether white space stands in front of it on its line. */
  readonly spaced: boolean;
}

/** The tokens of each line of a spec that can be read; lines are where its author put them. */
export function tokenLines(text: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  const scanner = new RegExp(PIECES.source, 'gsy');
  let spaced = false;
  // What stands in brackets is a class, with escapes, where rules are written, and a source, without them, in the session.
  let depth = 0;
  let inSession = false;
  for (let match = scanner.exec(text); match !== null; match = scanner.exec(text)) {
    const { doc, comment, string, word, sign, end, space } = match.groups ?? {};
    if (space !== undefined) {
      spaced = true;
      continue;
    }
    if (end !== undefined) {
      lines.push([]);
      spaced = false;
      continue;
    }
    const line = lines[lines.length - 1] ?? [];
    const add = (kind: Token['kind'], piece: string): void => {
      line.push({ kind, text: piece, spaced });
      spaced = false;
    };
    if (doc !== undefined) add('doc', doc.trimEnd());
    else if (comment !== undefined) add('comment', comment.trimEnd());
    else if (string !== undefined) add('text', string);
    else if (word !== undefined) {
      if (depth === 0 && SESSION_WORDS.has(word)) inSession = true;
      add('word', word);
    } else if (sign === '[') {
      const bracket = (inSession ? SOURCE : CLASS).exec(text.slice(match.index))?.[0] ?? '[';
      scanner.lastIndex = match.index + bracket.length;
      add('bracket', bracket);
    } else if (sign !== undefined) {
      if (sign === '{') depth++;
      if (sign === '}') {
        depth--;
        if (depth === 0) inSession = false;
      }
      add('sign', sign);
    }
  }
  return lines;
}

/** What is written in braces behind these is no rule. */
const SESSION_WORDS = new Set(['session', 'example']);

const CLASS = /^\[(?:\\[^\r\n]|[^\]\\\r\n])*\]/;
const SOURCE = /^\[[^\]\r\n]*\]/;

const PIECES =
  /(?<end>\r?\n)|(?<space>[ \t\r\uFEFF]+)|(?<doc>\/\/\/(?!\/)[^\r\n]*)|(?<comment>\/\/[^\r\n]*)|(?<string>"(?:\\[^\r\n]|[^"\\\r\n])*")|(?<word>[A-Za-z0-9_]+)|(?<sign>!=|\.\.|.)/s;
