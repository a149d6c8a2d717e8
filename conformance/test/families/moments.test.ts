import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import { spawnedServers } from '../../engine/spawned-servers.js';
import { ordering } from '../../families/ordering.js';
import { actionsOf } from '../../scenario/stage.js';
import { protocolOf } from '../protocols.js';

const SERVER = fileURLToPath(new URL('../engine/basic-server.mjs', import.meta.url));

const AT_ONCE = 'concurrency/two come and go at once, *';
const BEFORE_THE_END = 'framing/a message right before a half-close, *';

/** What is broken of a server of chat-basic with this fault, as these cases alone find it. */
async function brokenIn(fault: string, cases: string): Promise<readonly string[]> {
  const report = await conform({
    protocol: await protocols['chat-basic'](),
    target: spawnedServers({ command: `exec ${process.execPath} ${SERVER} {port} ${fault}` }),
    seed: 1,
    runs: 0,
    selection: { only: [cases] },
    limits: { progressMs: 300 },
    emit() {},
  });
  return report.failures.map(({ requirement, fault: { kind } }) => `${requirement} ${kind}`);
}

test('of two who come in at once, nobody is forgotten', async () => {
  expect(await brokenIn('list-in-two-steps', AT_ONCE)).toContain('chat-basic/Naming/Login/plain missing');
});

test('an end that comes at once does not overtake what was said before it', async () => {
  expect(await brokenIn('end-overtakes', BEFORE_THE_END)).toEqual(['chat-basic/Chatting/Say missing']);
});

test('the same cases find nothing in the server without a fault', async () => {
  expect(await brokenIn('', AT_ONCE)).toEqual([]);
  expect(await brokenIn('', BEFORE_THE_END)).toEqual([]);
});

test('what two change at once is changed while it can still be: no number is moved far before', () => {
  const protocol = protocolOf('counter');
  const ids: string[] = [];
  for (const { id, scenario } of ordering.cases({ protocol, seed: 1, runs: 0 })) {
    const sent = scenario.steps
      .flatMap(actionsOf)
      .flatMap((action) => (action.kind === 'write' ? action.writes : []))
      .flatMap((payload) => payload.map((part) => ('text' in part ? part.text : '')));
    if (sent.some((text) => /^ADD (?!9{15}\n)\d{4}/.test(text))) break;
    ids.push(id);
  }
  expect(ids).toContain('ordering/two send all kinds of things, 3');
});
