import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import type { Attempt } from '../../engine/attempt.js';
import { confirm } from '../../engine/confirm.js';
import { isAlike, outsideOf, strangerIn, withoutCauses } from '../../engine/elsewhere.js';
import { Inquiry } from '../../engine/inquiry.js';
import type { Service } from '../../engine/service.js';
import type { Fault } from '../../oracle/judgement.js';
import type { Trace } from '../../oracle/trace.js';
import type { Action, Step } from '../../scenario/scenario.js';
import { bytes, connect, cut, fault as faultOf, write } from '../report/fixtures.js';

type Found = Attempt & { readonly kind: 'found' };

const act = (action: Action): Step => ({ kind: 'act', action });
const says = (client: number, text: string): Step => act({ kind: 'write', client, writes: [[{ text }]] });

const sameAs = (one: Step, other: Step | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

const fault = (part: Partial<Fault>): Fault => faultOf({ kind: 'unexpected', connection: 0, entry: 0, ...part });

function found(steps: readonly Step[], trace: Trace, at: Partial<Fault>): Found {
  return {
    kind: 'found',
    scenario: { clients: ['Ana', 'Ben'], steps },
    run: { trace, judgement: { kind: 'inconclusive', reason: '' }, times: [], steps: 0, ms: 0, paces: [] },
    straying: false,
    finding: { fault: fault({ entry: trace.length, ...at }), late: false },
  } as unknown as Found;
}

const gone = found(
  [act({ kind: 'connect', client: 0 }), says(0, 'Ana01a00'), act({ kind: 'connect', client: 1 })],
  [connect(0), write(0, 'Ana01a00'), connect(1)],
  { got: bytes('Unknown has left') },
);

test('what came is looked for without what was done last, and without each input before that', () => {
  const tried = [...withoutCauses(gone)];
  const kindsOf = (steps: readonly Step[]): string =>
    steps.map((step) => (step.kind === 'act' ? `${step.action.kind} ${step.action.client}` : '')).join(', ');
  expect(tried.map(({ last, scenario }) => `${last} ${kindsOf(scenario.steps)}`)).toEqual([
    ...Array.from({ length: 2 }, () => 'true connect 0, write 0, rest 0'),
    'false connect 0, connect 1, rest 0',
  ]);
});

test('what was done side by side is done in the order in which it was', () => {
  const lanes = [
    [{ kind: 'write', client: 0, writes: [[{ text: 'one' }], [{ text: 'two' }]] }],
    [{ kind: 'halfClose', client: 1 }],
  ] satisfies readonly (readonly Action[])[];
  const steps: readonly Step[] = [
    act({ kind: 'connect', client: 0 }),
    act({ kind: 'connect', client: 1 }),
    { kind: 'block', lanes },
  ];
  const trace = [connect(0), connect(1), write(0, 'one'), cut(1, 'halfClose'), write(0, 'two')];
  const [first] = withoutCauses(found(steps, trace, { got: bytes('what') }));
  expect(first?.scenario.steps.slice(2)).toEqual([
    says(0, 'one'),
    act({ kind: 'halfClose', client: 1 }),
    act({ kind: 'rest', client: 0, ms: 250 }),
  ]);
});

test('nothing is looked for where nothing came', () => {
  expect([...withoutCauses(found([], [connect(0)], { kind: 'missing' }))]).toEqual([]);
});

test('two faults are alike but for the values of their cases, and for how much came', () => {
  const alike = (one: string, other: string): boolean =>
    isAlike(fault({ got: bytes(one) }), fault({ got: bytes(other) }));
  expect(alike('Ana01a00: sky01a01', 'Ben02b00: bay02b01Ben')).toBe(true);
  expect(alike(': : : : ', ': : ')).toBe(true);
  expect(alike('Ana01a00 has left', 'Ana01a00 has gone')).toBe(false);
  expect(alike(':', ': : ')).toBe(false);
});

test('who was there before is told from who is', () => {
  const trace = [connect(0), write(0, 'Ana01b00')];
  expect(strangerIn(found([], trace, { got: bytes('Ben01a00: ') }))).toBe('Ben01a00');
  expect(strangerIn(found([], trace, { got: bytes('Ana01b00: ') }))).toBeUndefined();
  expect(outsideOf(found([{ kind: 'block', lanes: [[], []] }], trace, { got: bytes('boo') }))).toBeUndefined();
  // What is side by side later has no part in it.
  const before = [act({ kind: 'connect', client: 0 }), { kind: 'block', lanes: [[], []] }] satisfies readonly Step[];
  expect(outsideOf(found(before, trace, { got: bytes('boo') }))).toMatch(/one thing was done after the other/);
  expect(outsideOf(found([], trace, { got: bytes('boo') }))).toMatch(/one thing was done after the other/);
});

test('what is as wrong in another clause, to which what is left comes, explains nothing', async () => {
  const protocol = await protocols['chat-line']();
  const steps = [act({ kind: 'connect', client: 0 }), says(0, 'Ana01a00\n'), says(0, '\\x\n')];
  const trace = [connect(0), write(0, 'Ana01a00\n'), write(0, '\\x\n')];
  const wrong = (state: string) => ({ kind: 'wrong', clause: `chat-line/${state}/unrecognized` }) as const;
  const line = found(steps, trace, { ...wrong('Chatting'), got: bytes('Error.\n') });
  const other = found(steps, trace, { ...wrong('Naming'), got: bytes('Error.\nNAME\n') });
  const violation = { kind: 'violation', fault: other.finding.fault, covered: [wrong('Naming').clause] } as const;
  const naming: Attempt = { ...other, run: { ...other.run, judgement: violation } };
  const played: string[] = [];
  const service = {
    generation: 1,
    replaceable: false,
    attempts: { world: protocol.session.initial },
    renew: async () => {},
    serves: async () => true,
    // Wherever the line stands it is answered in the same way; nothing else is wrong.
    attempt: async ({ steps: tried }: Found['scenario']): Promise<Attempt> => {
      const [hasIn, hasLine] = [steps[1], steps[2]].map((step) => tried.some((one) => sameAs(one, step)));
      played.push(`${hasIn} ${hasLine}`);
      if (hasLine !== true) return { ...gone, kind: 'accepted', messages: () => [] };
      return hasIn === true ? line : naming;
    },
  } as unknown as Service;
  const { signal } = new AbortController();
  const inquiry = new Inquiry({ protocol, requirements: [], signal, emit: () => {} }, service);
  const plan = { id: 'a/b', family: 'a', scenario: line.scenario };
  const broken = () => new Set([wrong('Naming').clause]);
  const outcome = await inquiry.into(plan, line, { tainted: false, shrinks: false, chases: true, held: false, broken });
  expect(played).toContain('false true');
  expect(outcome).toMatchObject({ kind: 'failure', failure: { requirement: wrong('Chatting').clause } });
});

test('what came once where one thing was done after the other is in doubt, unless it is all that there is', async () => {
  const finding = { fault: fault({ kind: 'unexpected', got: bytes('boo') }), late: false };
  const confirmed = (tainted: boolean) =>
    confirm({ clients: [], steps: [] }, finding, {
      attempt: async () => ({ ...gone, kind: 'accepted', messages: () => [] }),
      serves: async () => true,
      tainted,
      broken: () => new Set(),
      outside: 'it was seen once',
      signal: new AbortController().signal,
    });
  const doubted = { kind: 'doubted', failed: 0, tries: 10 };
  expect(await confirmed(false)).toMatchObject({ ...doubted, unlessAlone: true });
  // What was played beside others may be their doing, whether any of them was found to be broken or not.
  expect(await confirmed(true)).not.toHaveProperty('unlessAlone');
  expect(await confirmed(true)).toMatchObject(doubted);
});
