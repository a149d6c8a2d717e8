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
  P517: {
    severity: 'warning',
    title: 'An alternative that adds nothing',
    message: '`{name}` matches nothing more with the alternative {alternative}: {why}',
    hint: 'take it out; of several alternatives that nothing labels, the first is the one that is written',
  },
  P518: {
    severity: 'warning',
    title: 'A keyword that does not commit',
    message: 'in the state `{state}`, {text} looks like {names} and is read as `{taker}`',
    hint: 'say what becomes of it: a message such as `{example}` with a clause before that of `{taker}`, or take it out of `{taker}` with `except`',
  },
  P519: {
    severity: 'warning',
    title: 'Messages that a client can’t tell apart',
    message: 'the server can send `{name}` ({one}) as {text}, which a client reads as `{other}` ({two}){whose}',
    hint: 'keep what `{other}` looks like out of the rules of these fields, or let `{name}` begin in a way of its own',
  },
  P520: {
    severity: 'error',
    title: 'A promise that does not hold',
    message: '`promise {promise}` does not hold: {why}',
    hint: '{hint}',
  },
  P521: {
    severity: 'error',
    title: 'An argument that its field can’t hold',
    message: '{place} is given {value}, which its rule {rule} does not match',
    hint: 'give a text that the rule matches, or widen the rule',
  },
  P522: {
    severity: 'warning',
    title: 'An argument that its field can’t always hold',
    message: '{place} can be given {value}, which its rule {rule} does not match{whose}',
    hint: 'ask first, `when value is Rule`, or use one rule in both places',
  },
  P523: {
    severity: 'warning',
    title: 'A client that can’t know its state',
    message: '{after}, a client that {hears} may be in `{one}` or in `{other}`',
    hint: 'let each way reply with a message that no other way begins with',
  },
  P524: {
    severity: 'error',
    title: 'A message that never fits',
    message: 'the shortest text of `{name}` takes {bytes} bytes, and the framing of the {direction} holds {capacity}',
    hint: 'raise the limit of the framing, or let the rule match shorter texts',
  },
  P525: {
    severity: 'warning',
    title: 'A bound past the limit',
    message:
      '`{name}` says {repeat}, but no message of a client holds {max} of them: the shortest that would takes {bytes} bytes, and a frame holds {capacity}',
    hint: 'lower the bound, or raise the limit of the framing',
  },
  P526: {
    severity: 'warning',
    title: 'A unique attribute that is not kept',
    message: 'members of `{group}` can come to agree in `{attribute}`: {why}',
    hint: 'join only in the `else` of `when {group} has {attribute} = value`, set it to that value in the same clause, and never again; `atomic event`',
  },
  P527: {
    severity: 'warning',
    title: 'Read, and not written back',
    message: '{where}{text} is read as `{name}`, and {written}, which is written for it, as `{other}`',
    hint: 'put first in the rule what tells `{name}` from `{other}`: of what no label binds the least is written',
  },
  P528: {
    severity: 'error',
    title: 'A rule that is too large',
    message:
      '`{name}` has more than {max} characters and classes, those of the rules that it names counted where they stand',
    hint: 'say with a repetition what comes again and again',
  },
} as const satisfies Record<string, CodeEntry>;
