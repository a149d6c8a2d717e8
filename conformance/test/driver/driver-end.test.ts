import { afterEach, describe, expect, it } from 'vitest';
import { ClientConnection } from '../../driver/connection.js';
import { runScenario } from '../../driver/index.js';
import { brief, connect, halfClose, play, say, scenario, toyProtocol } from './play.js';
import { ToyJudge } from './toy-judge.js';
import { type Listening, listen, toyServer } from './toy-server.js';

let server: Listening | undefined;
afterEach(() => server?.close());

const hello = scenario(connect(0), say(0, 'hi\n'), halfClose(0));

describe('patience', () => {
  it('a client that is dropped after being silent for too long was warned of in the trace', async () => {
    const idleMs = 100;
    // It counts from what it has read, as servers do; a timer may be early by a millisecond.
    server = await listen((socket) => {
      socket.write('HI\n');
      socket.once('data', () => setTimeout(() => socket.end(), idleMs + 2));
    });
    // The second step waits for an end that comes by the server's patience only.
    const run = await play(server.target, scenario(connect(0), say(0, 'x\n')), {
      idleMs,
      limits: { progressMs: 60_000 },
    });
    expect(brief(run).slice(-2)).toEqual(['0~', '0.fin']);
  });

  it('nothing of it where the spec keeps silent clients for ever', async () => {
    server = await listen((socket) => {
      socket.write('HI\n');
      socket.once('data', () => setTimeout(() => socket.end(), 100));
    });
    const run = await play(server.target, scenario(connect(0), say(0, 'x\n')), { limits: { progressMs: 60_000 } });
    expect(brief(run)).not.toContain('0~');
    expect(run.judgement.kind).toBe('violation');
  });
});

describe("the end of the server's side", () => {
  const told = async (how: 'end' | 'resetAndDestroy'): Promise<readonly string[]> => {
    server = await listen((socket) => {
      socket.once('data', () => {
        for (let i = 0; i < 60; i++) socket.write('x');
        socket[how]();
      });
    });
    const { target } = server;
    const one = (): Promise<string> =>
      new Promise((resolve) => {
        new ClientConnection(0, target, 10_000, {
          connected: (connection) => connection.write(Buffer.from('go')),
          read() {},
          failed: (_, error) => resolve(error.message),
          ended: (connection, end) => {
            resolve(end);
            connection.close();
          },
        });
      });
    const ends: string[] = [];
    for (let i = 0; i < 40; i++) ends.push(await one());
    await server.close();
    return [...new Set(ends)];
  };

  it('a FIN and a reset are told apart, though Node mostly tells of an end either way', async () => {
    expect(await told('end')).toEqual(['fin']);
    expect(await told('resetAndDestroy')).toEqual(['error']);
  });
});

describe('the end of a run', () => {
  it('an abort ends it at any moment', async () => {
    const abort = new AbortController();
    server = await listen((socket) => {
      socket.resume();
      setImmediate(() => abort.abort());
    });
    // Nothing else ends it.
    const limits = { progressMs: 3_600_000, hardMs: 3_600_000, connectMs: 3_600_000 };
    const run = await play(server.target, hello, { signal: abort.signal, limits });
    expect(run).toMatchObject({ problem: { kind: 'aborted' }, steps: 0 });
  });

  it('an abort before it begins opens no connection', async () => {
    let accepted = 0;
    server = await listen(() => accepted++);
    const run = await play(server.target, hello, { signal: AbortSignal.abort() });
    expect(run).toMatchObject({ problem: { kind: 'aborted' }, steps: 0, trace: [] });
    expect(accepted).toBe(0);
  });

  it('leaves nothing behind: no socket, no timer, no listener', async () => {
    server = await toyServer('line');
    const signal = new AbortController();
    const handles = (): number =>
      process.getActiveResourcesInfo().filter((name) => /TCPSocketWrap|Timeout/.test(name)).length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = handles();
    for (let i = 0; i < 20; i++)
      await play(server.target, scenario(connect(0), connect(1), say(0, 'hi\n')), { signal: signal.signal });
    await expect.poll(() => server?.open.size).toBe(0);
    await expect.poll(handles).toBeLessThanOrEqual(before);
  });

  it('leaves the server politely: what it left open ends with a FIN, not a reset', async () => {
    const ends: string[] = [];
    server = await listen((socket) => {
      socket.write('HI\nbut this is wrong\n');
      socket.on('end', () => {
        ends.push('fin');
        socket.end();
      });
      socket.on('error', () => ends.push('error'));
      socket.resume();
    });
    const run = await play(server.target, hello);
    expect(run.judgement.kind).toBe('violation');
    expect(ends).toEqual(['fin']);
  });

  it('what the judge throws is thrown to the caller, and nothing is left', async () => {
    server = await listen((socket) => {
      socket.write('HI\n');
    });
    class Broken extends ToyJudge {
      override judge(): never {
        throw new Error('the judge is ill');
      }
    }
    const run = runScenario({
      protocol: toyProtocol('line'),
      target: server.target,
      scenario: hello,
      number: 1,
      judge: new Broken('line'),
    });
    await expect(run).rejects.toThrow('the judge is ill');
    await expect.poll(() => server?.open.size).toBe(0);
  });
});
