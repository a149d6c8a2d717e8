import type { CodeEntry } from './codes.js';

/** P1: the text of the spec can't be read. */
export const syntaxCodes = {
  P101: {
    severity: 'error',
    title: 'Unexpected text',
    message: 'expected {expected}, but found {found}',
    hint: 'docs/spec-language.md shows how it is written; reading goes on behind this line or its braces',
  },
  P102: {
    severity: 'error',
    title: 'Not in this version',
    message: '{what} is not in this version of the language',
    hint: '{instead}',
  },
  P103: {
    severity: 'error',
    title: 'A name in the wrong case',
    message: "`{name}` can't name a rule or a message: those begin with a capital letter",
    hint: 'write `{better}`',
  },
  P104: {
    severity: 'error',
    title: 'Not in the rule language',
    message: '`{what}` is not in the rule language: a rule is a set of texts, and has no look-ahead and no code',
    hint: 'say what to leave out with `except` at the end of the rule; what is kept of a text is what a label binds',
  },
  P105: {
    severity: 'error',
    title: 'Single quotes',
    message: 'a text stands in double quotes',
    hint: 'write "…" in place of apostrophes',
  },
  P106: {
    severity: 'error',
    title: 'A text or class without an end',
    message: '{what} does not end on its line',
    hint: 'close it with {closing}; a line end inside is written \\n',
  },
  P107: {
    severity: 'error',
    title: 'Unknown escape',
    message: '`{escape}` is no escape',
    hint: 'write a backslash as \\\\; there are \\n \\r \\t \\f \\v \\0 \\xHH \\uHHHH, and \\u with the code point in braces',
  },
  P108: {
    severity: 'error',
    title: 'Nested too deep',
    message: 'the spec is nested too deep to be read',
    hint: 'give inner parts of a rule names of their own; guards one after the other are `else when`',
  },
  P109: {
    severity: 'error',
    title: 'No protocol line',
    message: 'the spec does not say which protocol it is',
    hint: 'begin it with `protocol NAME`, lower case, digits and hyphens',
  },
  P110: {
    severity: 'error',
    title: 'Half a character',
    message: 'the text holds half of a surrogate pair, which no text on the wire can hold',
    hint: 'write the whole character, or its code point with \\u and braces',
  },
  P111: {
    severity: 'error',
    title: 'A number that is too large',
    message: '{number} is too large',
    hint: 'numbers go up to 9007199254740991',
  },
  P112: {
    severity: 'error',
    title: 'Too many errors',
    message: 'reading stops here: {count} errors so far',
    hint: 'mend the first ones and try again',
  },
} as const satisfies Record<string, CodeEntry>;
