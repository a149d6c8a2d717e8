import { describe, expect, test } from 'vitest';
import type { Failure, Requirement } from '../../engine/events.js';
import { Tally } from '../../engine/tally.js';
import { fault } from '../report/fixtures.js';

const ids = ['a/x', 'a/y', 'a/z'];
const requirements = ids.map((id): Requirement => ({ id, kind: 'clause', level: 'must', text: '' }));
const failure = (requirement: string): Failure =>
  ({
    requirement,
    level: 'must',
    fault: fault({ kind: 'unexpected', connection: 0, entry: 0, clause: requirement }),
  }) as Failure;
const tally = (isJudged: (id: string) => boolean = () => true): Tally => new Tally(requirements, isJudged);
const verdictOf = (one: Tally, id: string) =>
  one.verdicts({ kind: 'skipped', reason: 'no case' }).find(({ requirement }) => requirement === id);
const nothing: ReadonlySet<string> = new Set();

describe('what was seen in a case and in no replay of it', () => {
  test('stands where nothing else is broken', () => {
    const alone = tally();
    alone.hold(failure('a/x'), 'seen once', nothing);
    expect(alone.isHeld('a/x')).toBe(true);
    expect(alone.release()).toEqual([failure('a/x')]);
  });

  test('is in doubt where something is', () => {
    const beside = tally();
    beside.hold(failure('a/x'), 'seen once', nothing);
    beside.fail(failure('a/y'));
    expect(beside.release()).toEqual([]);
    const reason = 'seen once: it may come of a/y, broken too';
    expect(verdictOf(beside, 'a/x')).toMatchObject({ kind: 'inconclusive', reason });
  });

  test('stands where it is known to fail', () => {
    const known = tally();
    known.hold({ ...failure('a/x'), known: 'now and then' }, 'seen once', nothing);
    known.fail(failure('a/y'));
    expect(known.release()).toEqual([{ ...failure('a/x'), known: 'now and then' }]);
  });

  test('stands where it was seen in case after case in which nothing had run that is broken', () => {
    const seen = (...ran: readonly (readonly string[] | undefined)[]): readonly Failure[] => {
      const one = tally();
      for (const before of ran) one.hold(failure('a/x'), 'seen once', before && new Set(before));
      one.fail(failure('a/y'));
      return one.release();
    };
    expect(seen(['a/z'], ['a/z', 'a/x'], [])).toEqual([failure('a/x')]);
    expect(seen(['a/z'], ['a/z'])).toEqual([]);
    expect(seen(['a/z'], ['a/z'], ['a/z', 'a/y'])).toEqual([]);
    expect(seen(['a/z'], ['a/z'], undefined)).toEqual([]);
    expect(seen(['a/z'], ['a/y'], ['a/z'], [])).toEqual([failure('a/x')]);
  });

  test('may come of what was not asked for, of which nothing is told', () => {
    const some = tally((id) => id !== 'a/y');
    some.setAside('a/y');
    some.hold(failure('a/x'), 'seen once', nothing);
    expect(some.release()).toEqual([]);
    expect(verdictOf(some, 'a/x')?.reason).toBe('seen once: it may come of something that was not asked for');
    const other = tally((id) => id !== 'a/y');
    other.setAside('a/y');
    other.hold(failure('a/x'), 'seen once', nothing);
    other.fail(failure('a/z'));
    expect(other.release()).toEqual([]);
    expect(verdictOf(other, 'a/x')?.reason).toBe('seen once: it may come of a/z, broken too');
  });
});

describe('what no case came to', () => {
  const blocked = (one: Tally): unknown => verdictOf(one, 'a/z')?.reason;

  test('is blocked by what is broken, of all at which cases stopped', () => {
    const one = tally();
    one.stop('a/x', ['a/z', 'a/x']);
    one.stop('a/y', ['a/z']);
    one.fail(failure('a/y'));
    expect(blocked(one)).toBe('each case that comes to it stops at a/y, which is broken');
    expect(verdictOf(one, 'a/x')?.kind).toBe('skipped');
  });

  test('names nothing as broken that is not', () => {
    const doubted = tally();
    doubted.stop('a/x', ['a/z']);
    doubted.doubt('a/x', 'it was late once');
    expect(blocked(doubted)).toBe('each case that comes to it stops at a/x, which is inconclusive');
    const explained = tally();
    explained.stop('a/x', ['a/z']);
    explained.fail(failure('a/y'));
    expect(blocked(explained)).toBe('each case that comes to it stops before, for what is broken elsewhere');
  });
});

describe('what is kept for want of something surer', () => {
  test('is told in the end, the first of several, and what was held may come of it', () => {
    const alone = tally();
    alone.keep({ ...failure('a/x'), hint: 'the first' });
    alone.keep({ ...failure('a/x'), hint: 'the second' });
    alone.hold(failure('a/y'), 'seen once', nothing);
    expect(alone.isBroken('a/x')).toBe(false);
    expect(alone.release()).toEqual([{ ...failure('a/x'), hint: 'the first' }]);
    expect(verdictOf(alone, 'a/x')).toMatchObject({ kind: 'fail' });
    expect(verdictOf(alone, 'a/y')).toMatchObject({ kind: 'inconclusive' });
  });

  test('is not told beside something surer', () => {
    const sure = tally();
    sure.keep(failure('a/x'));
    sure.fail({ ...failure('a/x'), hint: 'sure' });
    expect(sure.release()).toEqual([]);
    expect(sure.failed).toEqual([{ ...failure('a/x'), hint: 'sure' }]);
  });
});
