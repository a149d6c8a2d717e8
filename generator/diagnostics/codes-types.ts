import type { CodeEntry } from './codes.js';

/** P3: values that don't fit their place; settings that don't exist. */
export const typeCodes = {
  P301: {
    severity: 'error',
    title: 'Wrong number of arguments',
    message: '`{name}` takes {expected}, but is given {given}',
    hint: 'one argument for each field, in their order: {signature}',
  },
  P302: {
    severity: 'error',
    title: 'A number where a text is needed, or the reverse',
    message: '{what} is {is}, but {place} needs {needs}',
    hint: 'a value is a number where its rule ends in `as integer(…)`, else a text',
  },
  P303: {
    severity: 'error',
    title: 'A value that may be absent or many',
    message: '{what} is {is}, but {place} needs {needs}',
    hint: 'an optional or repeated field can only be handed on to a field of the same kind',
  },
  P304: {
    severity: 'error',
    title: 'A number out of range',
    message: '{value} is outside {range}',
    hint: "the range is that of the rule's `as integer(…)`",
  },
  P305: {
    severity: 'error',
    title: '`any` out of place',
    message: "`any` can't stand here{why}",
    hint: '`any` stands as an argument of a message; where the server sends it, with a text for the reference server: `any("…")`',
  },
  P306: {
    severity: 'error',
    title: 'A setting that does not exist',
    message: '`{word}` is no {what}',
    hint: 'there is {known}',
  },
  P307: {
    severity: 'error',
    title: 'An incomplete transport',
    message: 'the transport does not say its {what}',
    hint: 'add `{example}`',
  },
  P308: {
    severity: 'error',
    title: 'A setting out of range',
    message: '{what} is {range}, not {value}',
    hint: 'for example `{example}`',
  },
  P309: {
    severity: 'error',
    title: 'A message that is a number',
    message: "the message `{name}` can't be a number as a whole",
    hint: 'make a rule of it outside the block and label it: `{name} = value:Number`',
  },
  P310: {
    severity: 'error',
    title: 'A range the wrong way round',
    message: 'no number is in {range}',
    hint: 'the lower end comes first: `as integer(0..99)`',
  },
  P311: {
    severity: 'error',
    title: 'An initial value, missing or too many',
    message: '{what}',
    hint: "a variable of the world begins with its value (`count: Number = 0`), a user's attribute is unset until `set`",
  },
  P312: {
    severity: 'error',
    title: 'Unset for the world',
    message: "`world.{name}` always has a value: it can't be unset, or tested for being set",
    hint: "only a user's attribute can be unset",
  },
} as const satisfies Record<string, CodeEntry>;
