import { describe, expect, it } from 'vitest';
import type { Arm, Clause, Effect, Model } from '../../../runtime/model.js';
import { readSpec } from '../../front-end.js';
import { sampleSpec, specs } from '../../language/test/specs.js';
import { checkExamples } from '../check-examples.js';

function modelOf(text: string): Model {
  const { model, diagnostics } = readSpec('a.parley', text);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics, undefined, 1));
  return model;
}

function armsOf(body: readonly Effect[]): readonly Arm[] {
  return body.flatMap((effect) => {
    if (effect.kind === 'undefined') return armsOf(effect.own);
    return effect.kind === 'branch' ? effect.arms.flatMap((arm) => [arm, ...armsOf(arm.body)]) : [];
  });
}

const clausesOf = ({ session }: Model): readonly Clause[] => [
  session.connect,
  ...session.states.flatMap((one) => one.clauses),
];
const idsOf = (model: Model): readonly string[] =>
  clausesOf(model).flatMap((clause) => [clause.id, ...armsOf(clause.body).map((arm) => arm.id)]);

describe('the specs of this repository', () => {
  it.each(specs.map(({ file, text }) => [file, text]))('%s means something, and its examples hold', (file, text) => {
    const { model, diagnostics } = readSpec(file, text);
    expect(diagnostics).toEqual([]);
    expect(model?.file).toBe(file);
    expect(model === undefined ? [] : checkExamples(model)).toEqual([]);
  });

  it.each(specs.map(({ file, text }) => [file, text]))('%s: its model is plain data', (file, text) => {
    const { model } = readSpec(file, text);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it.each(specs.map(({ file, text }) => [file, text]))(
    '%s: every message and every state is documented',
    (file, text) => {
      const { model } = readSpec(file, text);
      const documented = [
        ...(model?.messages.client ?? []),
        ...(model?.messages.server ?? []),
        ...(model?.session.states ?? []),
      ];
      expect(documented.filter((one) => one.doc === '')).toEqual([]);
    },
  );

  it('their clauses and branches have the ids that reports cite', () => {
    const ids = new Set(specs.flatMap(({ file, text }) => idsOf(readSpec(file, text).model ?? modelOf(text))));
    for (const id of [
      'chat-private/connect',
      'chat-private/Chatting/Whisper/when',
      'chat-private/Chatting/Whisper/else',
      'chat-private/Naming/Login/plain',
      'chat-private/Naming/Login/else',
      'chat-private/Naming/Login/else/taken',
      'chat-private/Naming/Login/else/refused',
      'chat-line/Naming/Login/taken',
      'chat-line/Naming/overlong',
      'counter/Ready/Add/full',
    ]) {
      expect(ids).toContain(id);
    }
  });
});

describe('clauses', () => {
  const branchesOf = (body: string): readonly string[] => {
    const chatting = `  state Chatting { on Say(text) { ${body} }; unrecognized, overlong { reply No } }`;
    return idsOf(modelOf(sampleSpec({ chatting }))).filter((id) => id.startsWith('sample/Chatting/Say/'));
  };

  it('a guard without `else` has one that does nothing', () => {
    expect(branchesOf('when chat has name = text { reply No }')).toEqual([
      'sample/Chatting/Say/when',
      'sample/Chatting/Say/else',
    ]);
  });

  it('`else when` nests', () => {
    expect(branchesOf('when one: chat has name = text { reply No } else when two: self in chat { close }')).toEqual([
      'sample/Chatting/Say/one',
      'sample/Chatting/Say/else',
      'sample/Chatting/Say/else/two',
      'sample/Chatting/Say/else/else',
    ]);
  });

  it('a second guard beside the first is told apart by its label', () => {
    expect(branchesOf('when one: chat has name = text { reply No }; when two: self in chat { close }')).toEqual([
      'sample/Chatting/Say/one',
      'sample/Chatting/Say/else',
      'sample/Chatting/Say/two',
      'sample/Chatting/Say/not-two',
    ]);
    expect(branchesOf('when one: chat has name = text { reply No } else two { close }')).toEqual([
      'sample/Chatting/Say/one',
      'sample/Chatting/Say/two',
    ]);
  });

  it('the server’s choices are open, and named in order', () => {
    expect(branchesOf('either { reply No } or { close }')).toEqual([
      'sample/Chatting/Say/either',
      'sample/Chatting/Say/or',
    ]);
  });

  it('two triggers with one body are two clauses', () => {
    const ids = idsOf(modelOf(sampleSpec()));
    expect(ids).toContain('sample/Naming/unrecognized');
    expect(ids).toContain('sample/Naming/overlong');
  });

  it('a clause of every state counts once for each, behind the state’s own', () => {
    const every = '  in every state { invalid { close }; unrecognized { reply No } }';
    const model = modelOf(
      sampleSpec({
        chatting: `  state Chatting { unrecognized { close }; overlong { close } }\n${every}`,
        client: '  Login = name:Name',
        server: '  Hello = "HELLO " name:Name\n  No = "NO"',
        user: '  user { name: Name }\n  group chat',
        rules: 'Name = [a-z]+',
      }),
    );
    expect(model.session.states.map((one) => one.clauses.map((clause) => clause.id))).toEqual([
      ['sample/Naming/Login', 'sample/Naming/unrecognized', 'sample/Naming/overlong', 'sample/Naming/invalid'],
      ['sample/Chatting/unrecognized', 'sample/Chatting/overlong', 'sample/Chatting/invalid'],
    ]);
    expect(model.session.states[1]?.clauses[0]?.body).toMatchObject([{ kind: 'close' }]);
  });

  it('its text stands as it is written, without its indentation', () => {
    const line = specs.find(({ file }) => file === 'spec/chat-line.parley')?.text ?? '';
    const clause = clausesOf(modelOf(line)).find((one) => one.id === 'chat-line/Chatting/Whisper');
    expect(clause?.text).toBe(
      [
        'on Whisper(to, text) [as chat-private] {',
        '  when chat has name = to as addressee { send Private(self.name, text) to addressee }',
        '  else                                 { reply UserNotFound(to) }',
        '}',
      ].join('\n'),
    );
    expect(clause?.source).toBe('as chat-private');
  });

  it('levels and numbers of sends', () => {
    const chatting =
      '  state Chatting { should on Say(text) { reply No; may reply No; any number of Said(self.name, any("x")) to all chat }; may unrecognized, overlong { reply No } }';
    const say = clausesOf(modelOf(sampleSpec({ chatting }))).find((one) => one.id === 'sample/Chatting/Say');
    expect(say).toMatchObject({
      level: 'should',
      body: [
        { level: 'should', times: { min: 1, max: 1 }, to: { kind: 'self' } },
        { level: 'may', times: { min: 0, max: 1 } },
        {
          times: { min: 0, max: null },
          to: { kind: 'members', of: { group: 'chat' } },
          args: [{ kind: 'attribute' }, { kind: 'any', sample: 'x' }],
        },
      ],
    });
  });

  it('blocks are unfolded where they are used', () => {
    const model = modelOf(
      sampleSpec({
        connect:
          '  connect { become Naming }\n  block enter { set name; join chat; reply Hello(name); become Chatting }',
        naming: '  state Naming { on Login(name) { do enter }; unrecognized, overlong { reply No } }',
      }),
    );
    const login = clausesOf(model).find((one) => one.id === 'sample/Naming/Login');
    expect(login?.body.map((effect) => effect.kind)).toEqual(['set', 'join', 'send', 'become']);
  });
});

describe('transport', () => {
  const framingOf = (setting: string) =>
    modelOf(sampleSpec({ transport: `transport { tcp 1; charset utf-8; ${setting} }` })).framing;

  it('a framing holds for both directions, or for one', () => {
    const line = { kind: 'line', max: 64, write: 'lf' };
    expect(framingOf('framing line(64)')).toEqual({ client: line, server: line });
    expect(framingOf('client framing line(64); server framing line(512) crlf')).toEqual({
      client: line,
      server: { kind: 'line', max: 512, write: 'crlf' },
    });
  });

  it('times are kept in milliseconds', () => {
    const transport = 'transport { tcp 1; charset utf-8; framing line(64); idle may-close 1500ms }';
    expect(modelOf(sampleSpec({ transport })).transport).toEqual({ tcp: 1, idleMs: 1500 });
  });
});

describe('what is surely set', () => {
  const codesOf = (chatting: string, naming?: string) =>
    readSpec(
      'a',
      sampleSpec({
        chatting: `  state Chatting { ${chatting}; unrecognized, overlong { reply No } }`,
        ...(naming !== undefined && { naming }),
      }),
    )
      .diagnostics.filter((one) => one.severity === 'error')
      .map((one) => one.code);

  it('a guard makes sure', () => {
    const unset = 'on Login { unset name; become Chatting }';
    const say = (condition: string) => `on Say(text) { when ${condition} { reply Hello(self.name) } }`;
    expect(codesOf(`${unset}; ${say('self in chat')}`)).toEqual(['P409']);
    expect(codesOf(`${unset}; ${say('name is set')}`)).toEqual([]);
    expect(codesOf(`${unset}; ${say('self in chat and self.name is set')}`)).toEqual([]);
    expect(codesOf(`${unset}; ${say('self in chat or self.name is set')}`)).toEqual(['P409']);
    expect(codesOf(`${unset}; ${say('self.name is set and chat has name = self.name')}`)).toEqual(['P410']);
    expect(
      codesOf(`${unset}; on Say { when not self.name is set { reply No } else { reply Hello(self.name) } }`),
    ).toEqual([]);
  });

  it('what one branch alone sets is not sure behind it', () => {
    const set = 'on Login(name) { unset name; when chat has name = name { reply No } }';
    expect(codesOf(set)).toEqual(['P410']);
    const unset = 'on Login(name) { when self in chat { unset name } else { reply No }; reply Hello(self.name) }';
    expect(codesOf(unset)).toEqual(['P409']);
    expect(
      codesOf(
        'on Login(name) { when self in chat { unset name; set name } else { reply No }; reply Hello(self.name) }',
      ),
    ).toEqual([]);
  });

  it('a loop through states ends', () => {
    expect(codesOf('on Login(name) { become Naming }; on Say { reply Hello(self.name) }')).toEqual([]);
  });
});
