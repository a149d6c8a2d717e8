// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * The model of `chat-private`: what its spec means, as plain data.
 *
 * @module
 */

import type { Model } from 'parley/runtime';

/** The public chat with private messages: `\w user text` reaches that user alone. */
export const model: Model = {
  name: 'chat-private',
  doc: 'The public chat with private messages: `\\w user text` reaches that user alone.',
  file: 'spec/chat-private.parley',
  sources: [
    {
      file: 'chat-mejorado-privados.txt',
      title: 'Chat Mejorado en Python: Mensajes Privados y Sincronización con Lock',
    },
  ],
  transport: { tcp: 12345, idleMs: 30000 },
  charset: 'utf-8',
  framing: { client: { kind: 'chunk', max: 1024 }, server: { kind: 'chunk', max: 1024 } },
  delivery: { order: 'fifo', unit: 'send' },
  promises: [],
  rules: [
    {
      id: 'Plain',
      doc: 'A name that every server takes.',
      at: { line: 10, column: 1 },
      expr: {
        kind: 'sequence',
        of: [
          { kind: 'class', ranges: [[65, 90], [97, 122]], source: '[A-Za-z]' },
          {
            kind: 'repeat',
            of: { kind: 'class', ranges: [[48, 57], [65, 90], [97, 122]], source: '[A-Za-z0-9]' },
            min: 0,
            max: 15,
          },
        ],
      },
      source: 'Plain = [A-Za-z] [A-Za-z0-9]|0..15|',
    },
    {
      id: 'Name',
      doc: 'What can be read back where a name stands in a message.',
      at: { line: 12, column: 1 },
      expr: {
        kind: 'repeat',
        of: {
          kind: 'class',
          ranges: [[0, 9], [11, 12], [14, 31], [33, 55295], [57344, 1114111]],
          source: '[^ \\r\\n]',
        },
        min: 1,
        max: null,
      },
      source: 'Name = [^ \\r\\n]+',
    },
    {
      id: 'Text',
      doc: 'What a user can write: anything, line ends included.',
      at: { line: 14, column: 1 },
      expr: {
        kind: 'repeat',
        of: { kind: 'class', ranges: [[0, 55295], [57344, 1114111]], source: '.' },
        min: 1,
        max: null,
      },
      source: 'Text = .+',
    },
  ],
  messages: {
    client: [
      {
        id: 'Login',
        direction: 'client',
        doc: "A user's name, the answer to `NameRequest`. `QUIT` is a name here.",
        at: { line: 18, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'capture', field: 'name', of: { kind: 'reference', rule: 'Name' } } }],
        fields: [
          {
            name: 'name',
            doc: 'What can be read back where a name stands in a message.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Name' },
          },
        ],
        regular: true,
        source: 'Login = name:Name',
      },
      {
        id: 'Quit',
        direction: 'client',
        doc: 'Leaves the chat. Exactly these four bytes.',
        at: { line: 20, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'QUIT', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'Quit = "QUIT"',
      },
      {
        id: 'Whisper',
        direction: 'client',
        doc: 'Writes to one user.',
        at: { line: 22, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'literal', text: '\\w ', fold: 'none' },
                { kind: 'capture', field: 'to', of: { kind: 'reference', rule: 'Name' } },
                { kind: 'literal', text: ' ', fold: 'none' },
                { kind: 'capture', field: 'text', of: { kind: 'reference', rule: 'Text' } },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'to',
            doc: 'What can be read back where a name stands in a message.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Name' },
          },
          {
            name: 'text',
            doc: 'What a user can write: anything, line ends included.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Text' },
          },
        ],
        regular: true,
        source: 'Whisper = "\\\\w " to:Name " " text:Text',
      },
      {
        id: 'BadWhisper',
        direction: 'client',
        doc: 'What begins as a private message and is none.',
        at: { line: 24, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'literal', text: '\\w', fold: 'none' },
                {
                  kind: 'capture',
                  field: 'text',
                  of: {
                    kind: 'repeat',
                    of: { kind: 'class', ranges: [[0, 55295], [57344, 1114111]], source: '.' },
                    min: 0,
                    max: null,
                  },
                },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'text',
            doc: '',
            arity: 'one',
            value: { kind: 'text' },
            language: {
              kind: 'repeat',
              of: { kind: 'class', ranges: [[0, 55295], [57344, 1114111]], source: '.' },
              min: 0,
              max: null,
            },
          },
        ],
        regular: true,
        source: 'BadWhisper = "\\\\w" text:.*',
      },
      {
        id: 'Say',
        direction: 'client',
        doc: 'Writes to everyone.',
        at: { line: 26, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'capture', field: 'text', of: { kind: 'reference', rule: 'Text' } } }],
        fields: [
          {
            name: 'text',
            doc: 'What a user can write: anything, line ends included.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Text' },
          },
        ],
        regular: true,
        source: 'Say = text:Text',
      },
    ],
    server: [
      {
        id: 'NameRequest',
        direction: 'server',
        doc: 'Asks for a name: the first thing that a connection hears.',
        at: { line: 31, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'NAME', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'NameRequest = "NAME"',
      },
      {
        id: 'Welcome',
        direction: 'server',
        doc: 'Greets a user who has just come in; nobody else hears it.',
        at: { line: 33, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'literal', text: 'Welcome to the chat, ', fold: 'none' },
                { kind: 'capture', field: 'name', of: { kind: 'reference', rule: 'Name' } },
                { kind: 'literal', text: '!\n', fold: 'none' },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'name',
            doc: 'What can be read back where a name stands in a message.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Name' },
          },
        ],
        regular: true,
        source: 'Welcome = "Welcome to the chat, " name:Name "!\\n"',
      },
      {
        id: 'UserNotFound',
        direction: 'server',
        doc: 'Nobody has the name that a private message was for. Only its writer hears it.',
        at: { line: 35, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'literal', text: "User '", fold: 'none' },
                { kind: 'capture', field: 'to', of: { kind: 'reference', rule: 'Name' } },
                { kind: 'literal', text: "' not found.", fold: 'none' },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'to',
            doc: 'What can be read back where a name stands in a message.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Name' },
          },
        ],
        regular: true,
        source: 'UserNotFound = "User \'" to:Name "\' not found."',
      },
      {
        id: 'Private',
        direction: 'server',
        doc: "A private message, to its addressee alone. It stands before `Said`, which takes all that this takes: who is called\n`priv(Ana)` can write what reads as Ana's private messages.",
        at: { line: 38, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'literal', text: 'priv(', fold: 'none' },
                { kind: 'capture', field: 'from', of: { kind: 'reference', rule: 'Name' } },
                { kind: 'literal', text: '): ', fold: 'none' },
                { kind: 'capture', field: 'text', of: { kind: 'reference', rule: 'Text' } },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'from',
            doc: 'What can be read back where a name stands in a message.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Name' },
          },
          {
            name: 'text',
            doc: 'What a user can write: anything, line ends included.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Text' },
          },
        ],
        regular: true,
        source: 'Private = "priv(" from:Name "): " text:Text',
      },
      {
        id: 'Said',
        direction: 'server',
        doc: "What a user wrote, to everyone. It stands before the notices: `Luis: has left the chat.⏎` is Luis's talk. Who is\ncalled `Luis:` can have his own notices read as talk.",
        at: { line: 41, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'capture', field: 'from', of: { kind: 'reference', rule: 'Name' } },
                { kind: 'literal', text: ': ', fold: 'none' },
                { kind: 'capture', field: 'text', of: { kind: 'reference', rule: 'Text' } },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'from',
            doc: 'What can be read back where a name stands in a message.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Name' },
          },
          {
            name: 'text',
            doc: 'What a user can write: anything, line ends included.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Text' },
          },
        ],
        regular: true,
        source: 'Said = from:Name ": " text:Text',
      },
      {
        id: 'Joined',
        direction: 'server',
        doc: 'A user has come in; the user hears it too, after the welcome.',
        at: { line: 43, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'capture', field: 'name', of: { kind: 'reference', rule: 'Name' } },
                { kind: 'literal', text: ' has joined the chat.\n', fold: 'none' },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'name',
            doc: 'What can be read back where a name stands in a message.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Name' },
          },
        ],
        regular: true,
        source: 'Joined = name:Name " has joined the chat.\\n"',
      },
      {
        id: 'Left',
        direction: 'server',
        doc: 'A user has gone, with `Quit` or without a word.',
        at: { line: 45, column: 3 },
        parts: [
          {
            kind: 'text',
            expr: {
              kind: 'sequence',
              of: [
                { kind: 'capture', field: 'name', of: { kind: 'reference', rule: 'Name' } },
                { kind: 'literal', text: ' has left the chat.\n', fold: 'none' },
              ],
            },
          },
        ],
        fields: [
          {
            name: 'name',
            doc: 'What can be read back where a name stands in a message.',
            arity: 'one',
            value: { kind: 'text' },
            language: { kind: 'reference', rule: 'Name' },
          },
        ],
        regular: true,
        source: 'Left = name:Name " has left the chat.\\n"',
      },
    ],
  },
  session: {
    variables: [
      {
        scope: 'connection',
        name: 'name',
        type: { rule: 'Name', value: { kind: 'text' } },
        equality: 'exact',
        at: { line: 49, column: 10 },
      },
    ],
    groups: [{ name: 'chat', at: { line: 50, column: 3 } }],
    connect: {
      id: 'chat-private/connect',
      doc: 'The server speaks first.',
      level: 'must',
      source: '§3.1; List. 6',
      at: { line: 53, column: 3 },
      trigger: { kind: 'connect' },
      body: [
        {
          kind: 'send',
          message: 'NameRequest',
          args: [],
          to: { kind: 'self' },
          times: { min: 1, max: 1 },
          level: 'must',
          at: { line: 53, column: 29 },
        },
        { kind: 'become', state: 'Naming', at: { line: 53, column: 48 } },
      ],
      text: 'connect [§3.1; List. 6] { reply NameRequest; become Naming }',
    },
    states: [
      {
        name: 'Naming',
        doc: 'Connected, and asked for a name. Nobody else knows of the user yet.',
        at: { line: 58, column: 3 },
        clauses: [
          {
            id: 'chat-private/Naming/Login',
            doc: 'Which names there are beside the plain ones, and whether two users may share one, the document leaves open.',
            level: 'must',
            source: '§3.1; List. 6',
            at: { line: 60, column: 5 },
            trigger: { kind: 'message', name: 'Login', params: ['name'] },
            body: [
              {
                kind: 'branch',
                arms: [
                  {
                    id: 'chat-private/Naming/Login/plain',
                    when: {
                      kind: 'and',
                      left: { kind: 'matches', value: { kind: 'field', name: 'name' }, rule: 'Plain' },
                      right: {
                        kind: 'not',
                        of: {
                          kind: 'has',
                          of: { group: 'chat' },
                          attribute: 'name',
                          value: { kind: 'field', name: 'name' },
                        },
                      },
                    },
                    body: [
                      {
                        kind: 'set',
                        place: { scope: 'connection', name: 'name' },
                        value: { kind: 'field', name: 'name' },
                        at: { line: 55, column: 17 },
                      },
                      { kind: 'join', group: { group: 'chat' }, at: { line: 55, column: 27 } },
                      {
                        kind: 'send',
                        message: 'Welcome',
                        args: [{ kind: 'field', name: 'name' }],
                        to: { kind: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 55, column: 38 },
                      },
                      {
                        kind: 'send',
                        message: 'Joined',
                        args: [{ kind: 'field', name: 'name' }],
                        to: { kind: 'members', of: { group: 'chat' } },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 55, column: 59 },
                      },
                      { kind: 'become', state: 'Chatting', at: { line: 55, column: 90 } },
                    ],
                    at: { line: 61, column: 7 },
                  },
                  {
                    id: 'chat-private/Naming/Login/else',
                    when: 'otherwise',
                    body: [
                      {
                        kind: 'branch',
                        arms: [
                          {
                            id: 'chat-private/Naming/Login/else/taken',
                            when: 'open',
                            body: [
                              {
                                kind: 'set',
                                place: { scope: 'connection', name: 'name' },
                                value: { kind: 'field', name: 'name' },
                                at: { line: 55, column: 17 },
                              },
                              { kind: 'join', group: { group: 'chat' }, at: { line: 55, column: 27 } },
                              {
                                kind: 'send',
                                message: 'Welcome',
                                args: [{ kind: 'field', name: 'name' }],
                                to: { kind: 'self' },
                                times: { min: 1, max: 1 },
                                level: 'must',
                                at: { line: 55, column: 38 },
                              },
                              {
                                kind: 'send',
                                message: 'Joined',
                                args: [{ kind: 'field', name: 'name' }],
                                to: { kind: 'members', of: { group: 'chat' } },
                                times: { min: 1, max: 1 },
                                level: 'must',
                                at: { line: 55, column: 59 },
                              },
                              { kind: 'become', state: 'Chatting', at: { line: 55, column: 90 } },
                            ],
                            at: { line: 63, column: 15 },
                          },
                          {
                            id: 'chat-private/Naming/Login/else/refused',
                            when: 'open',
                            body: [
                              {
                                kind: 'undefined',
                                othersMayHear: [
                                  { message: 'Joined', args: [{ kind: 'any' }] },
                                  { message: 'Private', args: [{ kind: 'any' }, { kind: 'any' }] },
                                  { message: 'Said', args: [{ kind: 'any' }, { kind: 'any' }] },
                                  { message: 'Left', args: [{ kind: 'any' }] },
                                ],
                                selfNeverHears: [{ message: 'Welcome', args: [{ kind: 'field', name: 'name' }] }],
                                own: [
                                  {
                                    kind: 'send',
                                    message: 'NameRequest',
                                    args: [],
                                    to: { kind: 'self' },
                                    times: { min: 1, max: 1 },
                                    level: 'must',
                                    at: { line: 64, column: 145 },
                                  },
                                ],
                                at: { line: 64, column: 26 },
                              },
                            ],
                            at: { line: 64, column: 11 },
                          },
                        ],
                        at: { line: 63, column: 9 },
                      },
                    ],
                    at: { line: 62, column: 7 },
                  },
                ],
                at: { line: 61, column: 7 },
              },
            ],
            text: 'on Login(name) [§3.1; List. 6] {\n  when plain: name is Plain and not (chat has name = name) { do enter }\n  else {\n    either taken   { do enter }\n    or     refused { undefined, self never hears Welcome(name), others may hear Joined(any), Private(any, any), Said(any, any), Left(any) { reply NameRequest } }\n  }\n}',
          },
          {
            id: 'chat-private/Naming/unrecognized',
            doc: 'A name with a space or a line end in it, or bytes that are no text.',
            level: 'must',
            source: 'not in the document',
            at: { line: 68, column: 5 },
            trigger: { kind: 'unrecognized' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [
                  { message: 'Joined', args: [{ kind: 'any' }] },
                  { message: 'Private', args: [{ kind: 'any' }, { kind: 'any' }] },
                  { message: 'Said', args: [{ kind: 'any' }, { kind: 'any' }] },
                  { message: 'Left', args: [{ kind: 'any' }] },
                ],
                selfNeverHears: [],
                own: [
                  {
                    kind: 'send',
                    message: 'NameRequest',
                    args: [],
                    to: { kind: 'self' },
                    times: { min: 1, max: 1 },
                    level: 'must',
                    at: { line: 68, column: 138 },
                  },
                ],
                at: { line: 68, column: 51 },
              },
            ],
            text: 'unrecognized, invalid [not in the document] { undefined, others may hear Joined(any), Private(any, any), Said(any, any), Left(any) { reply NameRequest } }',
          },
          {
            id: 'chat-private/Naming/invalid',
            doc: 'A name with a space or a line end in it, or bytes that are no text.',
            level: 'must',
            source: 'not in the document',
            at: { line: 68, column: 5 },
            trigger: { kind: 'invalid' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [
                  { message: 'Joined', args: [{ kind: 'any' }] },
                  { message: 'Private', args: [{ kind: 'any' }, { kind: 'any' }] },
                  { message: 'Said', args: [{ kind: 'any' }, { kind: 'any' }] },
                  { message: 'Left', args: [{ kind: 'any' }] },
                ],
                selfNeverHears: [],
                own: [
                  {
                    kind: 'send',
                    message: 'NameRequest',
                    args: [],
                    to: { kind: 'self' },
                    times: { min: 1, max: 1 },
                    level: 'must',
                    at: { line: 68, column: 138 },
                  },
                ],
                at: { line: 68, column: 51 },
              },
            ],
            text: 'unrecognized, invalid [not in the document] { undefined, others may hear Joined(any), Private(any, any), Said(any, any), Left(any) { reply NameRequest } }',
          },
        ],
      },
      {
        name: 'Chatting',
        doc: 'In the chat, under a name.',
        at: { line: 72, column: 3 },
        clauses: [
          {
            id: 'chat-private/Chatting/Quit',
            doc: 'The leaver hears no notice of his own: he is out before it is sent.',
            level: 'must',
            source: '§3.4; List. 5',
            at: { line: 74, column: 5 },
            trigger: { kind: 'message', name: 'Quit', params: [] },
            body: [
              { kind: 'leave', group: { group: 'chat' }, at: { line: 74, column: 39 } },
              { kind: 'close', at: { line: 74, column: 51 } },
              {
                kind: 'send',
                message: 'Left',
                args: [{ kind: 'attribute', of: 'self', name: 'name' }],
                to: { kind: 'members', of: { group: 'chat' } },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 74, column: 58 },
              },
            ],
            text: 'on Quit [§3.4; List. 5]         { leave chat; close; send Left(self.name) to all chat }',
          },
          {
            id: 'chat-private/Chatting/Whisper',
            doc: 'To the user of that name who joined first; to oneself too, once.',
            level: 'must',
            source: '§1.1, §3.3; List. 3',
            at: { line: 76, column: 5 },
            trigger: { kind: 'message', name: 'Whisper', params: ['to', 'text'] },
            body: [
              {
                kind: 'branch',
                arms: [
                  {
                    id: 'chat-private/Chatting/Whisper/when',
                    when: {
                      kind: 'has',
                      of: { group: 'chat' },
                      attribute: 'name',
                      value: { kind: 'field', name: 'to' },
                      as: 'addressee',
                    },
                    body: [
                      {
                        kind: 'send',
                        message: 'Private',
                        args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'field', name: 'text' }],
                        to: { kind: 'bound', name: 'addressee' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 77, column: 46 },
                      },
                    ],
                    at: { line: 77, column: 7 },
                  },
                  {
                    id: 'chat-private/Chatting/Whisper/else',
                    when: 'otherwise',
                    body: [
                      {
                        kind: 'send',
                        message: 'UserNotFound',
                        args: [{ kind: 'field', name: 'to' }],
                        to: { kind: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 78, column: 46 },
                      },
                    ],
                    at: { line: 78, column: 7 },
                  },
                ],
                at: { line: 77, column: 7 },
              },
            ],
            text: 'on Whisper(to, text) [§1.1, §3.3; List. 3] {\n  when chat has name = to as addressee { send Private(self.name, text) to addressee }\n  else                                 { reply UserNotFound(to) }\n}',
          },
          {
            id: 'chat-private/Chatting/BadWhisper',
            doc: 'A server may ignore it, answer it, or read it leniently; but nobody is told it as public talk.',
            level: 'must',
            source: '§1.1',
            at: { line: 81, column: 5 },
            trigger: { kind: 'message', name: 'BadWhisper', params: [] },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [
                  { message: 'Private', args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'any' }] },
                  { message: 'Left', args: [{ kind: 'attribute', of: 'self', name: 'name' }] },
                ],
                selfNeverHears: [],
                own: [],
                at: { line: 81, column: 39 },
              },
            ],
            text: 'on BadWhisper [§1.1]            { undefined, others may hear Private(self.name, any), Left(self.name) }',
          },
          {
            id: 'chat-private/Chatting/Say',
            doc: 'Everyone gets the text once, the writer too.',
            level: 'must',
            source: '§3.2; List. 4, 5',
            at: { line: 83, column: 5 },
            trigger: { kind: 'message', name: 'Say', params: ['text'] },
            body: [
              {
                kind: 'send',
                message: 'Said',
                args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'field', name: 'text' }],
                to: { kind: 'members', of: { group: 'chat' } },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 83, column: 39 },
              },
            ],
            text: 'on Say(text) [§3.2; List. 4, 5] { send Said(self.name, text) to all chat }',
          },
          {
            id: 'chat-private/Chatting/disconnect',
            doc: 'A connection that ends without `QUIT` has left all the same.',
            level: 'must',
            source: 'List. 5',
            at: { line: 85, column: 5 },
            trigger: { kind: 'disconnect' },
            body: [
              { kind: 'leave', group: { group: 'chat' }, at: { line: 85, column: 39 } },
              {
                kind: 'send',
                message: 'Left',
                args: [{ kind: 'attribute', of: 'self', name: 'name' }],
                to: { kind: 'members', of: { group: 'chat' } },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 85, column: 51 },
              },
            ],
            text: 'disconnect [List. 5]            { leave chat; send Left(self.name) to all chat }',
          },
          {
            id: 'chat-private/Chatting/invalid',
            doc: 'Bytes that are no UTF-8: the server survives them, and says nothing false about them.',
            level: 'must',
            source: 'not in the document',
            at: { line: 87, column: 5 },
            trigger: { kind: 'invalid' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [
                  { message: 'Said', args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'any' }] },
                  { message: 'Private', args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'any' }] },
                  { message: 'Left', args: [{ kind: 'attribute', of: 'self', name: 'name' }] },
                ],
                selfNeverHears: [],
                own: [],
                at: { line: 87, column: 39 },
              },
            ],
            text: 'invalid [not in the document]   { undefined, others may hear Said(self.name, any), Private(self.name, any), Left(self.name) }',
          },
        ],
      },
    ],
  },
  examples: [
    {
      id: 'three-users',
      title: 'three users come in',
      source: '§6, Fig. 2–4',
      at: { line: 93, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'connects' },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['NAME'] }],
          at: { line: 94, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['Luis'] },
          expect: [
            { kind: 'hears', who: ['Luis'], texts: ['Welcome to the chat, Luis!\n', 'Luis has joined the chat.\n'] },
          ],
          at: { line: 95, column: 3 },
        },
        { kind: 'view', who: 'Luis', figure: 'Fig. 2', at: { line: 96, column: 3 } },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'connects' },
          expect: [{ kind: 'hears', who: ['Pedro'], texts: ['NAME'] }],
          at: { line: 97, column: 3 },
        },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'sends', texts: ['Pedro'] },
          expect: [
            { kind: 'hears', who: ['Pedro'], texts: ['Welcome to the chat, Pedro!\n'] },
            { kind: 'hears', who: ['Luis', 'Pedro'], texts: ['Pedro has joined the chat.\n'] },
          ],
          at: { line: 98, column: 3 },
        },
        { kind: 'view', who: 'Pedro', figure: 'Fig. 3', at: { line: 99, column: 3 } },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'connects' },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['NAME'] }],
          at: { line: 100, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['Ana'] },
          expect: [
            { kind: 'hears', who: ['Ana'], texts: ['Welcome to the chat, Ana!\n'] },
            { kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Ana has joined the chat.\n'] },
          ],
          at: { line: 101, column: 3 },
        },
        { kind: 'view', who: 'Ana', figure: 'Fig. 4', at: { line: 102, column: 3 } },
      ],
    },
    {
      id: 'conversation',
      title: 'private and public',
      after: 'three-users',
      source: '§6, Fig. 5–7',
      at: { line: 105, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['\\w Ana Hola Ana como estas?'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['priv(Luis): Hola Ana como estas?'] }],
          at: { line: 106, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['pendiente a todos les voy a escribir a cada uno por privado'] },
          expect: [
            {
              kind: 'hears',
              who: ['Luis', 'Pedro', 'Ana'],
              texts: ['Luis: pendiente a todos les voy a escribir a cada uno por privado'],
            },
          ],
          at: { line: 107, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['\\w Luis muy bien Luis recuperandome'] },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['priv(Ana): muy bien Luis recuperandome'] }],
          at: { line: 109, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['\\w Ana ok me alegra que estas mejor'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['priv(Luis): ok me alegra que estas mejor'] }],
          at: { line: 110, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['\\w Luis mi mama no te ha dicho para ir a Cinecita'] },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['priv(Ana): mi mama no te ha dicho para ir a Cinecita'] }],
          at: { line: 111, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['\\w Ana si vamos este viernes'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['priv(Luis): si vamos este viernes'] }],
          at: { line: 112, column: 3 },
        },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'sends', texts: ['ok gracias pendiente'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Pedro: ok gracias pendiente'] }],
          at: { line: 113, column: 3 },
        },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'sends', texts: ['\\w Gabriel hola... andgo'] },
          expect: [{ kind: 'hears', who: ['Pedro'], texts: ["User 'Gabriel' not found."] }],
          at: { line: 114, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['creo que me desconectare pronto'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Ana: creo que me desconectare pronto'] }],
          at: { line: 115, column: 3 },
        },
        { kind: 'view', who: 'Luis', figure: 'Fig. 5', at: { line: 116, column: 3 } },
        { kind: 'view', who: 'Ana', figure: 'Fig. 6', at: { line: 116, column: 23 } },
        { kind: 'view', who: 'Pedro', figure: 'Fig. 7', at: { line: 116, column: 42 } },
      ],
    },
    {
      id: 'to-oneself',
      title: 'a private message to oneself comes once',
      after: 'three-users',
      source: 'ours',
      at: { line: 119, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['\\w Luis no olvides el pan'] },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['priv(Luis): no olvides el pan'] }],
          at: { line: 120, column: 3 },
        },
      ],
    },
    {
      id: 'inside',
      title: 'only what begins with \\w is private',
      after: 'three-users',
      source: 'ours',
      at: { line: 123, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['usa \\w Ana hola'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Luis: usa \\w Ana hola'] }],
          at: { line: 124, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: [' \\w Ana hola'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Luis:  \\w Ana hola'] }],
          at: { line: 125, column: 3 },
        },
      ],
    },
    {
      id: 'departed',
      title: 'who has left is not found',
      after: 'three-users',
      source: 'ours',
      at: { line: 128, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['QUIT'] },
          expect: [
            { kind: 'closed', who: ['Ana'] },
            { kind: 'hears', who: ['Luis', 'Pedro'], texts: ['Ana has left the chat.\n'] },
          ],
          at: { line: 129, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['\\w Ana hola'] },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ["User 'Ana' not found."] }],
          at: { line: 130, column: 3 },
        },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'closes' },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['Pedro has left the chat.\n'] }],
          at: { line: 131, column: 3 },
        },
      ],
    },
  ],
};
