import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeTrace, TraceJudge } from '../oracle/judge.js';
import type { Judgement } from '../oracle/judgement.js';
import { TraceRecord } from '../oracle/record.js';
import { Search } from '../oracle/search.js';
import type { Trace } from '../oracle/trace.js';
import { protocolOf } from './protocols.js';
import { PROTOCOLS, scenes, traceOf } from './scenes.js';
import type { ServerFault } from './simulated-server.js';

const SMALL = scenes({ lanes: 3, words: 2 });
/** What a concurrent block is at most, beside its two observers. */
const LARGE = scenes({ lanes: 4, words: 6 });

/** Of thirty or forty traces: where values are alike and clients are cut, one in hundreds takes more states than the bound allows. */
const MOST_UNDECIDED = 2;

const fault: fc.Arbitrary<Omit<ServerFault, 'victims'>> = fc.record({
  kind: fc.constantFrom('swapped', 'lost', 'doubled', 'misdelivered', 'altered'),
  after: fc.nat(12),
});

/** Looks at every order of everything. Undefined: there are too many. */
function plainly(name: string, trace: Trace): Judgement['kind'] | undefined {
  const protocol = protocolOf(name);
  const record = new TraceRecord(protocol.model.framing.client);
  for (const entry of trace) record.add(entry);
  const search = new Search(protocol, record);
  const { best, exhausted } = search.run(search.initial(), 2_000, 'plain');
  if (best.kind === 'complete') return 'complete';
  if (exhausted) return undefined;
  return best.kind === 'dead' ? 'violation' : 'late';
}

describe.each(PROTOCOLS)('the oracle of %s', (name) => {
  const protocol = protocolOf(name);

  test('accepts every trace of a server that guarantees just what is declared', () => {
    fc.assert(
      fc.property(LARGE, (scene) => {
        expect(judgeTrace(protocol, traceOf(name, scene, { observed: true }).trace)).toMatchObject({
          kind: 'complete',
        });
      }),
      { numRuns: 40 },
    );
  });

  test('finds no fault in the beginning of such a trace', () => {
    let undecided = 0;
    fc.assert(
      fc.property(LARGE, fc.nat(), (scene, end) => {
        const { trace } = traceOf(name, scene, { observed: true });
        const { kind } = judgeTrace(protocol, trace.slice(0, end % (trace.length + 1)));
        if (kind === 'inconclusive') undecided += 1;
        else expect(['complete', 'late']).toContain(kind);
      }),
      { numRuns: 30 },
    );
    expect(undecided).toBeLessThanOrEqual(MOST_UNDECIDED);
  });

  test('says the same while a trace grows', () => {
    fc.assert(
      fc.property(scenes({ lanes: 3, words: 3 }), (scene) => {
        const judge = new TraceJudge(protocol);
        for (const entry of traceOf(name, scene).trace) {
          judge.add(entry);
          expect(['complete', 'late']).toContain(judge.judge().kind);
        }
        expect(judge.judgeFully().kind).toBe('complete');
      }),
      { numRuns: 20 },
    );
  });

  test('refuses a trace in which a message to a member who stays was damaged', () => {
    let undecided = 0;
    fc.assert(
      fc.property(LARGE, fault, (scene, damage) => {
        const { trace, damaged } = traceOf(name, scene, { observed: true, fault: damage });
        fc.pre(damaged);
        const judgement = judgeTrace(protocol, trace);
        // What is lost last is only late.
        expect(judgement.kind === 'late' && damage.kind !== 'lost' && damage.kind !== 'misdelivered').toBe(false);
        if (judgement.kind === 'inconclusive') undecided += 1;
        else expect(['violation', 'late']).toContain(judgement.kind);
      }),
      { numRuns: 40 },
    );
    expect(undecided).toBeLessThanOrEqual(MOST_UNDECIDED);
  });

  test('agrees with the plain search, on recorded and damaged traces', () => {
    fc.assert(
      fc.property(SMALL, fc.boolean(), fc.option(fault, { freq: 4 }), fc.nat(), (scene, colliding, damage, end) => {
        const { trace } = traceOf(name, { ...scene, colliding }, damage === null ? {} : { fault: damage });
        // Some are cut off.
        const seen = end % 3 === 0 ? trace.slice(0, end % (trace.length + 1)) : trace;
        const plain = plainly(name, seen);
        fc.pre(plain !== undefined);
        expect(judgeTrace(protocol, seen).kind).toBe(plain);
      }),
      { numRuns: 40 },
    );
  });
});
