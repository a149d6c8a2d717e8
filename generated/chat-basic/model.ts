// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 06c4eff57723c97cea88aa6a75188f75264a98afd54aac5d9cd46ce59c6219ae).
// To make it again: npx parley generate

/**
 * The model of `chat-basic`: what its spec means, as plain data.
 *
 * @module
 */

import type { Model } from 'parley/runtime';

/**
 * A public chat over one TCP connection per user: the server asks for a name, says hello, and tells everyone what each
 * user writes, the writer included. Who comes and who goes is announced to everyone too.
 */
export const model: Model = {
  name: 'chat-basic',
  doc: 'A public chat over one TCP connection per user: the server asks for a name, says hello, and tells everyone what each\nuser writes, the writer included. Who comes and who goes is announced to everyone too.',
  file: 'spec/chat-basic.parley',
  sources: [{ file: 'chat-basico.txt', title: 'Chat Básico en Python, Sistemas Distribuidos' }],
  transport: { tcp: 12345, idleMs: 30000 },
  charset: 'utf-8',
  framing: { client: { kind: 'chunk', max: 1024 }, server: { kind: 'chunk', max: 1024 } },
  delivery: { order: 'fifo', unit: 'send' },
  promises: [],
  rules: [
    {
      id: 'Plain',
      doc: 'A name that every server takes. The document shows `Luis`, `Pedro` and `Ana`, and fixes no more.',
      at: { line: 11, column: 1 },
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
      at: { line: 13, column: 1 },
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
      at: { line: 15, column: 1 },
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
        at: { line: 19, column: 3 },
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
        doc: 'Leaves the chat. Exactly these four bytes: `QUIT\\n` and `QUIT ` are texts.',
        at: { line: 21, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'QUIT', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'Quit = "QUIT"',
      },
      {
        id: 'Say',
        direction: 'client',
        doc: 'Writes to everyone.',
        at: { line: 23, column: 3 },
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
        at: { line: 28, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'NAME', fold: 'none' } }],
        fields: [],
        regular: true,
        source: 'NameRequest = "NAME"',
      },
      {
        id: 'Welcome',
        direction: 'server',
        doc: 'Greets a user who has just come in; nobody else hears it.',
        at: { line: 30, column: 3 },
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
        id: 'Said',
        direction: 'server',
        doc: "What a user wrote, to everyone. It stands before the notices: `Luis: has left the chat.⏎` is Luis's talk. Who is\ncalled `Luis:` can have his own notices read as talk.",
        at: { line: 33, column: 3 },
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
        at: { line: 35, column: 3 },
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
        at: { line: 37, column: 3 },
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
        at: { line: 41, column: 10 },
      },
    ],
    groups: [{ name: 'chat', at: { line: 42, column: 3 } }],
    connect: {
      id: 'chat-basic/connect',
      doc: 'The server speaks first.',
      level: 'must',
      source: '§5.1, §5.2; List. 3',
      at: { line: 45, column: 3 },
      trigger: { kind: 'connect' },
      body: [
        {
          kind: 'send',
          message: 'NameRequest',
          args: [],
          to: { kind: 'self' },
          times: { min: 1, max: 1 },
          level: 'must',
          at: { line: 45, column: 35 },
        },
        { kind: 'become', state: 'Naming', at: { line: 45, column: 54 } },
      ],
      text: 'connect [§5.1, §5.2; List. 3] { reply NameRequest; become Naming }',
    },
    states: [
      {
        name: 'Naming',
        doc: 'Connected, and asked for a name. Nobody else knows of the user yet.',
        at: { line: 50, column: 3 },
        clauses: [
          {
            id: 'chat-basic/Naming/Login',
            doc: 'Which names there are beside the plain ones, and whether two users may share one, the document leaves open.',
            level: 'must',
            source: '§3.3, §5.2; List. 3',
            at: { line: 52, column: 5 },
            trigger: { kind: 'message', name: 'Login', params: ['name'] },
            body: [
              {
                kind: 'branch',
                arms: [
                  {
                    id: 'chat-basic/Naming/Login/plain',
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
                        at: { line: 47, column: 17 },
                      },
                      { kind: 'join', group: { group: 'chat' }, at: { line: 47, column: 27 } },
                      {
                        kind: 'send',
                        message: 'Welcome',
                        args: [{ kind: 'field', name: 'name' }],
                        to: { kind: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 47, column: 38 },
                      },
                      {
                        kind: 'send',
                        message: 'Joined',
                        args: [{ kind: 'field', name: 'name' }],
                        to: { kind: 'members', of: { group: 'chat' } },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 47, column: 59 },
                      },
                      { kind: 'become', state: 'Chatting', at: { line: 47, column: 90 } },
                    ],
                    at: { line: 53, column: 7 },
                  },
                  {
                    id: 'chat-basic/Naming/Login/else',
                    when: 'otherwise',
                    body: [
                      {
                        kind: 'branch',
                        arms: [
                          {
                            id: 'chat-basic/Naming/Login/else/taken',
                            when: 'open',
                            body: [
                              {
                                kind: 'set',
                                place: { scope: 'connection', name: 'name' },
                                value: { kind: 'field', name: 'name' },
                                at: { line: 47, column: 17 },
                              },
                              { kind: 'join', group: { group: 'chat' }, at: { line: 47, column: 27 } },
                              {
                                kind: 'send',
                                message: 'Welcome',
                                args: [{ kind: 'field', name: 'name' }],
                                to: { kind: 'self' },
                                times: { min: 1, max: 1 },
                                level: 'must',
                                at: { line: 47, column: 38 },
                              },
                              {
                                kind: 'send',
                                message: 'Joined',
                                args: [{ kind: 'field', name: 'name' }],
                                to: { kind: 'members', of: { group: 'chat' } },
                                times: { min: 1, max: 1 },
                                level: 'must',
                                at: { line: 47, column: 59 },
                              },
                              { kind: 'become', state: 'Chatting', at: { line: 47, column: 90 } },
                            ],
                            at: { line: 55, column: 15 },
                          },
                          {
                            id: 'chat-basic/Naming/Login/else/refused',
                            when: 'open',
                            body: [
                              {
                                kind: 'undefined',
                                othersMayHear: [
                                  { message: 'Joined', args: [{ kind: 'any' }] },
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
                                    at: { line: 56, column: 126 },
                                  },
                                ],
                                at: { line: 56, column: 26 },
                              },
                            ],
                            at: { line: 56, column: 11 },
                          },
                        ],
                        at: { line: 55, column: 9 },
                      },
                    ],
                    at: { line: 54, column: 7 },
                  },
                ],
                at: { line: 53, column: 7 },
              },
            ],
            text: 'on Login(name) [§3.3, §5.2; List. 3] {\n  when plain: name is Plain and not (chat has name = name) { do enter }\n  else {\n    either taken   { do enter }\n    or     refused { undefined, self never hears Welcome(name), others may hear Joined(any), Said(any, any), Left(any) { reply NameRequest } }\n  }\n}',
          },
          {
            id: 'chat-basic/Naming/unrecognized',
            doc: 'A name with a space or a line end in it, or bytes that are no text.',
            level: 'must',
            source: 'not in the document',
            at: { line: 60, column: 5 },
            trigger: { kind: 'unrecognized' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [
                  { message: 'Joined', args: [{ kind: 'any' }] },
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
                    at: { line: 60, column: 119 },
                  },
                ],
                at: { line: 60, column: 51 },
              },
            ],
            text: 'unrecognized, invalid [not in the document] { undefined, others may hear Joined(any), Said(any, any), Left(any) { reply NameRequest } }',
          },
          {
            id: 'chat-basic/Naming/invalid',
            doc: 'A name with a space or a line end in it, or bytes that are no text.',
            level: 'must',
            source: 'not in the document',
            at: { line: 60, column: 5 },
            trigger: { kind: 'invalid' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [
                  { message: 'Joined', args: [{ kind: 'any' }] },
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
                    at: { line: 60, column: 119 },
                  },
                ],
                at: { line: 60, column: 51 },
              },
            ],
            text: 'unrecognized, invalid [not in the document] { undefined, others may hear Joined(any), Said(any, any), Left(any) { reply NameRequest } }',
          },
        ],
      },
      {
        name: 'Chatting',
        doc: 'In the chat, under a name.',
        at: { line: 64, column: 3 },
        clauses: [
          {
            id: 'chat-basic/Chatting/Quit',
            doc: 'The leaver hears no notice of his own: he is out before it is sent.',
            level: 'must',
            source: '§5.4; List. 5; Fig. 13, 14',
            at: { line: 66, column: 5 },
            trigger: { kind: 'message', name: 'Quit', params: [] },
            body: [
              { kind: 'leave', group: { group: 'chat' }, at: { line: 66, column: 45 } },
              { kind: 'close', at: { line: 66, column: 57 } },
              {
                kind: 'send',
                message: 'Left',
                args: [{ kind: 'attribute', of: 'self', name: 'name' }],
                to: { kind: 'members', of: { group: 'chat' } },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 66, column: 64 },
              },
            ],
            text: 'on Quit [§5.4; List. 5; Fig. 13, 14]  { leave chat; close; send Left(self.name) to all chat }',
          },
          {
            id: 'chat-basic/Chatting/Say',
            doc: 'Everyone gets the text once, the writer too.',
            level: 'must',
            source: '§3.4, §5.3; List. 4, 5',
            at: { line: 68, column: 5 },
            trigger: { kind: 'message', name: 'Say', params: ['text'] },
            body: [
              {
                kind: 'send',
                message: 'Said',
                args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'field', name: 'text' }],
                to: { kind: 'members', of: { group: 'chat' } },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 68, column: 45 },
              },
            ],
            text: 'on Say(text) [§3.4, §5.3; List. 4, 5] { send Said(self.name, text) to all chat }',
          },
          {
            id: 'chat-basic/Chatting/disconnect',
            doc: 'A connection that ends without `QUIT` has left all the same.',
            level: 'must',
            source: '§5.4; List. 5',
            at: { line: 70, column: 5 },
            trigger: { kind: 'disconnect' },
            body: [
              { kind: 'leave', group: { group: 'chat' }, at: { line: 70, column: 45 } },
              {
                kind: 'send',
                message: 'Left',
                args: [{ kind: 'attribute', of: 'self', name: 'name' }],
                to: { kind: 'members', of: { group: 'chat' } },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 70, column: 57 },
              },
            ],
            text: 'disconnect [§5.4; List. 5]            { leave chat; send Left(self.name) to all chat }',
          },
          {
            id: 'chat-basic/Chatting/invalid',
            doc: 'Bytes that are no UTF-8: the server survives them, and says nothing false about them.',
            level: 'must',
            source: 'not in the document',
            at: { line: 72, column: 5 },
            trigger: { kind: 'invalid' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [
                  { message: 'Said', args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'any' }] },
                  { message: 'Left', args: [{ kind: 'attribute', of: 'self', name: 'name' }] },
                ],
                selfNeverHears: [],
                own: [],
                at: { line: 72, column: 45 },
              },
            ],
            text: 'invalid [not in the document]         { undefined, others may hear Said(self.name, any), Left(self.name) }',
          },
        ],
      },
    ],
  },
  examples: [
    {
      id: 'three-users',
      title: 'three users come in',
      source: '§7, Fig. 2, 4–6',
      at: { line: 78, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'connects' },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['NAME'] }],
          at: { line: 79, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['Luis'] },
          expect: [
            { kind: 'hears', who: ['Luis'], texts: ['Welcome to the chat, Luis!\n', 'Luis has joined the chat.\n'] },
          ],
          at: { line: 80, column: 3 },
        },
        { kind: 'view', who: 'Luis', figure: 'Fig. 2', at: { line: 81, column: 3 } },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'connects' },
          expect: [{ kind: 'hears', who: ['Pedro'], texts: ['NAME'] }],
          at: { line: 82, column: 3 },
        },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'sends', texts: ['Pedro'] },
          expect: [
            { kind: 'hears', who: ['Pedro'], texts: ['Welcome to the chat, Pedro!\n'] },
            { kind: 'hears', who: ['Luis', 'Pedro'], texts: ['Pedro has joined the chat.\n'] },
          ],
          at: { line: 83, column: 3 },
        },
        { kind: 'view', who: 'Pedro', figure: 'Fig. 4', at: { line: 84, column: 3 } },
        { kind: 'view', who: 'Luis', figure: 'Fig. 5', at: { line: 84, column: 24 } },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'connects' },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['NAME'] }],
          at: { line: 85, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['Ana'] },
          expect: [
            { kind: 'hears', who: ['Ana'], texts: ['Welcome to the chat, Ana!\n'] },
            { kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Ana has joined the chat.\n'] },
          ],
          at: { line: 86, column: 3 },
        },
        { kind: 'view', who: 'Ana', figure: 'Fig. 6', at: { line: 87, column: 3 } },
      ],
    },
    {
      id: 'conversation',
      title: 'three users talk',
      after: 'three-users',
      source: '§7, Fig. 7–12',
      at: { line: 90, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['Hola como estan?'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Luis: Hola como estan?'] }],
          at: { line: 91, column: 3 },
        },
        { kind: 'view', who: 'Luis', figure: 'Fig. 7', at: { line: 92, column: 3 } },
        { kind: 'view', who: 'Pedro', figure: 'Fig. 8', at: { line: 92, column: 23 } },
        { kind: 'view', who: 'Ana', figure: 'Fig. 9', at: { line: 92, column: 44 } },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'sends', texts: ['Todo bien por aqui Luis, que comentas?'] },
          expect: [
            { kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Pedro: Todo bien por aqui Luis, que comentas?'] },
          ],
          at: { line: 93, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['Yo estoy en casa, gracias por preguntar'] },
          expect: [
            { kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Ana: Yo estoy en casa, gracias por preguntar'] },
          ],
          at: { line: 94, column: 3 },
        },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'sends', texts: ['Ana re enteraste de las promociones en MiCasa?'] },
          expect: [
            {
              kind: 'hears',
              who: ['Luis', 'Pedro', 'Ana'],
              texts: ['Pedro: Ana re enteraste de las promociones en MiCasa?'],
            },
          ],
          at: { line: 95, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['si tiene buenos precios'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Ana: si tiene buenos precios'] }],
          at: { line: 96, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['hace dos meses compre mi aire acondicionado alli'] },
          expect: [
            {
              kind: 'hears',
              who: ['Luis', 'Pedro', 'Ana'],
              texts: ['Luis: hace dos meses compre mi aire acondicionado alli'],
            },
          ],
          at: { line: 97, column: 3 },
        },
        { kind: 'view', who: 'Luis', figure: 'Fig. 10', at: { line: 98, column: 3 } },
        { kind: 'view', who: 'Pedro', figure: 'Fig. 11', at: { line: 98, column: 24 } },
        { kind: 'view', who: 'Ana', figure: 'Fig. 12', at: { line: 98, column: 46 } },
      ],
    },
    {
      id: 'quit',
      title: 'Ana leaves',
      after: 'conversation',
      source: '§7, Fig. 13, 14',
      at: { line: 101, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['QUIT'] },
          expect: [
            { kind: 'closed', who: ['Ana'] },
            { kind: 'hears', who: ['Luis', 'Pedro'], texts: ['Ana has left the chat.\n'] },
          ],
          at: { line: 102, column: 3 },
        },
        { kind: 'view', who: 'Ana', figure: 'Fig. 13', at: { line: 103, column: 3 } },
        { kind: 'view', who: 'Luis', figure: 'Fig. 14', at: { line: 103, column: 23 } },
      ],
    },
    {
      id: 'cut',
      title: 'a connection that is cut has left, and its name is free',
      after: 'quit',
      source: 'ours',
      at: { line: 106, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'closes' },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['Pedro has left the chat.\n'] }],
          at: { line: 107, column: 3 },
        },
        {
          kind: 'act',
          who: 'Eva',
          act: { kind: 'connects' },
          expect: [{ kind: 'hears', who: ['Eva'], texts: ['NAME'] }],
          at: { line: 108, column: 3 },
        },
        {
          kind: 'act',
          who: 'Eva',
          act: { kind: 'sends', texts: ['Pedro'] },
          expect: [
            { kind: 'hears', who: ['Eva'], texts: ['Welcome to the chat, Pedro!\n'] },
            { kind: 'hears', who: ['Luis', 'Eva'], texts: ['Pedro has joined the chat.\n'] },
          ],
          at: { line: 109, column: 3 },
        },
      ],
    },
    {
      id: 'near-quits',
      title: 'what only looks like QUIT is talk',
      after: 'three-users',
      source: 'ours',
      at: { line: 112, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['quit'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Luis: quit'] }],
          at: { line: 113, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['QUIT '] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Luis: QUIT '] }],
          at: { line: 114, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['QUIT\n'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro', 'Ana'], texts: ['Luis: QUIT\n'] }],
          at: { line: 115, column: 3 },
        },
      ],
    },
    {
      id: 'a-name',
      title: 'QUIT in answer to NAME is a name',
      source: 'ours',
      at: { line: 118, column: 1 },
      steps: [
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'connects' },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['NAME'] }],
          at: { line: 119, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['QUIT'] },
          expect: [
            { kind: 'hears', who: ['Ana'], texts: ['Welcome to the chat, QUIT!\n', 'QUIT has joined the chat.\n'] },
          ],
          at: { line: 120, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['QUIT'] },
          expect: [{ kind: 'closed', who: ['Ana'] }],
          at: { line: 121, column: 3 },
        },
      ],
    },
  ],
};
