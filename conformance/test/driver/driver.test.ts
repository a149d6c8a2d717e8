import { afterEach, describe, expect, it } from 'vitest';
import { DriverError } from '../../driver/index.js';
import {
  act,
  block,
  brief,
  close,
  connect,
  fresh,
  halfClose,
  heard,
  onlyDeadlines,
  play,
  reset,
  say,
  scenario,
} from './play.js';
import { byteByByte, delayed, joined, type Listening, listen, plainly, type Sender, toyServer } from './toy-server.js';

let server: Listening | undefined;
afterEach(() => server?.close());

const leaving = [halfClose(1), halfClose(0)];
const talk = scenario(connect(0), connect(1), say(0, 'hi\n'), say(1, 'ho\n', 'la\n'), ...leaving);

describe('a sequential step', () => {
  it('goes on when what it owes has come, and the trace tells it in that order', async () => {
    server = await toyServer('line');
    const run = await play(server.target, scenario(connect(0), say(0, 'hi\n'), halfClose(0)));
    expect(brief(run)).toEqual(['0+', '0<HI|', '0>hi|', '0<hi|', '0/', '0.fin']);
    expect(run).toMatchObject({ judgement: { kind: 'complete' }, steps: 3, sentBytes: 3, receivedBytes: 6 });
    expect(run.problem).toBeUndefined();
  });

  it('takes its round trips, and waits for no deadline', async () => {
    server = await toyServer('line');
    const many = Array.from({ length: 200 }, (_, i) => say(0, `text ${i}\n`));
    const run = await play(server.target, scenario(connect(0), ...many, halfClose(0)), { limits: onlyDeadlines({}) });
    expect(run.judgement.kind).toBe('complete');
    expect(run.roundTrips).toBe(201);
  });

  it('is judged once for all that a turn of the event loop reads', async () => {
    server = await toyServer('line', joined(20));
    const run = await play(server.target, talk);
    expect(run.judgement.kind).toBe('complete');
    expect(run.judge.judged).toBeLessThanOrEqual(run.trace.length);
  });

  const senders: [string, Sender][] = [
    ['plainly', plainly],
    ['byte by byte', byteByByte(0)],
    ['a byte each 50 ms', byteByByte(50)],
    ['50 ms late', delayed(50)],
    ['joined', joined(30)],
  ];
  for (const framing of ['line', 'chunk'] as const) {
    for (const [name, sender] of senders) {
      it(`never accuses a correct server that sends ${name} (${framing})`, async () => {
        server = await toyServer(framing, sender);
        const talking =
          framing === 'line' ? talk : scenario(connect(0), connect(1), say(0, 'hi'), say(1, 'ho', 'la'), ...leaving);
        const run = await play(server.target, talking, { framing, limits: { progressMs: 500 } });
        expect(run.judgement.kind).toBe('complete');
        expect(run.steps).toBe(talking.steps.length);
        expect(run.late).toBeUndefined();
        expect(heard(run, 0)).toBe('HI\nhi\nho\nla\nleft 1\n');
      });
    }
  }

  it('waits for the effect of each write under chunk framing, so that two are never read as one', async () => {
    server = await toyServer('chunk', delayed(20));
    const run = await play(server.target, scenario(connect(0), say(0, 'a', 'b', 'c'), halfClose(0)), {
      framing: 'chunk',
    });
    expect(brief(run)).toEqual(['0+', '0<HI|', '0>a', '0<a|', '0>b', '0<b|', '0>c', '0<c|', '0/', '0.fin']);
  });

  it('writes the parts of a line one after another without waiting', async () => {
    server = await toyServer('line');
    const run = await play(server.target, scenario(connect(0), say(0, 'a', 'b', 'c\n'), halfClose(0)));
    expect(brief(run)).toEqual(['0+', '0<HI|', '0>a', '0>b', '0>c|', '0<abc|', '0/', '0.fin']);
  });
});

describe('cuts', () => {
  it('a half-close is read on after', async () => {
    server = await toyServer('line', delayed(30));
    const run = await play(
      server.target,
      scenario(connect(0), connect(1), say(0, 'last\n'), halfClose(0), halfClose(1)),
    );
    expect(brief(run).slice(-5)).toEqual(
      ['0/', '0.fin', '1<left 0|', '1/', '1.fin'].sort((a, b) => brief(run).indexOf(a) - brief(run).indexOf(b)),
    );
    expect(run.judgement.kind).toBe('complete');
  });

  it('after a close or a reset nothing of the connection is recorded', async () => {
    server = await toyServer('line');
    const run = await play(
      server.target,
      scenario(connect(0), connect(1), connect(2), reset(1), say(0, 'x\n'), close(2), halfClose(0)),
    );
    expect(run.judgement.kind).toBe('complete');
    const trace = brief(run);
    expect(trace.slice(trace.indexOf('1!') + 1).some((entry) => entry.startsWith('1'))).toBe(false);
    expect(trace.slice(trace.indexOf('2x') + 1).some((entry) => entry.startsWith('2'))).toBe(false);
  });

  it.each([
    ['a close', close(0), ['fin']],
    ['a half-close', halfClose(0), ['fin']],
    ['a reset', reset(0), ['error']],
  ])('%s comes to the server as what it is', async (_, action, expected) => {
    const seen: string[] = [];
    server = await listen((socket) => {
      socket.on('end', () => seen.push('fin'));
      socket.on('error', () => seen.push('error'));
      socket.on('data', () => {});
      socket.on('end', () => socket.end());
      socket.write('HI\n');
    });
    const run = await play(server.target, scenario(connect(0), action));
    expect(run.judgement.kind).toBe('complete');
    await expect.poll(() => seen).toEqual(expected);
  });

  it('what a server that has closed is still told is written, and nothing is waited for', async () => {
    server = await toyServer('line');
    const run = await play(server.target, scenario(connect(0), say(0, 'quit\n'), say(0, 'more\n'), halfClose(0)));
    expect(run.judgement.kind).toBe('complete');
    expect(brief(run).slice(0, 4)).toEqual(['0+', '0<HI|', '0>quit|', '0.fin']);
  });
});

describe('a block', () => {
  for (const framing of ['line', 'chunk'] as const) {
    for (const [name, sender] of [
      ['plainly', plainly],
      ['byte by byte', byteByByte(0)],
      ['late', delayed(15)],
    ] as const) {
      it(`runs its lanes side by side (${framing}, ${name})`, async () => {
        server = await toyServer(framing, sender);
        const end = framing === 'line' ? '\n' : '';
        const lane = (client: number) =>
          Array.from({ length: 5 }, (_, i) => say(client, fresh(`lane${client}text${i}`, end)));
        const run = await play(
          server.target,
          scenario(connect(0), connect(1), connect(2), block(lane(0), lane(1), lane(2)), ...leaving),
          { framing },
        );
        expect(run.judgement.kind).toBe('complete');
        const writers = run.trace.filter((entry) => entry.kind === 'write').map((entry) => entry.connection);
        expect(writers.slice(0, 3).sort()).toEqual([0, 1, 2]);
        expect(heard(run, 2).split('\n')).toHaveLength(1 + 15 + 2 + 1);
      });
    }
  }

  it('under chunk framing a lane goes on at the first effect of its last write, wherever it is seen', async () => {
    // Luis hears everything late; Ana goes on as soon as she hears herself.
    let count = 0;
    server = await toyServer('chunk', (socket) => (count++ === 1 ? delayed(150)(socket) : plainly(socket)));
    const lane = [0, 1, 2].map((i) => say(0, fresh(`text${i}`)));
    const run = await play(server.target, scenario(connect(0), connect(1), block(lane), ...leaving), {
      framing: 'chunk',
    });
    expect(run.judgement.kind).toBe('complete');
    const trace = brief(run);
    const firstAtLuis = trace.findIndex((entry, i) => i > 4 && entry.startsWith('1<'));
    expect(trace.slice(0, firstAtLuis).filter((entry) => entry.startsWith('0>'))).toHaveLength(3);
  });

  it('stops all lanes when one shows a violation, or lateness', async () => {
    server = await toyServer('chunk', plainly, { deaf: 1 });
    const lane = (client: number) => [0, 1].map((i) => say(client, fresh(`l${client}t${i}`)));
    const run = await play(server.target, scenario(connect(0), connect(1), block(lane(0), lane(1))), {
      framing: 'chunk',
      limits: { progressMs: 200 },
    });
    expect(run.judgement.kind).toBe('violation');
    expect(run.late?.why).toBe('quiet');
  });
});

describe('a scenario that nobody could play', () => {
  it.each([
    ['writes before it connects', scenario(say(0, 'x\n'))],
    ['connects twice', scenario(connect(0), connect(0))],
    ['writes after its FIN', scenario(connect(0), halfClose(0), say(0, 'x\n'))],
    ['acts after its reset', scenario(connect(0), reset(0), close(0))],
    ['acts in two lanes', scenario(connect(0), block([say(0, 'x\n')], [say(0, 'y\n')]))],
    ['has a client without a name', scenario(connect(9))],
  ])('is refused before anything is sent: it %s', async (_, steps) => {
    await expect(play({ host: '127.0.0.1', port: 1 }, steps)).rejects.toThrow(DriverError);
  });

  it('an empty one is over at once', async () => {
    const run = await play({ host: '127.0.0.1', port: 1 }, scenario());
    expect(run.judgement.kind).toBe('complete');
    expect(act(connect(0)).kind).toBe('act');
  });
});
