import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import type { Attempt, Found } from '../../engine/attempt.js';
import { JudgedServer } from '../../engine/judged-server.js';
import type { Service } from '../../engine/service.js';
import type { Scenario } from '../../scenario/scenario.js';
import { bytes, connect, cut, fault } from '../report/fixtures.js';

const comes: Scenario = { clients: ['Ana'], steps: [{ kind: 'act', action: { kind: 'connect', client: 0 } }] };
const goes: Scenario = {
  ...comes,
  steps: [...comes.steps, { kind: 'act', action: { kind: 'halfClose', client: 0 }, ending: true }],
};

test('what may have run before something showed is what ran in that case, and in those before it at the same server', async () => {
  const protocol = await protocols['chat-basic']();
  const service = {
    generation: 1,
    replaceable: true,
    renew: async () => {
      service.generation += 1;
    },
  };
  const server = new JudgedServer(protocol, new AbortController().signal, service as unknown as Service);
  const world = protocol.session.initial;
  const seen = {
    scenario: goes,
    run: { trace: [connect(0), cut(0, 'halfClose')] },
    finding: { late: false, fault: fault({ kind: 'unexpected', connection: 0, entry: 1, got: bytes('boo') }) },
  } as unknown as Found;
  const accepted = (scenario: Scenario): Attempt => ({ kind: 'accepted', scenario }) as unknown as Attempt;
  const ran = (): readonly string[] | undefined => {
    const ids = server.ranBefore(seen)();
    return ids && [...ids];
  };
  server.played(seen, world);
  expect(ran()).toEqual(['chat-basic/connect']);
  await server.renew();
  server.played(accepted(goes), world);
  server.played(seen, world);
  expect(ran()).toContain('chat-basic/Naming/disconnect');
  await server.renew();
  server.played(accepted(comes), world);
  server.played(seen, world);
  expect(ran()).toBeUndefined();
  await server.renew();
  server.played(seen, world);
  server.played(seen, world);
  expect(ran()).toBeUndefined();
});
