import type { CodeEntry } from './codes.js';

/** P4: the session. */
export const sessionCodes = {
  P401: {
    severity: 'error',
    title: 'Two clauses for one input',
    message: 'the state `{state}` has a clause for `{trigger}` already, in line {line}',
    hint: 'make one clause of the two, with `when` where they differ',
  },
  P402: {
    severity: 'error',
    title: 'Input without a clause',
    message: 'in the state `{state}`, {what} has no clause',
    hint: 'add {clause} to the state, or to `in every state`',
  },
  P403: {
    severity: 'error',
    title: 'No clause for long lines',
    message: 'in the state `{state}`, a line that is too long has no clause',
    hint: 'add `overlong` to the state, or to `in every state`',
  },
  P404: {
    severity: 'error',
    title: 'Overlong without lines',
    message: '`overlong` never happens: the framing of the client is `chunk`, which cuts and never refuses',
    hint: 'take it out, or frame by lines',
  },
  P405: {
    severity: 'error',
    title: 'Two branches of one name',
    message: 'the clause has two branches `{name}`',
    hint: 'give one of them a label: `when label: …`, `else label` or `either label` before its braces',
  },
  P406: {
    severity: 'error',
    title: 'A connection without a state',
    message: '`connect` can end without `become` and without `close`',
    hint: 'let every path through it say which state comes next, or close',
  },
  P407: {
    severity: 'error',
    title: 'Two next states',
    message: '`become` was said on this path already',
    hint: 'one `become` a path: it counts from the next event on',
  },
  P408: {
    severity: 'error',
    title: 'Acting after close',
    message: '`{what}` comes after {end}: the connection is sent no more and has no next state',
    hint: 'put it before, or send to others only',
  },
  P409: {
    severity: 'error',
    title: 'An attribute that may be unset',
    message: '`self.{name}` may be unset here{where}',
    hint: 'set it on every path to here, or ask first: `when self.{name} is set`',
  },
  P410: {
    severity: 'error',
    title: "A member's attribute that may be unset",
    message: 'a member of `{group}` may be without `{name}`',
    hint: 'set `{name}` before every `join {group}`, and never `unset` it',
  },
  P411: {
    severity: 'error',
    title: 'Undefined without bounds',
    message: '`undefined` does not say what the other users may hear because of it',
    hint: 'add `, others may hear Message(any)`, or `, others hear nothing`',
  },
  P412: {
    severity: 'error',
    title: 'Statements after undefined',
    message: 'nothing can be said behind `undefined`: from there on the connection is not judged',
    hint: 'what the reference server does stands in the braces of `undefined`',
  },
  P413: {
    severity: 'warning',
    title: 'A state that is never reached',
    message: 'no path leads to the state `{name}`',
    hint: 'say `become {name}` somewhere, or take the state out',
  },
  P414: {
    severity: 'warning',
    title: 'A message that is never sent',
    message: 'the server never sends `{name}`',
    hint: 'send it in a clause, or take it out',
  },
  P415: {
    severity: 'warning',
    title: 'A message that is never taken',
    message: 'no state has a clause for `{name}`',
    hint: 'add `on {name}` to a state, or take the message out',
  },
  P416: {
    severity: 'error',
    title: 'Settings of undefined that contradict',
    message: '`others hear nothing` stands beside `others may hear`',
    hint: 'keep one of the two',
  },
} as const satisfies Record<string, CodeEntry>;
