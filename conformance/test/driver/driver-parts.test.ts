import { describe, expect, it } from 'vitest';
import { Deadline } from '../../driver/deadline.js';
import { IdleWatch } from '../../driver/idle-watch.js';
import { OutgoingMessages } from '../../driver/messages.js';
import { problemOfConnect } from '../../driver/problem.js';
import { Recorder } from '../../driver/recorder.js';
import { TokenWatch } from '../../driver/token-watch.js';
import { Watch } from '../../driver/watch.js';
import { createFresh } from '../../scenario/fresh.js';
import { fresh, text, toyProtocol } from './play.js';
import { ToyJudge } from './toy-judge.js';

function recorder(limits = { caseBytes: 10, caseReads: 10 }): { recorder: Recorder; judge: ToyJudge } {
  const judge = new ToyJudge('line');
  const one = new Recorder(judge, limits, undefined, () => {});
  one.acts({ kind: 'connect', connection: 0 }, () => {});
  one.acts({ kind: 'connect', connection: 1 }, () => {});
  return { recorder: one, judge };
}

describe('Deadline', () => {
  const limits = {
    progressMs: 10,
    hardMs: 25,
    knownMs: 10,
    known: new Set<string>(),
    hopelessMs: Number.POSITIVE_INFINITY,
    msPerByte: 0,
  };
  const owing = (...connections: number[]) =>
    ({
      kind: 'late',
      owed: connections.map((connection) => ({ connection, source: 9, clause: '', text: undefined })),
      covered: [],
      world: { connections: [], groups: {}, variables: {} },
      wild: [],
    }) as const;

  it('counts from the last progress, up to a hard cap', () => {
    let now = 0;
    const deadline = new Deadline({ now: () => now }, limits, () => new Map());
    deadline.start();
    deadline.judged(owing(1));
    now = 9;
    expect(deadline.expired()).toBeUndefined();
    deadline.received(1);
    now = 18;
    expect(deadline.expired()).toBeUndefined();
    now = 19;
    expect(deadline.expired()).toBe('quiet');
    deadline.received(1);
    now = 25;
    expect(deadline.expired()).toBe('hard');
  });

  it('takes nothing for progress that comes where nothing is owed', () => {
    let now = 0;
    const deadline = new Deadline({ now: () => now }, limits, () => new Map());
    deadline.start();
    deadline.judged(owing(1));
    now = 9;
    deadline.received(2);
    now = 10;
    expect(deadline.expired()).toBe('quiet');
  });

  it('waits no longer for what comes where it is beyond being judged', () => {
    let now = 0;
    const deadline = new Deadline({ now: () => now }, { ...limits, hopelessMs: 4 }, () => new Map());
    const hopeless = { kind: 'inconclusive', reason: 'too much', hopeless: true } as const;
    deadline.start();
    deadline.judged(hopeless);
    now = 3;
    deadline.received(1);
    deadline.judged(hopeless);
    expect(deadline.expired()).toBeUndefined();
    now = 4;
    expect(deadline.expired()).toBe('hopeless');
    deadline.judged(owing(1));
    expect(deadline.expired()).toBeUndefined();
    now = 13;
    deadline.judged({ kind: 'inconclusive', reason: 'too many states' });
    expect(deadline.expired()).toBeUndefined();
    now = 14;
    deadline.judged(hopeless);
    now = 17;
    deadline.start();
    now = 18;
    expect(deadline.expired()).toBeUndefined();
  });

  it('is longer by what the bytes may take that are on their way, those before the last write among them', () => {
    let now = 0;
    const deadline = new Deadline({ now: () => now }, { ...limits, msPerByte: 1 / 1_024 }, () => new Map());
    deadline.wrote(1, 4_096);
    deadline.start();
    deadline.wrote(1, 1_024);
    deadline.judged(owing(1));
    now = 14;
    expect(deadline.expired()).toBeUndefined();
    now = 15;
    expect(deadline.expired()).toBe('quiet');
    deadline.wrote(1, 0);
    deadline.wrote(1, 0);
    expect(deadline.expired()).toBe('quiet');
  });

  it('is not longer by what has been read, but by what those have written who owe something', () => {
    let now = 0;
    const read = new Map([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
    const deadline = new Deadline({ now: () => now }, { ...limits, hardMs: 100_000, msPerByte: 1 }, () => read);
    for (const connection of [1, 2, 3]) for (const bytes of [100, 20]) deadline.wrote(connection, bytes);
    const waited = (): number => {
      deadline.start();
      deadline.judged({ ...owing(1), owed: [{ connection: 1, source: 3, clause: '', text: undefined }] });
      const from = now;
      while (deadline.expired() === undefined) now += 1;
      return now - from;
    };
    expect(waited()).toBe(10 + 20 + 120);
    read.set(2, 2);
    expect(waited()).toBe(10 + 120);
    // Nothing is known of what a step owes: nor of what has been read.
    deadline.start();
    now += 369;
    expect(deadline.expired()).toBeUndefined();
    now += 1;
    expect(deadline.expired()).toBe('quiet');
  });

  it('is longer on a slow way, but not without end', () => {
    let now = 0;
    const deadline = new Deadline({ now: () => now }, { ...limits, hardMs: 1_000_000, msPerByte: 1 }, () => new Map());
    deadline.start();
    deadline.wrote(1, 1_000);
    now = 1_009;
    expect(deadline.expired()).toBeUndefined();
    now = 1_010;
    expect(deadline.expired()).toBe('quiet');
    deadline.start();
    deadline.wrote(1, 100_000_000);
    now += 30_010;
    expect(deadline.expired()).toBe('quiet');
  });

  it('tells how long bytes take where there are many', () => {
    let now = 0;
    const deadline = new Deadline({ now: () => now }, limits, () => new Map());
    for (const bytes of [10, 1_000]) {
      deadline.start();
      deadline.wrote(1, bytes);
      now += 5;
      deadline.met();
    }
    expect(deadline.paces).toEqual([0.005]);
  });
});

describe('Watch', () => {
  it('asks for as much silence before the next whole search as the last one took, if that was long', () => {
    const judge = new ToyJudge('line');
    let searchMs = 60;
    const judgeFully = (): ReturnType<ToyJudge['judge']> => {
      const until = performance.now() + searchMs;
      while (performance.now() < until);
      return judge.judge();
    };
    const watch = new Watch(
      { add() {}, trace: [], judge: () => judge.judge(), judgeFully, writesRead: () => new Map() },
      () => {},
    );
    expect(watch.dearMs).toBe(0);
    watch.judgeFully();
    expect(watch.dearMs).toBeGreaterThanOrEqual(60);
    searchMs = 0;
    watch.changed();
    watch.judgeFully();
    expect(watch.dearMs).toBeLessThan(60);
    watch.stop();
  });
});

describe('IdleWatch', () => {
  it('tells each connection once, when its own time is over', () => {
    let now = 0;
    const watch = new IdleWatch(100, () => now);
    watch.active(1);
    now = 50;
    watch.active(2);
    now = 99;
    expect(watch.due()).toEqual([]);
    now = 100;
    expect(watch.due()).toEqual([1]);
    watch.active(2);
    now = 199;
    expect(watch.due()).toEqual([]);
    now = 200;
    expect(watch.due()).toEqual([2]);
    now = 900;
    expect(watch.due()).toEqual([]);
  });

  it('forgets who has gone, and keeps still where nobody is dropped', () => {
    let now = 0;
    const watch = new IdleWatch(100, () => now);
    watch.active(1);
    watch.gone(1);
    const never = new IdleWatch(undefined, () => now);
    never.active(1);
    now = 1e9;
    expect([...watch.due(), ...never.due()]).toEqual([]);
  });
});

describe('TokenWatch', () => {
  it('finds a text wherever the reads divide it, but not across connections', () => {
    const { recorder: one } = recorder({ caseBytes: 1000, caseReads: 1000 });
    const watch = new TokenWatch(one, Buffer.from('token'));
    const read = (connection: number, value: string): boolean => one.read(connection, Buffer.from(value));
    read(0, 'tok');
    read(1, 'en');
    expect(watch.seen).toBe(false);
    read(0, 'e');
    read(0, 'n!');
    expect(watch.seen).toBe(true);
  });
});

describe('Recorder', () => {
  it.each([9, 10, 11])('with room for ten bytes takes %i and says whether it may have more', (length) => {
    const { recorder: one } = recorder();
    expect(one.read(0, new Uint8Array(length))).toBe(length <= 10);
    expect(one.receivedBytes).toBe(Math.min(length, 10));
  });

  it('bounds the number of reads too', () => {
    const { recorder: one } = recorder({ caseBytes: 100, caseReads: 3 });
    expect([1, 2, 3].map(() => one.read(0, Buffer.from('x')))).toEqual([true, true, false]);
  });
});

describe('OutgoingMessages', () => {
  it('knows a write by a value that none before it has held', () => {
    const messages = new OutgoingMessages(createFresh(toyProtocol('chunk'), 3));
    const first = messages.make([...text('a '), ...fresh('one')]);
    expect(first.token?.length).toBeGreaterThan(5);
    expect(Buffer.from(first.bytes).includes(Buffer.from(first.token ?? []))).toBe(true);
    expect(messages.make(fresh('one')).token).toBeUndefined();
    expect(messages.make([...fresh('one'), ...fresh('two')]).token).toBeDefined();
    expect(messages.make(text('quit')).token).toBeUndefined();
    expect(messages.make([{ fresh: 'three', in: ['Any'], as: 'shorter' }]).token).toBeUndefined();
  });

  it('makes ahead of time what it would make then, once', () => {
    const made = (isPrepared: boolean): unknown[] => {
      const messages = new OutgoingMessages(createFresh(toyProtocol('chunk'), 3));
      const [one, two] = [fresh('one'), [...fresh('one'), ...fresh('two')]];
      const first = messages.make(one);
      if (isPrepared) messages.prepare(two);
      return [first, messages.make(two), messages.make(two), messages.make(one)];
    };
    expect(made(true)).toEqual(made(false));
  });

  it('keeps nothing that was made ahead past what was asked for instead', () => {
    const messages = new OutgoingMessages(createFresh(toyProtocol('chunk'), 3));
    const two = fresh('two');
    messages.prepare(two);
    messages.make(fresh('one'));
    expect(messages.make(two).token).toBeUndefined();
  });
});

describe('problemOfConnect', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset-on-connect'],
    ['EMFILE', 'own-limits'],
    ['EADDRNOTAVAIL', 'own-limits'],
    ['ETIMEDOUT', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
  ])('%s is %s, and names who and where', (code, kind) => {
    const problem = problemOfConnect(Object.assign(new Error(code), { code }), 'Ana', '127.0.0.1:9');
    expect(problem.kind).toBe(kind);
    expect(problem.message).toMatch(/Ana.*127\.0\.0\.1:9/);
  });
});
