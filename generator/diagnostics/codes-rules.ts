import type { CodeEntry } from './codes.js';

/** P5: rules and their fields. */
export const ruleCodes = {
  P501: {
    severity: 'error',
    title: 'A rule that contains itself',
    message: 'the rule `{name}` contains itself: {path}',
    hint: 'write repetition with `*`, `+` or `|a..b|`: a rule is a regular set of texts',
  },
  P502: {
    severity: 'error',
    title: 'A label inside a label',
    message: 'the label `{inner}` stands inside the label `{outer}`',
    hint: 'label the parts or the whole, not both; `{outer}:Rule` hides the labels inside the rule',
  },
  P503: {
    severity: 'error',
    title: 'One label for two things',
    message: 'the label `{name}` {how}',
    hint: 'give one of the two another name',
  },
  P504: {
    severity: 'error',
    title: 'An empty class',
    message: 'the class {source} holds no character',
    hint: 'for no text at all write "", for any character write .',
  },
  P505: {
    severity: 'error',
    title: 'A malformed class',
    message: '{what} in {source}',
    hint: 'a range goes from the lower character to the higher; write ] \\ ^ - with a backslash',
  },
  P506: {
    severity: 'error',
    title: 'An unknown property',
    message: 'there is no property `{name}`',
    hint: 'there are {known}',
  },
  P507: {
    severity: 'error',
    title: 'A property that changes',
    message: '`{name}` differs between Unicode versions, so that two implementations would not read alike',
    hint: 'list the characters, or use one that stays: {known}',
  },
  P508: {
    severity: 'error',
    title: 'Wrong bounds of a repetition',
    message: 'the bounds |{bounds}| leave nothing to repeat',
    hint: 'the lower bound comes first, and the upper one is at least 1: |1..32|',
  },
  P509: {
    severity: 'error',
    title: 'A label in an exception',
    message: 'the label `{name}` stands behind `except`, where nothing is bound',
    hint: 'take the label out',
  },
  P510: {
    severity: 'error',
    title: 'Two readings',
    message: '`{name}` reads {text} in two ways: {one}, or {other}',
    hint: 'let a delimiter stand between the fields that neither of them can hold, or `except` it from one',
  },
  P511: {
    severity: 'error',
    title: 'A text that nobody can choose',
    message: "`{name}` can't be written: {what}",
    hint: 'label it, so that it is a field, or write the text that shall be sent first: `("x" / [a-z])`',
  },
  P512: {
    severity: 'error',
    title: 'A rule without texts',
    message: '`{name}` matches no text at all',
    hint: 'look at what `except` and `integer` leave of it',
  },
  P513: {
    severity: 'error',
    title: 'The end of a line inside a message',
    message: '`{name}` can be {text}, {how}',
    hint: 'take {what} out of its rule: `[^\\r\\n]`',
  },
  P514: {
    severity: 'error',
    title: 'A message that is never read',
    message: '{where}, `{name}` is never read: all of its texts are read as {earlier}, tried before it',
    hint: 'put `{name}` first, or take it out',
  },
  P515: {
    severity: 'warning',
    title: 'An open question',
    message: 'whether {question} is undecided: {why}',
    hint: 'smaller bounds of repetitions make automata smaller',
  },
  P516: {
    severity: 'error',
    title: 'A rule without a parser',
    message: 'no parser can be made of `{name}`: {why}',
    hint: "smaller bounds of repetitions, or characters that end a part and don't stand in it, make it possible",
  },
} as const satisfies Record<string, CodeEntry>;
