import { execFile } from 'node:child_process';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../engine/free-port.js';
import { brief, connect, halfClose, onlyDeadlines, play, say, scenario } from './play.js';
import { delayed, type Listening, listen, plainly, toyServer } from './toy-server.js';

let server: Listening | undefined;
afterEach(() => server?.close());

const quick = { progressMs: 200, wildMs: 200, leaveMs: 100 };
/** Who is left is always waited for a little, that it closes its side. */
const atOnce = onlyDeadlines({ leaveMs: 100 });
const hello = scenario(connect(0), say(0, 'hi\n'), halfClose(0));

describe('a server that can not be judged', () => {
  it('nobody listens: refused', async () => {
    const run = await play({ host: '127.0.0.1', port: await freePort('127.0.0.1') }, hello);
    expect(run.problem).toMatchObject({ kind: 'refused', message: expect.stringContaining('Ana') });
    expect(brief(run)).toEqual(['0+']);
    expect(run.steps).toBe(0);
  });

  it('no such host: unreachable', async () => {
    const run = await play({ host: 'no-such-host.invalid', port: 1 }, hello);
    expect(run.problem?.kind).toBe('unreachable');
  });

  it('no answer to the SYN: unreachable, when the time to connect is over', async () => {
    // A listener that accepts nothing: once its queue is full, SYNs are dropped.
    const full = execFile('python3', ['-c', fullBacklog]);
    const port = await new Promise<number>((resolve) => full.stdout?.once('data', (line) => resolve(Number(line))));
    try {
      const run = await play({ host: '127.0.0.1', port }, hello, { limits: { connectMs: 300, progressMs: 100 } });
      expect(run.problem?.kind).toBe('unreachable');
      expect(run.ms).toBeGreaterThan(290);
    } finally {
      full.kill();
    }
  });

  it('accepts and resets: reset-on-connect, and the end stands in the trace', async () => {
    server = await listen((socket) => socket.resetAndDestroy());
    const run = await play(server.target, hello, { limits: quick });
    expect(run.problem?.kind).toBe('reset-on-connect');
    expect(brief(run)).toEqual(['0+', '0.error']);
  });
});

describe('a server that is silent', () => {
  it('accepts and says nothing: late, and never longer than its deadlines', async () => {
    server = await listen((socket) => socket.resume());
    const run = await play(server.target, hello, { limits: { ...atOnce, progressMs: 200 } });
    expect(run.judgement).toMatchObject({ kind: 'late', owed: [{ connection: 0, text: ['HI\n'] }] });
    expect(run.late).toMatchObject({ step: 0, why: 'quiet', left: [] });
  });

  it('a missing answer makes nobody leave: it is late, and no more', async () => {
    server = await toyServer('line', plainly, { mute: true });
    const run = await play(server.target, hello, { limits: quick });
    expect(brief(run).at(-1)).toBe('0>hi|');
    expect(run.judgement).toMatchObject({ kind: 'late', owed: [{ text: ['hi\n'] }] });
  });

  it('what is late becomes a violation when its source has left and that was told', async () => {
    server = await toyServer('line', plainly, { deaf: 1 });
    const run = await play(server.target, scenario(connect(0), connect(1), say(0, 'hi\n')), { limits: quick });
    expect(run.judgement.kind).toBe('violation');
    expect(brief(run)).toContain('1<left 0|');
  });

  it('who is owed its end is not made to leave: its own FIN would bring what is owed', async () => {
    server = await toyServer('line', plainly, { clinging: true });
    const run = await play(server.target, scenario(connect(0), connect(1), say(0, 'quit\n')), { limits: quick });
    expect(brief(run).slice(4)).toEqual(['0>quit|']);
    expect(run.judgement).toMatchObject({ kind: 'late', owed: [{ text: undefined }, { text: ['left 0\n'] }] });
    expect(run.late?.left).toEqual([]);
  });

  it('what is late and comes after its source has left is neither a fault nor accepted', async () => {
    let count = 0;
    server = await toyServer('line', (socket) => {
      const send = plainly(socket);
      if (count++ === 0) return send;
      // What was said is told only when its source has gone, with that.
      let held = '';
      return (text) => {
        if (text === undefined || text.startsWith('HI')) return send(text);
        held += text;
        if (text.startsWith('left')) send(held);
      };
    });
    const steps = scenario(connect(0), connect(1), say(0, 'x\n'), halfClose(0));
    const run = await play(server.target, steps, { limits: quick });
    expect(run.judgement.kind).toBe('inconclusive');
    expect(run.late?.left).toEqual([0]);
    expect(run.steps).toBe(2);
  });

  it('trickles for ever: the hard cap ends it', async () => {
    server = await listen((socket) => {
      socket.write('HI\n');
      // Of an answer that is as long as a line may be, more comes each time that the system has taken what came before.
      const trickle = (): void => {
        if (!socket.destroyed) socket.write('x', () => setTimeout(trickle, 10));
      };
      socket.once('data', trickle);
    });
    const steps = scenario(connect(0), say(0, `${'x'.repeat(100_000)}\n`), halfClose(0));
    const run = await play(server.target, steps, { limits: { ...atOnce, hardMs: 500 } });
    expect(run.late).toMatchObject({ step: 1, why: 'hard' });
  });
});

describe('what counts as progress', () => {
  it('is what comes where something is owed, and nothing else', async () => {
    server = await listen((socket, number) => {
      if (number > 0) return;
      socket.write('HI\n');
      // Anything may come on a connection that is not judged; it keeps nobody waiting.
      const timer = setInterval(() => socket.write('x'), 30);
      socket.on('close', () => clearInterval(timer));
      socket.once('data', () => socket.write('?'));
    });
    const steps = scenario(connect(0), say(0, '?\n'), connect(1));
    const run = await play(server.target, steps, { limits: { ...atOnce, progressMs: 200 } });
    expect(run.late).toMatchObject({ why: 'quiet', owed: [{ connection: 1 }] });
  });

  it('the time in which this process itself stood still does not count against the server', async () => {
    server = await toyServer('line', delayed(40));
    const stand = setTimeout(() => {
      const until = performance.now() + 700;
      while (performance.now() < until);
    }, 60);
    const run = await play(server.target, hello, { limits: { progressMs: 200 } });
    clearTimeout(stand);
    expect(run.judgement.kind).toBe('complete');
    expect(run.late).toBeUndefined();
    expect(run.ms).toBeGreaterThan(700);
  });
});

describe('a server that misbehaves', () => {
  it('answers wrongly: the run stops at once', async () => {
    server = await listen((socket) => socket.write('HO\n'));
    const run = await play(server.target, hello, { limits: atOnce });
    expect(run.judgement).toMatchObject({ kind: 'violation', fault: { kind: 'unexpected' } });
    expect(run.steps).toBe(0);
  });

  it('resets in the middle: the end is an error, told once, and later steps of that client are left out', async () => {
    server = await listen((socket) => {
      socket.write('HI\n');
      socket.on('data', () => socket.resetAndDestroy());
    });
    const run = await play(server.target, hello, { limits: quick });
    expect(brief(run)).toEqual(['0+', '0<HI|', '0>hi|', '0.error']);
    expect(run.problem).toBeUndefined();
    expect(run.judgement).toMatchObject({ kind: 'violation', fault: { kind: 'ended' } });
  });

  it('floods a client whose stream is not judged: reading stops, memory is bounded', async () => {
    server = await flood();
    const before = process.memoryUsage().rss;
    const run = await play(server.target, scenario(connect(0), say(0, '?go\n'), halfClose(0)), { limits: atOnce });
    expect(run.problem?.kind).toBe('flood');
    expect(run.receivedBytes).toBe(4 * 1024 * 1024 + run.sentBytes);
    expect(run.trace.reduce((sum, entry) => sum + (entry.kind === 'read' ? entry.bytes.length : 0), 0)).toBe(
      run.receivedBytes,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('floods from the start: a violation, at once', async () => {
    server = await listen((socket) => stuff(socket, Buffer.alloc(65_536, 'x')));
    const run = await play(server.target, hello, { limits: atOnce });
    expect(run.judgement.kind).toBe('violation');
  });

  it('is half-dead: one connection is served, the next is not', async () => {
    server = await listen((socket, number) => {
      if (number === 0) socket.write('HI\n');
    });
    const run = await play(server.target, scenario(connect(0), connect(1)), { limits: quick });
    expect(run.judgement.kind).toBe('late');
    expect(run.late?.step).toBe(1);
  });

  it('keeps a connection open that is not judged: waited for a little, and no fault', async () => {
    server = await listen((socket) => socket.write('HI\n'));
    const run = await play(server.target, scenario(connect(0), say(0, '?\n'), halfClose(0)), { limits: quick });
    expect(run.judgement.kind).toBe('complete');
    expect(run.ms).toBeGreaterThan(190);
    expect(run.steps).toBe(3);
  });
});

const fullBacklog = `
import socket, time
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(0)
held = []
for i in range(3):
    c = socket.socket(); c.setblocking(False); c.connect_ex(s.getsockname()); held.append(c)
time.sleep(0.2)
print(s.getsockname()[1], flush=True)
time.sleep(30)
`;

function flood(): Promise<Listening> {
  return listen((socket) => {
    socket.write('HI\n');
    socket.once('data', () => stuff(socket, Buffer.alloc(65_536, 'x')));
  });
}

/** Sends as fast as it is read. */
function stuff(socket: Socket, block: Buffer): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', more);
  more();
}
