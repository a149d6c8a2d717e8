import { nearest } from '../diagnostics/did-you-mean.js';

/** Lists of keywords that read better as one thing, longest first. */
const families: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  {
    name: 'a statement',
    words: [
      'any',
      'become',
      'close',
      'do',
      'either',
      'join',
      'leave',
      'may',
      'reply',
      'send',
      'set',
      'should',
      'undefined',
      'unset',
      'when',
    ],
  },
  {
    name: 'a section',
    words: ['client', 'delivery', 'example', 'promise', 'server', 'session', 'source', 'transport'],
  },
  {
    name: 'a clause',
    words: ['disconnect', 'invalid', 'may', 'on', 'overlong', 'should', 'unrecognized'],
  },
  {
    name: 'a part of the session',
    words: ['block', 'connect', 'group', 'in', 'may', 'should', 'state', 'user', 'world'],
  },
];

/** How a rule can go on: said only where nothing else could come, since a rule can go on almost anywhere. */
const expression = ['a character class', 'a label', 'a text in double quotes', '`(`', '`.`'];
const continuation = ['`/`', '`except`', '`as`', '`*`', '`+`', '`?`', '`|`'];

/** What can stand anywhere, and says nothing about what is missing here. */
const noise = new Set(['white space', 'a space', 'later', 'not in rules', 'a comment']);

/** What Peggy says it expected: literals by their text, named rules by their description. */
export interface Expectation {
  readonly type: string;
  readonly text?: string;
  readonly description?: string;
}

/** What could have stood here, in words for people, and which keyword was meant where `found` looks like one. */
export function describeExpectations(
  expected: readonly Expectation[],
  found: string,
): { readonly text: string; readonly meant: string | undefined } {
  const names = new Set<string>();
  for (const one of expected) {
    const name = one.type === 'literal' ? `\`${one.text ?? ''}\`` : (one.description ?? '');
    if (name !== '' && !noise.has(name)) names.add(name);
  }
  const keywords = [...names].filter((name) => /^`[a-z]+`$/.test(name)).map((name) => name.slice(1, -1));
  const meant = /^[A-Za-z]+$/.test(found) && !keywords.includes(found) ? nearest(found, keywords) : undefined;
  const groups: string[] = [];
  for (const family of families) {
    if (!family.words.every((word) => names.has(`\`${word}\``))) continue;
    for (const word of family.words) names.delete(`\`${word}\``);
    groups.push(family.name);
  }
  if (expression.every((name) => names.has(name))) {
    // Where a new definition or a section can begin, that is what is missing.
    const more = names.has('`/`');
    for (const name of expression) names.delete(name);
    if (more) for (const name of continuation) names.delete(name);
    else names.delete('a name with a capital letter');
    groups.push(more ? (groups.includes('a section') ? 'a rule' : 'more of the rule') : 'an expression');
    if (groups.includes('a rule')) names.delete('a name with a capital letter');
  }
  const rest = [...names].sort((a, b) => Number(a.startsWith('`')) - Number(b.startsWith('`')) || (a < b ? -1 : 1));
  const all = [...groups, ...rest];
  const text =
    all.length <= 1 ? (all[0] ?? 'something else') : `${all.slice(0, -1).join(', ')} or ${all[all.length - 1]}`;
  return { text, meant };
}

/** The word or the character at a place, as a message shows it. */
export function foundAt(text: string, offset: number): { readonly word: string; readonly shown: string } {
  const rest = text.slice(offset, offset + 80);
  if (rest === '') return { word: '', shown: 'the end of the file' };
  if (/^\r?\n/.test(rest)) return { word: '', shown: 'the end of the line' };
  const word = /^[A-Za-z0-9_-]+/.exec(rest)?.[0];
  if (word !== undefined) return { word, shown: `\`${word}\`` };
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  const code = character.codePointAt(0) ?? 0;
  const printable = code > 0x20 && code !== 0x7f && !/[\p{Cc}\p{Cf}\p{Z}\p{Cs}]/u.test(character);
  return {
    word: character,
    shown: printable ? `\`${character}\`` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
  };
}
