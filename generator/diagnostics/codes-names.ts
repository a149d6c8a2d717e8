import type { CodeEntry } from './codes.js';

/** P2: names that are unknown, given twice, or can't be had; sections that are missing. */
export const nameCodes = {
  P201: {
    severity: 'error',
    title: 'Unknown rule',
    message: 'there is no rule `{name}`',
    hint: 'define it outside the blocks: `{name} = …`',
  },
  P202: {
    severity: 'error',
    title: 'Unknown message',
    message: 'there is no {direction} message `{name}`',
    hint: 'define it in `{direction}`: `{name} = …`',
  },
  P203: {
    severity: 'error',
    title: 'Unknown state',
    message: 'there is no state `{name}`',
    hint: 'there are {known}',
  },
  P204: {
    severity: 'error',
    title: 'Unknown group',
    message: 'there is no group `{name}`',
    hint: 'declare it in the session: `group {name}`',
  },
  P205: {
    severity: 'error',
    title: 'Unknown attribute',
    message: 'a user has no attribute `{name}`',
    hint: 'declare it in the `user` block of the session: `{name}: Rule`',
  },
  P206: {
    severity: 'error',
    title: 'A parameter that is no field',
    message: 'the message `{message}` has no field `{name}`',
    hint: 'its fields are {known}',
  },
  P207: {
    severity: 'error',
    title: 'Unknown name',
    message: '`{name}` is no parameter of this clause',
    hint: "name the message's field in the clause, `on Message({name})`, or say whose it is: `self.{name}`, `world.{name}`",
  },
  P208: {
    severity: 'error',
    title: 'Unknown block',
    message: 'there is no block `{name}`',
    hint: 'define it in the session: `block {name}` and its statements in braces',
  },
  P209: {
    severity: 'error',
    title: 'Unknown example',
    message: 'there is no example `{name}`',
    hint: 'there are {known}',
  },
  P210: {
    severity: 'error',
    title: 'Defined twice',
    message: '{what} `{name}` is defined already, in line {line}',
    hint: 'rename one of the two',
  },
  P211: {
    severity: 'error',
    title: 'A reserved name',
    message: "`{name}` can't name {what}",
    hint: 'the language, or the code that is made from it, needs the name itself: choose another',
  },
  P212: {
    severity: 'error',
    title: 'Unknown world variable',
    message: 'the world has no variable `{name}`',
    hint: 'declare it in the `world` block of the session: `{name}: Rule = value`',
  },
  P213: {
    severity: 'error',
    title: 'A name out of scope',
    message: '`{name}` is bound to no member here',
    hint: 'bind it in a guard: `when group has attribute = value as {name}`; it is known in that branch only',
  },
  P214: {
    severity: 'error',
    title: 'A missing section',
    message: 'the spec has no {what}',
    hint: 'add `{example}`',
  },
  P215: {
    severity: 'error',
    title: 'A section given twice',
    message: '{what} stands in line {line} already',
    hint: 'make one of the two',
  },
  P216: {
    severity: 'error',
    title: 'A message of the wrong direction',
    message: "`{name}` is a message of the {direction}: it can't be {used} here",
    hint: 'the server sends messages of `server`, and clauses (`on …`) take those of `client`',
  },
  P217: {
    severity: 'error',
    title: 'A block that contains itself',
    message: 'the block `{name}` does itself: {path}',
    hint: 'statements run once, there are no loops: take one `do` out',
  },
  P218: {
    severity: 'warning',
    title: 'An unused rule',
    message: 'the rule `{name}` is never used',
    hint: 'use it or take it out',
  },
  P219: {
    severity: 'warning',
    title: 'An unused block',
    message: 'the block `{name}` is never used',
    hint: 'use it with `do {name}`, or take it out',
  },
} as const satisfies Record<string, CodeEntry>;
