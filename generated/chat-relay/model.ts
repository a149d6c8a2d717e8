// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * The model of `chat-relay`: what its spec means, as plain data.
 *
 * @module
 */

import type { Model } from 'parley/runtime';

/**
 * Relays what each user writes to the others. The client speaks first, with its name; nobody is told who comes or goes.
 */
export const model: Model = {
  name: 'chat-relay',
  doc: 'Relays what each user writes to the others. The client speaks first, with its name; nobody is told who comes or goes.',
  file: 'spec/chat-relay.parley',
  sources: [{ file: 'chat-entre-clientes.txt', title: 'chat entre clientes' }],
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
        id: 'Quit',
        direction: 'client',
        doc: 'Leaves the chat, silently. One letter, small or large, and nothing else.',
        at: { line: 18, column: 3 },
        parts: [{ kind: 'text', expr: { kind: 'literal', text: 'q', fold: 'ascii' } }],
        fields: [],
        regular: true,
        source: 'Quit = "q"i',
      },
      {
        id: 'Login',
        direction: 'client',
        doc: "A user's name: the first thing that a client sends, unasked.",
        at: { line: 20, column: 3 },
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
        id: 'Say',
        direction: 'client',
        doc: 'Writes to the others.',
        at: { line: 22, column: 3 },
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
        id: 'Greeting',
        direction: 'server',
        doc: 'Greets a user who has just come in.',
        at: { line: 27, column: 3 },
        parts: [
          { kind: 'text', expr: { kind: 'literal', text: 'Bienvenido al chat, pulsa q para salir. ', fold: 'none' } },
        ],
        fields: [],
        regular: true,
        source: 'Greeting = "Bienvenido al chat, pulsa q para salir. "',
      },
      {
        id: 'Said',
        direction: 'server',
        doc: 'What a user wrote, to the others.',
        at: { line: 29, column: 3 },
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
    ],
  },
  session: {
    variables: [
      {
        scope: 'connection',
        name: 'name',
        type: { rule: 'Name', value: { kind: 'text' } },
        equality: 'exact',
        at: { line: 33, column: 10 },
      },
    ],
    groups: [{ name: 'waiting', at: { line: 34, column: 3 } }, { name: 'chat', at: { line: 35, column: 3 } }],
    connect: {
      id: 'chat-relay/connect',
      doc: 'The server says nothing until it has a name.',
      level: 'must',
      source: 'servidor: aceptarConexiones',
      at: { line: 38, column: 3 },
      trigger: { kind: 'connect' },
      body: [
        { kind: 'join', group: { group: 'waiting' }, at: { line: 38, column: 43 } },
        { kind: 'become', state: 'Naming', at: { line: 38, column: 57 } },
      ],
      text: 'connect [servidor: aceptarConexiones] { join waiting; become Naming }',
    },
    states: [
      {
        name: 'Naming',
        doc: 'Connected, without a name.',
        at: { line: 43, column: 3 },
        clauses: [
          {
            id: 'chat-relay/Naming/Quit',
            doc: 'Whether a user can be called `q` is open.',
            level: 'must',
            source: 'not in the document',
            at: { line: 45, column: 5 },
            trigger: { kind: 'message', name: 'Quit', params: [] },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [{ message: 'Said', args: [{ kind: 'any' }, { kind: 'any' }] }],
                selfNeverHears: [],
                own: [{ kind: 'close', at: { line: 45, column: 95 } }],
                at: { line: 45, column: 51 },
              },
            ],
            text: 'on Quit [not in the document]               { undefined, others may hear Said(any, any) { close } }',
          },
          {
            id: 'chat-relay/Naming/Login',
            doc: 'Which names there are beside the plain ones, and whether two users may share one, is open.',
            level: 'must',
            source: 'servidor: manejadorCliente',
            at: { line: 47, column: 5 },
            trigger: { kind: 'message', name: 'Login', params: ['name'] },
            body: [
              {
                kind: 'branch',
                arms: [
                  {
                    id: 'chat-relay/Naming/Login/plain',
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
                        at: { line: 40, column: 17 },
                      },
                      { kind: 'leave', group: { group: 'waiting' }, at: { line: 40, column: 27 } },
                      { kind: 'join', group: { group: 'chat' }, at: { line: 40, column: 42 } },
                      {
                        kind: 'send',
                        message: 'Greeting',
                        args: [],
                        to: { kind: 'self' },
                        times: { min: 1, max: 1 },
                        level: 'must',
                        at: { line: 40, column: 53 },
                      },
                      { kind: 'become', state: 'Chatting', at: { line: 40, column: 69 } },
                    ],
                    at: { line: 48, column: 7 },
                  },
                  {
                    id: 'chat-relay/Naming/Login/else',
                    when: 'otherwise',
                    body: [
                      {
                        kind: 'branch',
                        arms: [
                          {
                            id: 'chat-relay/Naming/Login/else/taken',
                            when: 'open',
                            body: [
                              {
                                kind: 'set',
                                place: { scope: 'connection', name: 'name' },
                                value: { kind: 'field', name: 'name' },
                                at: { line: 40, column: 17 },
                              },
                              { kind: 'leave', group: { group: 'waiting' }, at: { line: 40, column: 27 } },
                              { kind: 'join', group: { group: 'chat' }, at: { line: 40, column: 42 } },
                              {
                                kind: 'send',
                                message: 'Greeting',
                                args: [],
                                to: { kind: 'self' },
                                times: { min: 1, max: 1 },
                                level: 'must',
                                at: { line: 40, column: 53 },
                              },
                              { kind: 'become', state: 'Chatting', at: { line: 40, column: 69 } },
                            ],
                            at: { line: 50, column: 15 },
                          },
                          {
                            id: 'chat-relay/Naming/Login/else/refused',
                            when: 'open',
                            body: [
                              {
                                kind: 'undefined',
                                othersMayHear: [{ message: 'Said', args: [{ kind: 'any' }, { kind: 'any' }] }],
                                selfNeverHears: [{ message: 'Greeting', args: [] }],
                                own: [{ kind: 'close', at: { line: 51, column: 97 } }],
                                at: { line: 51, column: 26 },
                              },
                            ],
                            at: { line: 51, column: 11 },
                          },
                        ],
                        at: { line: 50, column: 9 },
                      },
                    ],
                    at: { line: 49, column: 7 },
                  },
                ],
                at: { line: 48, column: 7 },
              },
            ],
            text: 'on Login(name) [servidor: manejadorCliente] {\n  when plain: name is Plain and not (chat has name = name) { do enter }\n  else {\n    either taken   { do enter }\n    or     refused { undefined, self never hears Greeting, others may hear Said(any, any) { close } }\n  }\n}',
          },
          {
            id: 'chat-relay/Naming/unrecognized',
            doc: 'A name with a space or a line end in it, or bytes that are no text.',
            level: 'must',
            source: 'not in the document',
            at: { line: 55, column: 5 },
            trigger: { kind: 'unrecognized' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [{ message: 'Said', args: [{ kind: 'any' }, { kind: 'any' }] }],
                selfNeverHears: [],
                own: [{ kind: 'close', at: { line: 55, column: 95 } }],
                at: { line: 55, column: 51 },
              },
            ],
            text: 'unrecognized, invalid [not in the document] { undefined, others may hear Said(any, any) { close } }',
          },
          {
            id: 'chat-relay/Naming/invalid',
            doc: 'A name with a space or a line end in it, or bytes that are no text.',
            level: 'must',
            source: 'not in the document',
            at: { line: 55, column: 5 },
            trigger: { kind: 'invalid' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [{ message: 'Said', args: [{ kind: 'any' }, { kind: 'any' }] }],
                selfNeverHears: [],
                own: [{ kind: 'close', at: { line: 55, column: 95 } }],
                at: { line: 55, column: 51 },
              },
            ],
            text: 'unrecognized, invalid [not in the document] { undefined, others may hear Said(any, any) { close } }',
          },
        ],
      },
      {
        name: 'Chatting',
        doc: 'In the chat, under a name.',
        at: { line: 59, column: 3 },
        clauses: [
          {
            id: 'chat-relay/Chatting/Quit',
            doc: 'Nobody is told.',
            level: 'must',
            source: 'Manejo de Desconexiones y Errores',
            at: { line: 61, column: 5 },
            trigger: { kind: 'message', name: 'Quit', params: [] },
            body: [
              { kind: 'leave', group: { group: 'chat' }, at: { line: 61, column: 54 } },
              { kind: 'close', at: { line: 61, column: 66 } },
            ],
            text: 'on Quit [Manejo de Desconexiones y Errores]    { leave chat; close }',
          },
          {
            id: 'chat-relay/Chatting/Say',
            doc: 'The listing sends to every connection; the prose, to the other clients connected. Whether one without a name is a client is open.',
            level: 'must',
            source: 'Difusión de Mensajes',
            at: { line: 63, column: 5 },
            trigger: { kind: 'message', name: 'Say', params: ['text'] },
            body: [
              {
                kind: 'send',
                message: 'Said',
                args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'field', name: 'text' }],
                to: { kind: 'members', of: { group: 'chat' }, but: 'self' },
                times: { min: 1, max: 1 },
                level: 'must',
                at: { line: 63, column: 54 },
              },
              {
                kind: 'send',
                message: 'Said',
                args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'field', name: 'text' }],
                to: { kind: 'members', of: { group: 'waiting' } },
                times: { min: 0, max: 1 },
                level: 'may',
                at: { line: 63, column: 97 },
              },
            ],
            text: 'on Say(text) [Difusión de Mensajes]            { send Said(self.name, text) to others chat; may send Said(self.name, text) to all waiting }',
          },
          {
            id: 'chat-relay/Chatting/disconnect',
            doc: 'Nobody is told.',
            level: 'must',
            source: 'Manejo de Desconexiones y Errores',
            at: { line: 65, column: 5 },
            trigger: { kind: 'disconnect' },
            body: [{ kind: 'leave', group: { group: 'chat' }, at: { line: 65, column: 54 } }],
            text: 'disconnect [Manejo de Desconexiones y Errores] { leave chat }',
          },
          {
            id: 'chat-relay/Chatting/invalid',
            doc: 'Bytes that are no UTF-8: the server survives them, and says nothing false about them.',
            level: 'must',
            source: 'not in the document',
            at: { line: 67, column: 5 },
            trigger: { kind: 'invalid' },
            body: [
              {
                kind: 'undefined',
                othersMayHear: [
                  { message: 'Said', args: [{ kind: 'attribute', of: 'self', name: 'name' }, { kind: 'any' }] },
                ],
                selfNeverHears: [],
                own: [],
                at: { line: 67, column: 54 },
              },
            ],
            text: 'invalid [not in the document]                  { undefined, others may hear Said(self.name, any) }',
          },
        ],
      },
    ],
  },
  examples: [
    {
      id: 'relay',
      title: 'to the others, not to the sender',
      source: 'ours',
      at: { line: 71, column: 1 },
      steps: [
        { kind: 'act', who: 'Luis', act: { kind: 'connects' }, expect: [], at: { line: 72, column: 3 } },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['Luis'] },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['Bienvenido al chat, pulsa q para salir. '] }],
          at: { line: 73, column: 3 },
        },
        { kind: 'act', who: 'Ana', act: { kind: 'connects' }, expect: [], at: { line: 74, column: 3 } },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['Ana'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['Bienvenido al chat, pulsa q para salir. '] }],
          at: { line: 75, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['hola'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['Luis: hola'] }],
          at: { line: 76, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['q q'] },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['Ana: q q'] }],
          at: { line: 77, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['Q'] },
          expect: [{ kind: 'closed', who: ['Ana'] }],
          at: { line: 78, column: 3 },
        },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['q'] },
          expect: [{ kind: 'closed', who: ['Luis'] }],
          at: { line: 79, column: 3 },
        },
      ],
    },
    {
      id: 'three',
      title: 'every other user hears it, once',
      source: 'ours',
      at: { line: 82, column: 1 },
      steps: [
        { kind: 'act', who: 'Luis', act: { kind: 'connects' }, expect: [], at: { line: 83, column: 3 } },
        {
          kind: 'act',
          who: 'Luis',
          act: { kind: 'sends', texts: ['Luis'] },
          expect: [{ kind: 'hears', who: ['Luis'], texts: ['Bienvenido al chat, pulsa q para salir. '] }],
          at: { line: 84, column: 3 },
        },
        { kind: 'act', who: 'Ana', act: { kind: 'connects' }, expect: [], at: { line: 85, column: 3 } },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['Ana'] },
          expect: [{ kind: 'hears', who: ['Ana'], texts: ['Bienvenido al chat, pulsa q para salir. '] }],
          at: { line: 86, column: 3 },
        },
        { kind: 'act', who: 'Pedro', act: { kind: 'connects' }, expect: [], at: { line: 87, column: 3 } },
        {
          kind: 'act',
          who: 'Pedro',
          act: { kind: 'sends', texts: ['Pedro'] },
          expect: [{ kind: 'hears', who: ['Pedro'], texts: ['Bienvenido al chat, pulsa q para salir. '] }],
          at: { line: 88, column: 3 },
        },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['hola'] },
          expect: [{ kind: 'hears', who: ['Luis', 'Pedro'], texts: ['Ana: hola'] }],
          at: { line: 89, column: 3 },
        },
        { kind: 'act', who: 'Luis', act: { kind: 'resets' }, expect: [], at: { line: 90, column: 3 } },
        {
          kind: 'act',
          who: 'Ana',
          act: { kind: 'sends', texts: ['adios'] },
          expect: [{ kind: 'hears', who: ['Pedro'], texts: ['Ana: adios'] }],
          at: { line: 91, column: 3 },
        },
      ],
    },
  ],
};
