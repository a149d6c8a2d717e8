import { describe, expect, it } from 'vitest';
import { CodecError, EncodeError } from '../../../runtime/errors.js';
import { createCodec } from '../codec.js';
import { any, cap, cls, lit, msg, plus, ref, rep, rule, sampleModel, seq, star } from './sample-model.js';

const rules = [
  rule('Plain', seq(cls('AZ', 'az'), rep(cls('AZ', 'az', '09'), 0, 15))),
  rule('Name', plus(cls('^', ' ', '\r', '\n'))),
  rule('Text', plus(any)),
  rule('Nick', rep(cls('^', ' ', ':'), 1, 32), { except: lit('QUIT') }),
  rule('Number', rep(cls('09'), 1, 15), { integer: { min: 0, max: 999999999999999 } }),
];

const chat = createCodec(
  sampleModel({
    rules,
    client: [
      msg('Login', cap('name', ref('Name')), rules),
      msg('Quit', lit('QUIT'), rules),
      msg('Whisper', seq(lit('\\w '), cap('to', ref('Name')), lit(' '), cap('text', ref('Text'))), rules),
      msg('BadWhisper', seq(lit('\\w'), cap('text', star(any))), rules),
      msg('Say', cap('text', ref('Text')), rules),
      msg('Add', seq(lit('ADD '), cap('n', ref('Number'))), rules),
    ],
    server: [
      msg('UserNotFound', seq(lit("User '"), cap('to', ref('Name')), lit("' not found.")), rules),
      msg('Private', seq(lit('priv('), cap('from', ref('Name')), lit('): '), cap('text', ref('Text'))), rules),
      msg('Said', seq(cap('from', ref('Name')), lit(': '), cap('text', ref('Text'))), rules),
      msg('Joined', seq(cap('name', ref('Name')), lit(' has joined the chat.\n')), rules),
    ],
    framing: { kind: 'chunk', max: 1024 },
    states: { Naming: ['Login'], Chatting: ['Quit', 'Whisper', 'BadWhisper', 'Say'], Counting: ['Add'] },
  }),
);

describe('the codec', () => {
  it.each([
    ["User 'G'b' not found.", { kind: 'UserNotFound', to: "G'b" }],
    ['Lu:is: a: b', { kind: 'Said', from: 'Lu:is', text: 'a: b' }],
    ['priv(A)): b): ): c', { kind: 'Private', from: 'A)', text: 'b): ): c' }],
    ['Ana has joined the chat.\n', { kind: 'Joined', name: 'Ana' }],
    ['a:: b', { kind: 'Said', from: 'a:', text: 'b' }],
  ])('reads %j as the rules mean it', (text, message) => {
    expect(chat.parseServer(text)).toEqual({ ok: true, message });
  });

  it('takes the first message that matches the whole text', () => {
    expect(chat.parse('Chatting', 'QUIT')).toEqual({ ok: true, message: { kind: 'Quit' } });
    expect(chat.parse('Chatting', 'QUIT ')).toEqual({ ok: true, message: { kind: 'Say', text: 'QUIT ' } });
    expect(chat.parse('Chatting', '\\w Ana hi')).toEqual({
      ok: true,
      message: { kind: 'Whisper', to: 'Ana', text: 'hi' },
    });
    expect(chat.parse('Chatting', '\\w Ana')).toEqual({ ok: true, message: { kind: 'BadWhisper', text: ' Ana' } });
    expect(chat.parse('Naming', 'QUIT')).toEqual({ ok: true, message: { kind: 'Login', name: 'QUIT' } });
  });

  it('reads numbers in range and without leading zeros', () => {
    expect(chat.parse('Counting', 'ADD 41')).toEqual({ ok: true, message: { kind: 'Add', n: 41 } });
    expect(chat.parse('Counting', 'ADD 041').ok).toBe(false);
    expect(chat.parse('Counting', 'ADD 1000000000000000').ok).toBe(false);
  });

  it('says where reading stopped and what could have stood there', () => {
    const failure = (state: string, text: string) => JSON.parse(JSON.stringify(chat.parse(state, text)));
    const unrecognized = { ok: false, code: 'unrecognized' };
    expect(failure('Counting', 'ADX')).toEqual({ ...unrecognized, at: 2, expected: ['"D "'] });
    const expected = ['[0-9]', 'the end of the text'];
    expect(failure('Counting', 'ADD 4x')).toEqual({ ...unrecognized, at: 5, expected });
    expect(failure('Naming', '')).toEqual({ ...unrecognized, at: 0, expected: ['[^ \\r\\n]'] });
    expect(failure('Naming', 'a\ud800')).toEqual({
      ...unrecognized,
      at: 1,
      expected: ['[^ \\r\\n]', 'the end of the text'],
    });
  });

  it('is told apart from what a wrong program asks of it', () => {
    const code = (ask: () => unknown): unknown => {
      try {
        return ask();
      } catch (error) {
        return error instanceof CodecError ? error.code : error;
      }
    };
    const any = (value: unknown): never => value as never;
    expect(code(() => chat.parse('Nowhere', ''))).toBe('unknown-state');
    expect(code(() => chat.parse('Naming', any(undefined)))).toBe('not-a-text');
    expect(code(() => chat.parseServer(any(5)))).toBe('not-a-text');
    expect(code(() => chat.encode('Nowhere', say('hi')))).toBe('unknown-state');
    for (const value of [null, undefined, 5, 'QUIT', {}, { kind: 5 }]) {
      expect(code(() => chat.encode('Chatting', any(value)))).toBe('not-a-message');
      expect(code(() => chat.encodeServer(any(value)))).toBe('not-a-message');
    }
    expect(code(() => chat.encodeServer({ kind: 'Nobody' }))).toBe('not-a-message');
    expect(code(() => chat.write({ kind: 'Nobody' }))).toBe('not-a-message');
    expect(code(() => chat.matches('Nothing', ''))).toBe('unknown-rule');
  });

  it.each([
    [
      'Naming',
      { kind: 'Login', name: 'Ana Paz' },
      'not-in-language',
      'name',
      'Login.name can\'t be "Ana Paz": Name = [^ \\r\\n]+.',
    ],
    ['Naming', { kind: 'Login' }, 'not-in-language', 'name', 'Login.name is missing.'],
    ['Naming', { kind: 'Login', name: 5 }, 'not-in-language', 'name', 'Login.name must be text, and is 5.'],
    ['Naming', { kind: 'Quit' }, 'not-in-state', undefined, 'The state Naming takes no Quit: it takes Login.'],
    ['Chatting', { kind: 'Say', text: 'QUIT' }, 'reads-as-other', undefined, 'Say of "QUIT" would be read as Quit.'],
    [
      'Chatting',
      { kind: 'Say', text: '\\w Ana hi' },
      'reads-as-other',
      undefined,
      'Say of "\\\\w Ana hi" would be read as Whisper.',
    ],
    [
      'Chatting',
      { kind: 'Say', text: 'x'.repeat(1025) },
      'too-long',
      undefined,
      'Say of 1025 bytes: a frame holds 1024.',
    ],
    ['Counting', { kind: 'Add', n: -1 }, 'not-in-language', 'n', "Add.n can't be -1: Number = [0-9]|1..15|."],
  ] as const)('refuses in %s what would not be read back: %j', (state, message, code, field, reason) => {
    expect(refusal(() => chat.encode(state, message))).toEqual({ code, field, reason });
  });

  it('refuses half of a surrogate pair', () => {
    const { code, field } = refusal(() => chat.encode('Chatting', say('a\ud800'))) ?? {};
    expect({ code, field }).toEqual({ code: 'ill-formed', field: 'text' });
  });

  it('refuses a server message that reads as another', () => {
    expect(refusal(() => chat.encodeServer(said('priv(Ana)', 'hi')))?.reason).toBe(
      'Said of "priv(Ana): hi" would be read as Private.',
    );
    expect(refusal(() => chat.encodeServer(said('a: b', 'hi')))?.code).toBe('not-in-language');
    expect(refusal(() => chat.encodeServer(said('a:', ' hi')))).toBeUndefined();
    expect(chat.write(said('priv(Ana)', 'hi'))).toBe('priv(Ana): hi');
  });
});

function say(text: string): { kind: string; text: string } {
  return { kind: 'Say', text };
}

function said(from: string, text: string): { kind: string; from: string; text: string } {
  return { kind: 'Said', from, text };
}

function refusal(encode: () => string): { code: string; field: string | undefined; reason: string } | undefined {
  try {
    encode();
    return undefined;
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    return { code: error.code, field: error.field, reason: error.message };
  }
}
