import { afterEach, describe, expect, it } from 'vitest';
import { runScenario } from '../../driver/index.js';
import { TraceJudge } from '../../oracle/judge.js';
import { NOISES, type Noise, NoisyPath } from '../../quality/noisy-path.js';
import type { Payload } from '../../scenario/scenario.js';
import { protocolOf } from '../protocols.js';
import { startServer as startLine } from '../servers/chat-line.js';
import { startServer as startPrivate } from '../servers/chat-private.js';
import { block, connect, halfClose, reset, say, scenario } from './play.js';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0).reverse()) await server.close();
});

const value = (label: string, rule: string, end: string): Payload => [{ fresh: label, in: [rule] }, { text: end }];

/** Three come in, talk in turn and at once, and leave in different ways. */
function talk(end: string) {
  const people = ['Ana', 'Luis', 'Eva'];
  const text = (label: string): Payload => value(label, 'Text', end);
  return scenario(
    ...people.flatMap((person, client) => [connect(client), say(client, value(person, 'Name', end))]),
    say(0, text('first')),
    block(...people.map((_, client) => [0, 1, 2].map((i) => say(client, text(`at once ${client} ${i}`))))),
    halfClose(1),
    reset(2),
    say(0, text('last')),
    say(0, `QUIT${end}`),
    halfClose(0),
  );
}

describe.each([
  ['chat-private', startPrivate, ''],
  ['chat-line', startLine, '\n'],
])('%s, a correct server by hand', (name, start, end) => {
  it.each(Object.entries(NOISES) as [Noise, string][])('is accepted over a path that is %s: %s', async (noise) => {
    const protocol = protocolOf(name);
    const server = await start({ port: 0 });
    const path = new NoisyPath(server, noise, protocol.model.framing.client.kind === 'chunk');
    servers.push(server, path);
    const target = await path.listen();
    for (let number = 1; number <= 5; number++) {
      const judge = new TraceJudge(protocol);
      const steps = talk(end);
      const run = await runScenario({ protocol, target, scenario: steps, number, judge });
      expect(run.judgement).toMatchObject({ kind: 'complete' });
      expect(run.steps).toBe(steps.steps.length);
      expect(run.late).toBeUndefined();
    }
  });
});
