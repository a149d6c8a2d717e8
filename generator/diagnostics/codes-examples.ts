import type { CodeEntry } from './codes.js';

/** P6: examples. */
export const exampleCodes = {
  P601: {
    severity: 'error',
    title: 'Not connected',
    message: '`{who}` is not connected here',
    hint: 'connected are {connected}; begin with `{who} connects`',
  },
  P602: {
    severity: 'error',
    title: 'Connected twice',
    message: '`{who}` is connected already',
    hint: 'one name, one connection: choose another name, or let the first one end',
  },
  P603: {
    severity: 'error',
    title: 'Examples in a circle',
    message: 'the example `{name}` goes on from itself: {path}',
    hint: 'take one `after` out',
  },
  P604: {
    severity: 'error',
    title: 'A view of nobody',
    message: '`{who}` has not been connected in this example or those before',
    hint: 'a view shows what one of its users saw: {known}',
  },
  P605: {
    severity: 'error',
    title: 'An example that the session contradicts',
    message: '{what}',
    hint: '{instead}',
  },
} as const satisfies Record<string, CodeEntry>;
