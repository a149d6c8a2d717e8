import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../runtime/model.js';
import { readSpec } from '../../front-end.js';
import { createCodec } from '../../rules/codec.js';
import { diffModels } from '../diff.js';

const specs = new URL('../../../spec/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(`${name}.parley`, specs), 'utf8');

function modelOf(text: string): Model {
  const { model, diagnostics } = readSpec('trial.parley', text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}

const names = readdirSync(specs).map((file) => file.replace('.parley', ''));

it.each(names)('%s does not differ from itself', (name) => {
  expect(diffModels(modelOf(read(name)), modelOf(read(name)))).toEqual([]);
});

describe.each(names.flatMap((one) => names.filter((other) => other !== one).map((other) => [one, other] as const)))(
  'from %s to %s',
  (one, other) => {
    const [before, after] = [modelOf(read(one)), modelOf(read(other))];
    const [old, now] = [createCodec(before), createCodec(after)];
    const changes = diffModels(before, after);
    const kindOf = (result: ReturnType<typeof old.parse>) => (result.ok ? result.message.kind : 'unrecognized');

    it('each text that is said to be read differently is', () => {
      expect(changes).not.toEqual([]);
      for (const change of changes) {
        if (change.witness === undefined) continue;
        if (change.kind === 'input-read-differently') {
          const state = /in the state `(\w+)`/.exec(change.message)?.[1] ?? '';
          expect(kindOf(old.parse(state, change.witness))).toBe(change.old);
          expect(kindOf(now.parse(state, change.witness))).toBe(change.new);
          expect(change.old).not.toBe(change.new);
        } else if (change.kind === 'output-read-differently') {
          expect(kindOf(old.parseServer(change.witness))).toBe(change.old);
          expect(kindOf(now.parseServer(change.witness))).toBe(change.new);
        }
      }
    });
  },
);

describe('a change of the counter', () => {
  const spec = read('counter');
  const changed = (from: string | RegExp, to: string) => {
    const text = spec.replace(from, to).replace(/^example[\s\S]*/m, '');
    expect(text).not.toBe(spec.replace(/^example[\s\S]*/m, ''));
    return diffModels(modelOf(spec), modelOf(text)).map(
      ({ level, kind, compatible, message }) => `${compatible ? '+' : '!'} ${level} ${kind}: ${message}`,
    );
  };

  it.each([
    ['another port', 'tcp 7000', 'tcp 7001', ['! wire transport: the port was 7000 and is 7001']],
    [
      'longer lines',
      'line(64)',
      'line(65)',
      [
        '! wire framing: the framing of what the server sends was `line(64)` and is `line(65)`',
        '+ wire framing: the framing of what clients send was `line(64)` and is `line(65)`',
      ],
    ],
    ['less order', 'total', 'fifo', ['! wire delivery: the order of delivery was `total` and is `fifo`']],
    [
      'another start',
      'count: Number = 0',
      'count: Number = 1',
      [
        '! wire variable: `world.count` was a number from 0 to 999999999999999, 0 at first, and is a number from 0 to 999999999999999, 1 at first',
      ],
    ],
    [
      'another word',
      '"INC"',
      '"INC" / "ONE"',
      ['+ wire input-read-differently: in the state `Ready`, "ONE" was no message and is `Inc`'],
    ],
    [
      'a field renamed',
      /Value = "VALUE " n:Number/,
      'Value = "VALUE " value:Number',
      ['! source field: the field `n` of `Value` is gone', '! source field: the field `value` of `Value` is new'],
    ],
    [
      'another answer',
      /on Get \[ours\] +\{ reply Value\(world.count\) \}/,
      'on Get { reply Full }',
      ['! wire clause: in the state `Ready`, after `on Get`, something else follows'],
    ],
    [
      'a silent clause',
      'on Get [ours]',
      'should on Get [ours]',
      ['! wire clause: in the state `Ready`, after `on Get`, something else follows (MUST before, SHOULD now)'],
    ],
    ['comments and names of branches', /\/\/\/ .*|full:/g, '', []],
  ])('%s', (_, from, to, expected) => {
    expect(changed(from, to)).toEqual(expected);
  });
});

it('says where a field begins elsewhere, and which rule of a guard has changed', () => {
  const spec = `protocol a
transport { tcp 1; charset utf-8; framing line(64) }
delivery fifo, atomic send
Word = [a-z]+
Key = [a-z]|1..3|
client { Put = "put " key:Key rest:([0-9] [a-z0-9]*) }
server { Ok = "ok" }
session {
  connect { become Open }
  state Open {
    on Put(key, rest) { when key is Word { reply Ok } else { close } }
    unrecognized, overlong { close }
  }
}
`;
  const other = spec
    .replace('rest:([0-9] [a-z0-9]*)', 'rest:([a-z]? [0-9] [a-z0-9]*)')
    .replace('Key = [a-z]|1..3|', 'Key = [a-z]|1..2|')
    .replace('Word = [a-z]+', 'Word = [a-y]+');
  const changes = diffModels(modelOf(spec), modelOf(other.replace('(key, rest)', '(key)')));
  expect(changes.map(({ kind, witness }) => [kind, witness])).toContainEqual(['fields-read-differently', 'put aa0']);
  expect(changes.map(({ message }) => message)).toContain('`Word`, which guards ask for, matched "z", and does not');
});
