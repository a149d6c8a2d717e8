import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeTrace } from '../oracle/judge.js';
import type { TraceEntry } from '../oracle/trace.js';
import { protocolOf } from './protocols.js';
import { type Deed, SimulatedServer } from './simulated-server.js';

const NAMES = ['Ana', 'Bob', 'Eva', 'Luis'] as const;

/** What one client does after its login; texts are made unique by their place. */
type Word = 'say' | 'whisper' | 'whisperNobody' | 'quit' | 'halfClose' | 'reset';

const word: fc.Arbitrary<Word> = fc.oneof(
  { arbitrary: fc.constant<Word>('say'), weight: 5 },
  { arbitrary: fc.constantFrom<Word>('whisper', 'whisperNobody'), weight: 3 },
  { arbitrary: fc.constantFrom<Word>('quit', 'halfClose', 'reset'), weight: 1 },
);

/** Scripts for some clients, and the server's chances: every trace that it can produce is found by some of these. */
const scenes = fc.record({
  scripts: fc.array(fc.array(word, { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  chances: fc.infiniteStream(fc.nat({ max: 0x7fffffff })),
});

interface Spoken {
  /** Whether lines end in LF. */
  readonly line: boolean;
  readonly quit: string;
  readonly whispers: boolean;
}

function scriptsFor(spoken: Spoken, words: readonly (readonly Word[])[]): Deed[][] {
  const write = (text: string): Deed => ({ kind: 'write', bytes: Buffer.from(spoken.line ? `${text}\n` : text) });
  return words.map((own, client) => {
    const deeds: Deed[] = [{ kind: 'connect' }, write(NAMES[client] ?? 'Zoe')];
    for (const [i, one] of own.entries()) {
      if (one === 'halfClose' || one === 'reset') return [...deeds, { kind: one }];
      if (one === 'quit') return [...deeds, write(spoken.quit)];
      const token = `t${client}${i}x`;
      const to = one === 'whisperNobody' ? 'Zoe' : (NAMES[(client + 1) % NAMES.length] ?? '');
      deeds.push(write(one === 'say' || !spoken.whispers ? token : `\\w ${to} ${token}`));
    }
    return deeds;
  });
}

const spoken: Record<string, Spoken> = {
  'chat-basic': { line: false, quit: 'QUIT', whispers: false },
  'chat-private': { line: false, quit: 'QUIT', whispers: true },
  'chat-relay': { line: false, quit: 'q', whispers: false },
  'chat-line': { line: true, quit: 'QUIT', whispers: true },
};

function traceOf(name: string, scene: { scripts: Word[][]; chances: Iterable<number> }): TraceEntry[] {
  const chances = scene.chances[Symbol.iterator]();
  const server = new SimulatedServer(protocolOf(name), (n) => Number(chances.next().value) % n);
  server.run(scriptsFor(spoken[name] ?? { line: true, quit: '', whispers: false }, scene.scripts));
  return server.trace;
}

describe.each(Object.keys(spoken))('the oracle of %s', (name) => {
  const protocol = protocolOf(name);

  test('accepts every trace of a server that guarantees just what is declared', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const judgement = judgeTrace(protocol, traceOf(name, scene));
        expect(judgement).toMatchObject({ kind: 'complete' });
      }),
      { numRuns: 300 },
    );
  });

  test('refuses a trace in which a byte has been altered', () => {
    fc.assert(
      fc.property(scenes, fc.nat(), (scene, place) => {
        const trace = traceOf(name, scene);
        const reads = trace.flatMap((entry, i) => (entry.kind === 'read' ? [i] : []));
        const at = reads[place % Math.max(reads.length, 1)];
        const entry = at === undefined ? undefined : trace[at];
        fc.pre(at !== undefined && entry?.kind === 'read');
        const bytes = Uint8Array.from(entry.bytes);
        bytes[0] = (bytes[0] ?? 0) ^ 0x01;
        const damaged = trace.with(at, { ...entry, bytes });
        expect(judgeTrace(protocol, damaged).kind).not.toBe('complete');
      }),
      { numRuns: 200 },
    );
  });

  test('refuses a trace in which somebody hears again what was heard last', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const trace = traceOf(name, scene);
        const last = trace.findLastIndex((entry) => entry.kind === 'read');
        const entry = trace[last];
        fc.pre(entry?.kind === 'read' && entry.bytes.length > 3);
        expect(judgeTrace(protocol, trace.toSpliced(last, 0, entry)).kind).not.toBe('complete');
      }),
      { numRuns: 200 },
    );
  });
});
