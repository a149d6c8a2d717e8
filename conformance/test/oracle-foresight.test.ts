import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeTrace, TraceJudge } from '../oracle/judge.js';
import type { Judgement } from '../oracle/judgement.js';
import type { Trace } from '../oracle/trace.js';
import { protocolFrom, protocolOf } from './protocols.js';
import { PROTOCOLS, scenes, traceOf } from './scenes.js';
import type { ServerFault } from './simulated-server.js';
import { chatWith, TraceWriter } from './traces.js';

const SCENES = scenes({ lanes: 3, words: 3 });

const fault: fc.Arbitrary<Omit<ServerFault, 'victims'>> = fc.record({
  kind: fc.constantFrom('swapped', 'lost', 'doubled', 'misdelivered', 'altered'),
  after: fc.nat(12),
});

/** Whether no judgement of the growing trace has taken a search. */
function isForeseen(name: string, trace: Trace): boolean {
  const judge = new TraceJudge(protocolOf(name));
  return trace.every((entry) => {
    judge.add(entry);
    judge.judge();
    return judge.states === 0;
  });
}

describe.each(PROTOCOLS)('what is foreseen of %s', (name) => {
  const protocol = protocolOf(name);

  test('is what the whole search says, at every place of a trace, damaged or not', () => {
    fc.assert(
      fc.property(SCENES, fc.boolean(), fc.option(fault, { freq: 3 }), (scene, oneByOne, damage) => {
        const { trace } = traceOf(name, scene, { oneByOne, ...(damage === null ? {} : { fault: damage }) });
        const judge = new TraceJudge(protocol);
        for (const [i, entry] of trace.entries()) {
          judge.add(entry);
          const now = judge.judge();
          const { kind } = judgeTrace(protocol, trace.slice(0, i + 1));
          // `late` may be found to be complete by a longer look; nothing else may be taken back.
          expect(now.kind === 'late' && kind === 'complete' ? 'complete' : now.kind).toBe(kind);
          if (kind === 'violation') break;
        }
      }),
      { numRuns: 25 },
    );
  });

  test('ends in the world to which the search comes, and has run what it has', () => {
    fc.assert(
      fc.property(SCENES, (scene) => {
        const { trace } = traceOf(name, scene, { oneByOne: true });
        const judge = new TraceJudge(protocol);
        for (const entry of trace) {
          judge.add(entry);
          judge.judge();
        }
        const [foreseen, found] = [judge.judge(), judgeTrace(protocol, trace)];
        expect(foreseen).toMatchObject({ kind: 'complete' });
        if (foreseen.kind !== 'complete' || found.kind !== 'complete') return;
        expect(foreseen.world).toEqual(found.world);
        // What may be sent, and what is sent for another reason, can be the same text: either explains it.
        const surely = (ids: readonly string[]): readonly string[] => ids.filter((id) => !id.includes('/may ')).sort();
        expect(surely(foreseen.covered)).toEqual(surely(found.covered));
      }),
      { numRuns: 40 },
    );
  });
});

describe('no search is needed', () => {
  test.each(['chat-basic', 'chat-line', 'chat-private'])(
    'where each waits for what the one before it owes: %s',
    (name) => {
      fc.assert(
        fc.property(SCENES, (scene) => {
          expect(isForeseen(name, traceOf(name, scene, { oneByOne: true }).trace)).toBe(true);
        }),
        { numRuns: 20 },
      );
    },
  );

  test('where much is sent that somebody no longer reads, whom the server may drop for it', () => {
    const chat = chatWith(protocolOf('chat-basic'), 'Ana', 'Bob', 'Eva').act('stall', 2).act('patience', 2);
    for (let i = 0; i < 5; i++) chat.write(0, `text ${i}`).read(0, `Ana: text ${i}`).read(1, `Ana: text ${i}`);
    expect(isForeseen('chat-basic', chat.entries)).toBe(true);
  });
});

describe('the search goes on', () => {
  const basic = protocolOf('chat-basic');

  /** What is said of a trace while it grows, at its end. */
  function grown(chat: TraceWriter): Judgement['kind'][] {
    const judge = new TraceJudge(basic);
    return chat.entries.map((entry) => {
      judge.add(entry);
      return judge.judge().kind;
    });
  }

  test('where two are at work at once, and each is heard first by somebody', () => {
    const chat = chatWith(basic, 'Ana', 'Bob', 'Eva').write(0, 'one').write(1, 'two');
    chat.read(2, 'Bob: two', 'Ana: one').read(0, 'Ana: one', 'Bob: two').read(1, 'Bob: two', 'Ana: one');
    expect(isForeseen('chat-basic', chat.entries)).toBe(false);
    expect(grown(chat)).not.toContain('violation');
    expect(grown(chat).at(-1)).toBe('complete');
  });

  test('where somebody is dropped who was no longer read', () => {
    const chat = chatWith(basic, 'Ana', 'Bob', 'Eva').act('stall', 2).act('patience', 2);
    chat.write(0, 'text').read(0, 'Ana: text').read(1, 'Ana: text');
    chat.read(1, 'Eva has left the chat.\n').read(0, 'Eva has left the chat.\n');
    expect(isForeseen('chat-basic', chat.entries)).toBe(false);
    expect(grown(chat)).not.toContain('violation');
    expect(grown(chat).at(-1)).toBe('complete');
  });

  test('from before an event of which something may be left out: it is not run twice', () => {
    const text = readFileSync(new URL('../../spec/counter.parley', import.meta.url), 'utf8');
    const shy = protocolFrom(
      'shy.parley',
      text.replaceAll('reply Value(world.count); send', 'may send').replace('to others', 'to all'),
    );
    const judge = new TraceJudge(shy);
    const counter = new TraceWriter(shy).connect(0).write(0, 'WATCH').write(0, 'INC');
    for (const entry of counter.entries) judge.add(entry);
    expect(judge.judge()).toMatchObject({ kind: 'complete', world: { variables: { count: 1 } } });
  });

  test('from where nothing was owed: what comes twice is refused', () => {
    const chat = chatWith(basic, 'Ana', 'Bob').write(0, 'one').read(0, 'Ana: one').read(1, 'Ana: one', 'Ana: one');
    expect(grown(chat).at(-1)).toBe('violation');
  });
});
