// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * The model of `counter`: what its spec means, as plain data.
 *
 * @module
 */

import type { Model } from 'parley/runtime';

/**
 * A counter that all clients share: small, no chat, and with numbers. Whoever watches is told of every change that
 * another client makes.
 */
export const model: Model = {
  name: 'counter',
  doc: 'A counter that all clients share: small, no chat, and with numbers. Whoever watches is told of every change that\nanother client makes.',
  file: 'spec/counter.parley',
  sources: [{ file: 'ours' }],
  transport: { tcp: 7000 },
  charset: 'utf-8',
  framing: { client: { kind: 'line', max: 64, write: 'lf' }, server: { kind: 'line', max: 64, write: 'lf' } },
  delivery: { order: 'total', unit: 'event' },
  promises: [],
  rules: [
    {
      id: 'Number',
      doc: 'What the counter can hold. Without leading zeros, as every number here.',
      at: { line: 11, column: 1 },
      expr: { kind: 'repeat', of: { kind: 'class', ranges: [[48, 57]], source: '[0-9]' }, min: 1, max: 15 },
      integer: { min: 0, max: 999999999999999 },
      source: 'Number = [0-9]|1..15| as integer(0..999999999999999)',
    },
  ],
  messages: {
    client: [
      {
        id: 'Inc',
        direction: 'client',
        doc: 'Adds one.',
        at: { line: 15, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'INC', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'Inc = "INC"',
      },
      {
        id: 'Add',
        direction: 'client',
        doc: 'Adds a number.',
        at: { line: 17, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'literal', text: 'ADD ', fold: 'none' },
                { kind: 'capture', field: 'n', of: { kind: 'reference', rule: 'Number' } },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'n',
            doc: 'What the counter can hold. Without leading zeros, as every number here.',
            arity: 'one',
            value: { kind: 'integer', min: 0, max: 999999999999999 },
            language: { kind: 'reference', rule: 'Number' },
          },
        ],
        regular: true,
        source: 'Add = "ADD " n:Number',
      },
      {
        id: 'Get',
        direction: 'client',
        doc: 'Asks for the value.',
        at: { line: 19, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'GET', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'Get = "GET"',
      },
      {
        id: 'Watch',
        direction: 'client',
        doc: 'From now on, every change that another client makes is told.',
        at: { line: 21, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'WATCH', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'Watch = "WATCH"',
      },
    ],
    server: [
      {
        id: 'Value',
        direction: 'server',
        doc: 'The value as it is now: an answer, or a change that is told to who watches.',
        at: { line: 26, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'literal', text: 'VALUE ', fold: 'none' },
                { kind: 'capture', field: 'n', of: { kind: 'reference', rule: 'Number' } },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'n',
            doc: 'What the counter can hold. Without leading zeros, as every number here.',
            arity: 'one',
            value: { kind: 'integer', min: 0, max: 999999999999999 },
            language: { kind: 'reference', rule: 'Number' },
          },
        ],
        regular: true,
        source: 'Value = "VALUE " n:Number',
      },
      {
        id: 'Full',
        direction: 'server',
        doc: 'The sum would be more than the counter can hold; it stays as it was.',
        at: { line: 28, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'FULL', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'Full = "FULL"',
      },
      {
        id: 'Error',
        direction: 'server',
        doc: 'The line is no message.',
        at: { line: 30, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'ERROR', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'Error = "ERROR"',
      },
    ],
  },
  session: {
    variables: [
      {
        scope: 'world',
        name: 'count',
        type: { rule: 'Number', value: { kind: 'integer', min: 0, max: 999999999999999 } },
        initial: { kind: 'integer', value: 0 },
        equality: 'exact',
        at: { line: 34, column: 11 },
      },
    ],
    groups: [{ name: 'watchers', at: { line: 35, column: 3 } }],
    connect: {
      id: 'counter/connect',
      doc: 'There is nothing to say before the first question.',
      level: 'must',
      source: 'ours',
      at: { line: 38, column: 3 },
      trigger: { kind: 'connect' },
      body: [{ kind: 'become', state: 'Ready', at: { line: 38, column: 20 } }],
      text: 'connect [ours] { become Ready }',
    },
    states: [
      {
        name: 'Ready',
        doc: 'Connected: every message is good at any time.',
        at: { line: 41, column: 3 },
        clauses: [
          {
            id: 'counter/Ready/Inc',
            doc: '',
            level: 'must',
            source: 'ours',
            at: { line: 42, column: 5 },
            trigger: { kind: 'message', name: 'Inc', params: [] },
            body: [
              {
                kind: 'branch',
                arms: [
                  {
                    id: 'counter/Ready/Inc/full',
                    when: {
                      kind: 'compare',
                      op: '=',
                      left: { kind: 'variable', name: 'count' },
                      right: { kind: 'integer', value: 999999999999999 },
                    },
                    body: [
                      {
                        kind: 'send',
                        message: 'Full',
                        args: [],
                        to: { kind: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 43, column: 50 },
                      },
                    ],
                    at: { line: 43, column: 7 },
                  },
                  {
                    id: 'counter/Ready/Inc/else',
                    when: 'otherwise',
                    body: [
                      {
                        kind: 'set',
                        place: { scope: 'world', name: 'count' },
                        value: {
                          kind: 'sum',
                          op: '+',
                          left: { kind: 'variable', name: 'count' },
                          right: { kind: 'integer', value: 1 },
                        },
                        at: { line: 44, column: 14 },
                      },
                      {
                        kind: 'send',
                        message: 'Value',
                        args: [{ kind: 'variable', name: 'count' }],
                        to: { kind: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 44, column: 49 },
                      },
                      {
                        kind: 'send',
                        message: 'Value',
                        args: [{ kind: 'variable', name: 'count' }],
                        to: { kind: 'members', of: { group: 'watchers' }, but: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 44, column: 75 },
                      },
                    ],
                    at: { line: 44, column: 7 },
                  },
                ],
                at: { line: 43, column: 7 },
              },
            ],
            text: 'on Inc [ours] {\n  when full: world.count = 999999999999999 { reply Full }\n  else { set world.count = world.count + 1; reply Value(world.count); send Value(world.count) to others watchers }\n}',
          },
          {
            id: 'counter/Ready/Add',
            doc: '',
            level: 'must',
            source: 'ours',
            at: { line: 46, column: 5 },
            trigger: { kind: 'message', name: 'Add', params: ['n'] },
            body: [
              {
                kind: 'branch',
                arms: [
                  {
                    id: 'counter/Ready/Add/full',
                    when: {
                      kind: 'compare',
                      op: '>',
                      left: { kind: 'variable', name: 'count' },
                      right: {
                        kind: 'sum',
                        op: '-',
                        left: { kind: 'integer', value: 999999999999999 },
                        right: { kind: 'field', name: 'n' },
                      },
                    },
                    body: [
                      {
                        kind: 'send',
                        message: 'Full',
                        args: [],
                        to: { kind: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 47, column: 54 },
                      },
                    ],
                    at: { line: 47, column: 7 },
                  },
                  {
                    id: 'counter/Ready/Add/else',
                    when: 'otherwise',
                    body: [
                      {
                        kind: 'set',
                        place: { scope: 'world', name: 'count' },
                        value: {
                          kind: 'sum',
                          op: '+',
                          left: { kind: 'variable', name: 'count' },
                          right: { kind: 'field', name: 'n' },
                        },
                        at: { line: 48, column: 14 },
                      },
                      {
                        kind: 'send',
                        message: 'Value',
                        args: [{ kind: 'variable', name: 'count' }],
                        to: { kind: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 48, column: 49 },
                      },
                      {
                        kind: 'send',
                        message: 'Value',
                        args: [{ kind: 'variable', name: 'count' }],
                        to: { kind: 'members', of: { group: 'watchers' }, but: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 48, column: 75 },
                      },
                    ],
                    at: { line: 48, column: 7 },
                  },
                ],
                at: { line: 47, column: 7 },
              },
            ],
            text: 'on Add(n) [ours] {\n  when full: world.count > 999999999999999 - n { reply Full }\n  else { set world.count = world.count + n; reply Value(world.count); send Value(world.count) to others watchers }\n}',
          },
          {
            id: 'counter/Ready/Get',
            doc: '',
            level: 'must',
            source: 'ours',
            at: { line: 50, column: 5 },
            trigger: { kind: 'message', name: 'Get', params: [] },
            body: [
              {
                kind: 'send',
                message: 'Value',
                args: [{ kind: 'variable', name: 'count' }],
                to: { kind: 'self' },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 50, column: 46 },
              },
            ],
            text: 'on Get [ours]                          { reply Value(world.count) }',
          },
          {
            id: 'counter/Ready/Watch',
            doc: '',
            level: 'must',
            source: 'ours',
            at: { line: 51, column: 5 },
            trigger: { kind: 'message', name: 'Watch', params: [] },
            body: [{ kind: 'join', group: { group: 'watchers' }, at: { line: 51, column: 46 } }],
            text: 'on Watch [ours]                        { join watchers }',
          },
          {
            id: 'counter/Ready/unrecognized',
            doc: '',
            level: 'must',
            source: 'ours',
            at: { line: 52, column: 5 },
            trigger: { kind: 'unrecognized' },
            body: [
              {
                kind: 'send',
                message: 'Error',
                args: [],
                to: { kind: 'self' },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 52, column: 46 },
              },
            ],
            text: 'unrecognized, invalid, overlong [ours] { reply Error }',
          },
          {
            id: 'counter/Ready/invalid',
            doc: '',
            level: 'must',
            source: 'ours',
            at: { line: 52, column: 5 },
            trigger: { kind: 'invalid' },
            body: [
              {
                kind: 'send',
                message: 'Error',
                args: [],
                to: { kind: 'self' },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 52, column: 46 },
              },
            ],
            text: 'unrecognized, invalid, overlong [ours] { reply Error }',
          },
          {
            id: 'counter/Ready/overlong',
            doc: '',
            level: 'must',
            source: 'ours',
            at: { line: 52, column: 5 },
            trigger: { kind: 'overlong' },
            body: [
              {
                kind: 'send',
                message: 'Error',
                args: [],
                to: { kind: 'self' },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 52, column: 46 },
              },
            ],
            text: 'unrecognized, invalid, overlong [ours] { reply Error }',
          },
        ],
      },
    ],
  },
  examples: [
    {
      id: 'two',
      title: 'two clients count',
      source: 'ours',
      at: { line: 56, column: 1 },
      steps: [
        { kind: 'act', who: 'Ana', act: { kind: 'connects' }, expect: [], at: { line: 57, column: 3 } },
        { kind: 'act', who: 'Ana', act: { kind: 'sends', texts: ['WATCH'] }, expect: [], at: { line: 58, column: 3 } },
        { kind: 'act', who: 'Bob', act: { kind: 'connects' }, expect: [], at: { line: 59, column: 3 } },
        {
          kind: 'act',
          who: 'Bob',
          act: { kind: 'sends', texts: ['INC'] },
          expect: [
            { kind: 'hears', who: ['Bob'], texts: ['VALUE 1'] },
            { kind: 'hears', who: ['Ana'], texts: ['VALUE 1'] },
          ],
          at: { line: 60, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['ADD 41'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['VALUE 42'] }],
          at: { line: 61, column: 3 },
        },
        {
          kind: 'act',
          who: 'Bob',
          act: { kind: 'sends', texts: ['GET'] },
          expect: [{ kind: 'hears', who: ['Bob'], texts: ['VALUE 42'] }],
          at: { line: 62, column: 3 },
        },
        {
          kind: 'act',
          who: 'Bob',
          act: { kind: 'sends', texts: ['GET 1'] },
          expect: [{ kind: 'hears', who: ['Bob'], texts: ['ERROR'] }],
          at: { line: 63, column: 3 },
        },
      ],
    },
    {
      id: 'full',
      title: 'the counter does not overflow',
      source: 'ours',
      at: { line: 66, column: 1 },
      steps: [
        { kind: 'act', who: 'Ana', act: { kind: 'connects' }, expect: [], at: { line: 67, column: 3 } },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['ADD 999999999999998'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['VALUE 999999999999998'] }],
          at: { line: 68, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['INC'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['VALUE 999999999999999'] }],
          at: { line: 69, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['INC'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['FULL'] }],
          at: { line: 70, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['ADD 0'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['VALUE 999999999999999'] }],
          at: { line: 71, column: 3 },
        },
      ],
    },
    {
      id: 'numbers',
      title: 'how a number is written',
      source: 'ours',
      at: { line: 74, column: 1 },
      steps: [
        { kind: 'act', who: 'Ana', act: { kind: 'connects' }, expect: [], at: { line: 75, column: 3 } },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['ADD 01'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['ERROR'] }],
          at: { line: 76, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['ADD 1000000000000000'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['ERROR'] }],
          at: { line: 77, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['ADD -1'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['ERROR'] }],
          at: { line: 78, column: 3 },
        },
      ],
    },
  ],
};
