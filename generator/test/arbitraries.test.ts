import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocols } from '../../generated/index.js';
import { fieldOf, textOf } from '../../runtime/arbitrary/index.js';
import { capacityOf } from '../../runtime/framing.js';
import type { CodePointRange, Expr, Model } from '../../runtime/model.js';
import { ruleLanguage } from '../../runtime/rule-language.js';
import { decodeText, isWellFormed } from '../../runtime/text.js';
import { expressionsIn } from '../../runtime/walks.js';
import { describeEveryProtocol } from './every-protocol.js';

describeEveryProtocol(({ model, codec }, values) => {
  it.each(model.rules.map(({ id }) => id))('makes texts of %s that are in its language', (rule) => {
    fc.assert(
      fc.property(values.rule(rule), (text) => {
        expect(codec.matches(rule, text)).toBe(true);
        expect(isWellFormed(text)).toBe(true);
      }),
    );
  });

  it.each(model.rules.filter(({ integer }) => integer === undefined))(
    'reaches in texts of $id both ends of every range of its classes, and what programs treat wrongly',
    ({ id, expr }) => {
      const found = new Set(fc.sample(values.rule(id), { seed: 11, numRuns: 2_000 }).flatMap((text) => [...text]));
      const delicate = ['\0', '\t', '\n', '\r', '\x7f', '\x85', '\u0301', '\u2028', '\ufeff', '\u{1f600}'];
      const missing = expressionsIn(expr).flatMap((one): string[] => {
        if (one.kind !== 'class') return [];
        const ends = one.ranges.flat().map((codePoint) => String.fromCodePoint(codePoint));
        const within = delicate.filter((character) => isIn(one.ranges, character.codePointAt(0) ?? 0));
        return [...ends, ...within].filter((character) => !found.has(character));
      });
      expect(missing).toEqual([]);
    },
  );

  it('sends a server frames with what programs treat wrongly, and frames that are no UTF-8', () => {
    const frames = fc.sample(values.frame, { seed: 13, numRuns: 3_000 }).map((bytes) => Buffer.from(bytes));
    const texts = frames.map((bytes) => bytes.toString());
    const ends = model.framing.client.kind === 'chunk' ? ['\n'] : [];
    const missing = ['\0', '\r', '\t', '\u{1f600}', ...ends].filter((one) => !texts.some((text) => text.includes(one)));
    expect(missing).toEqual([]);
    expect(frames.some((bytes) => decodeText(bytes) === undefined)).toBe(true);
    expect(Math.max(...frames.map(({ length }) => length))).toBeLessThanOrEqual(capacityOf(model.framing.client));
  });

  it('makes values of every field that are in its language', () => {
    for (const { fields } of [...model.messages.client, ...model.messages.server]) {
      for (const field of fields) {
        const language = ruleLanguage(model, field.language);
        fc.assert(
          fc.property(fieldOf(model, field), (value) => {
            const texts = value === undefined ? [] : typeof value === 'object' ? value : [String(value)];
            for (const text of texts) expect(language.test(text)).toBe(true);
          }),
          { numRuns: 30 },
        );
      }
    }
  });

  it('fills a frame to its last byte now and then, and never more', () => {
    const capacity = capacityOf(model.framing.client);
    for (const { name, clauses } of model.session.states) {
      if (!clauses.some(({ trigger }) => trigger.kind === 'message')) continue;
      const messages = fc.sample(values.validClientMessage(name), { seed: 3, numRuns: 400 });
      const sizes = messages.map((message) => Buffer.byteLength(codec.encode(name, message)));
      const hasEndless = clauses.some(({ trigger }) => trigger.kind === 'message' && isEndless(model, trigger.name));
      if (hasEndless) expect(Math.max(...sizes)).toBe(capacity);
      else expect(Math.max(...sizes)).toBeLessThanOrEqual(capacity);
    }
  });

  it('lets users of different messages meet', () => {
    const events = fc.sample(values.events, { seed: 5, numRuns: 50 }).flat();
    const texts = events.flatMap((event) => (event.kind === 'frame' ? [Buffer.from(event.bytes).toString('hex')] : []));
    expect(new Set(texts).size).toBeLessThan(texts.length);
  });
});

function isIn(ranges: readonly CodePointRange[], codePoint: number): boolean {
  return ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}

/** Whether a message has a field that can be as long as it likes: a plain repetition without an upper bound. */
function isEndless(model: Model, id: string): boolean {
  const fields = model.messages.client.find((message) => message.id === id)?.fields ?? [];
  return fields.some(({ arity, language }) => {
    const rule = language.kind === 'reference' ? model.rules.find((one) => one.id === language.rule) : undefined;
    const expr = rule?.expr ?? language;
    return arity === 'one' && expr.kind === 'repeat' && expr.max === null && expr.of.kind === 'class';
  });
}

describe('texts of a class', async () => {
  const [load] = Object.values(protocols);
  if (load === undefined) return;
  const { model } = await load();
  const oneTo = (max: number, ...ranges: [number, number][]): Expr => ({
    kind: 'repeat',
    of: { kind: 'class', ranges, source: '' },
    min: 1,
    max,
  });
  const sample = (expr: Expr): readonly string[] => fc.sample(textOf(model, expr), { seed: 11, numRuns: 1_000 });

  it('reach its first and last code point, and the bounds of their length', () => {
    const texts = sample(oneTo(32, [0x21, 0x7e], [0xa1, 0xd7ff], [0xe000, 0x10ffff]));
    const characters = new Set(texts.flatMap((text) => [...text]));
    for (const edge of [0x21, 0x7e, 0xa1, 0x10ffff]) expect(characters).toContain(String.fromCodePoint(edge));
    const lengths = new Set(texts.map((text) => [...text].length));
    expect(lengths).toContain(1);
    expect(lengths).toContain(32);
  });

  it('hold what programs treat wrongly, where it is in the class', () => {
    const characters = new Set(sample(oneTo(8, [0, 0xd7ff], [0xe000, 0x10ffff])).flatMap((text) => [...text]));
    for (const delicate of ['\0', '\n', '\r', '\t', '\u0301', '\ufeff', '\u{1f600}'])
      expect(characters).toContain(delicate);
  });

  it('shrink towards short and readable ones', () => {
    const texts = textOf(model, oneTo(32, [0x21, 0xd7ff], [0xe000, 0x10ffff]));
    const { counterexample } = fc.check(
      fc.property(texts, (text) => [...text].length < 3),
      { seed: 1 },
    );
    expect(counterexample).toEqual(['aaa']);
  });
});
