import { expect, test } from 'vitest';
import { rehearsalOf } from '../../scenario/rehearsal.js';
import { worldProbesOf } from '../../scenario/world-probe.js';
import { protocolFrom, protocolOf } from '../protocols.js';

/** A topic that everyone who has come in may ask for, and a number that nobody is told. */
const TOPIC = `
protocol topic
transport { tcp 7002; charset utf-8; framing chunk(64) }
delivery fifo, atomic send
Word = [a-z]|1..8|
Count = [0-9] as integer(0..9)
client {
  Enter = "enter " name:Word
  Ask   = "topic?"
  Put   = "topic " word:Word
}
server {
  Hello = "hello "
  In    = name:Word " is in"
  Topic = "topic: " word:Word
  No    = "no"
}
session {
  user { name: Word }
  world { topic: Word = "none"; puts: Count = 0 }
  group room unique name
  connect [x] { reply Hello; become Outside }
  state Outside {
    on Enter(name) [x] {
      when taken: room has name = name { reply No }
      else { set name; join room; send In(name) to all room; become Inside }
    }
    unrecognized, invalid [x] { reply No }
  }
  state Inside {
    on Ask [x] { reply Topic(world.topic) }
    on Put(word) [x] { set world.topic = word; send Topic(word) to all room }
    disconnect [x] { leave room }
    unrecognized, invalid [x] { reply No }
  }
}
`;

test('a variable that the server tells is read from an exchange that changes nothing', () => {
  const [probe, ...others] = worldProbesOf(protocolOf('counter'));
  expect(others).toEqual([]);
  expect(probe?.variable).toBe('count');
  expect(probe?.read(Buffer.from('VALUE 4711\n'))).toBe(4711);
  expect(probe?.read(Buffer.from('ERROR\n'))).toBeUndefined();
  expect(probe?.read(Buffer.from('VALUE 01\n'))).toBeUndefined();
  expect(probe?.read(Buffer.of())).toBeUndefined();
});

test('also from within, and where a read may hold several messages; what is never told has no such exchange', () => {
  const protocol = protocolFrom('topic.parley', TOPIC);
  const probes = worldProbesOf(protocol);
  expect(probes.map(({ variable }) => variable)).toEqual(['topic']);
  const [probe] = probes;
  const writes = probe?.scenario.steps.flatMap((step) =>
    step.kind === 'act' && step.action.kind === 'write' ? step.action.writes : [],
  );
  const [login, question] = (writes ?? []).map((payload) =>
    Buffer.from(rehearsalOf(protocol).bytes(payload)).toString(),
  );
  expect(question).toBe('topic?');
  const heard = (topic: string): Buffer => Buffer.from(`hello ${login?.replace('enter ', '')} is intopic: ${topic}`);
  expect([probe?.read(heard('tea')), probe?.read(heard('TEA'))]).toEqual(['tea', undefined]);
});

test('a protocol without such variables needs none', () => {
  expect(worldProbesOf(protocolOf('chat-line'))).toEqual([]);
});
