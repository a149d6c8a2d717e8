import { describe, expect, test } from 'vitest';
import { createFresh, labelOf, payloadBytes, varied } from '../../scenario/fresh.js';
import { PEOPLE, personAt, WORDS } from '../../scenario/people.js';
import { protocolFrom } from '../protocols.js';
import { protocols } from './protocols.js';

const labels = PEOPLE.flatMap((person) => [0, 1, 2, 35, 36, 399].map((count) => labelOf(person, count)));

describe.each(protocols.map((protocol) => [protocol.model.name, protocol] as const))(
  'fresh values of %s',
  (_, protocol) => {
    const rules = protocol.model.rules.map(({ id }) => id);

    test.each(rules)('are in rule %s, unique, and none is a prefix of another', (rule) => {
      const values = [1, 2, 36, 46_000].flatMap((number) => {
        const fresh = createFresh(protocol, number);
        return labels.map((label) => fresh({ fresh: label, in: [rule] }));
      });
      expect(values.every((value) => protocol.codec.matches(rule, value))).toBe(true);
      expect(new Set(values).size).toBe(values.length);
      expect(new Set(values.map((value) => value.length)).size).toBe(1);
    });

    test('depend on the case and the label alone, not on the order in which they are asked for', () => {
      const [one, other] = [createFresh(protocol, 7), createFresh(protocol, 7)];
      const part = (label: string) => ({ fresh: label, in: rules.slice(0, 1) });
      const forwards = labels.map((label) => one(part(label)));
      const backwards = [...labels]
        .reverse()
        .map((label) => other(part(label)))
        .reverse();
      expect(backwards).toEqual(forwards);
    });
  },
);

test('equal labels are equal values, whatever rules they are asked in', () => {
  const protocol = protocolFrom('spec/rules.parley', SMALL);
  const fresh = createFresh(protocol, 1);
  expect(fresh({ fresh: 'Ana', in: ['Word'] })).toBe(fresh({ fresh: 'Ana', in: ['Word', 'Any'] }));
});

test.each(['Word', 'Shout', 'Number', 'Short', 'Odd'])('a value is found for a rule such as %s', (rule) => {
  const protocol = protocolFrom('spec/rules.parley', SMALL);
  const [one, other] = [createFresh(protocol, 1), createFresh(protocol, 2)];
  const values = [
    one({ fresh: 'Ana', in: [rule] }),
    one({ fresh: 'Ben', in: [rule] }),
    one({ fresh: 'Ana1', in: [rule] }),
    other({ fresh: 'Ana', in: [rule] }),
  ];
  expect(values.every((value) => protocol.codec.matches(rule, value))).toBe(true);
  expect(new Set(values).size).toBe(4);
});

test('a variant of a value is the value in another case, or a little shorter', () => {
  const protocol = protocolFrom('spec/rules.parley', SMALL);
  const fresh = createFresh(protocol, 1);
  const value = fresh({ fresh: 'Ana', in: ['Word'] });
  expect(fresh({ fresh: 'Ana', in: ['Word'], as: 'lower' })).toBe(value.toLowerCase());
  expect(fresh({ fresh: 'Ana', in: ['Word'], as: 'upper' })).toBe(value.toUpperCase());
  expect(fresh({ fresh: 'Ana', in: ['Word'], as: 'shorter' })).toBe(value.slice(0, -1));
});

test('a variant may be composed or decomposed: another text, that looks the same', () => {
  expect(varied('caf\u00e9', 'decomposed')).toBe('cafe\u0301');
  expect(varied('cafe\u0301', 'composed')).toBe('caf\u00e9');
});

test('a payload is its texts, values and bytes in a row', () => {
  const protocol = protocolFrom('spec/rules.parley', SMALL);
  const fresh = createFresh(protocol, 1);
  const value = fresh({ fresh: 'Ana', in: ['Word'] });
  const bytes = payloadBytes([{ text: 'é ' }, { fresh: 'Ana', in: ['Word'] }, { hex: 'ff00' }], fresh);
  expect([...bytes]).toEqual([0xc3, 0xa9, 0x20, ...Buffer.from(value), 0xff, 0x00]);
});

test('people and words are distinct and of one length', () => {
  for (const list of [PEOPLE, WORDS]) {
    expect(new Set(list).size).toBe(list.length);
    expect(new Set(list.map((one) => one.length)).size).toBe(1);
  }
  expect(PEOPLE.length).toBe(WORDS.length);
  expect(new Set(Array.from({ length: 100 }, (_, i) => personAt(i))).size).toBe(100);
});

const SMALL = `
protocol rules
transport { tcp 7; charset utf-8; framing line(64) }
delivery fifo, atomic send
Word   = [A-Za-z0-9]+
Any    = .+
Shout  = [A-Z]+
Number = [0-9]|1..15| as integer(0..999999999999999)
Short  = [a-z]|1..4|
Odd    = "<" [αβγδ]|6| ">"
client {
  Say   = word:Word
  Cry   = "!" shout:Shout
  Count = "#" n:Number
  Tag   = "." tag:Short
  Mark  = "?" odd:Odd
}
server {
  Said = word:Any
}
session {
  connect [x] { become Ready }
  state Ready {
    on Say(word) [x] { reply Said(word) }
    on Cry(shout) [x] { reply Said(shout) }
    on Count(n) [x] { close }
    on Tag(tag) [x] { reply Said(tag) }
    on Mark(odd) [x] { reply Said(odd) }
    unrecognized, invalid, overlong [x] { close }
  }
}
`;
