import { describe, expect, test } from 'vitest';
import { tokenAction } from '../../scenario/fence.js';
import { createFresh, payloadBytes } from '../../scenario/fresh.js';
import { plannerOf } from '../../scenario/planner.js';
import { protocolOf } from '../protocols.js';
import { protocols } from './protocols.js';

describe.each(
  protocols
    .filter(({ model }) => model.name.startsWith('chat-'))
    .map((protocol) => [protocol.model.name, protocol] as const),
)('tokens of %s', (_, protocol) => {
  const { situations } = plannerOf(protocol);
  const inside = situations.filter(
    ({ stage, actor, observers }) =>
      observers === 2 &&
      Object.values(stage.world.groups).some((members) => members.includes(actor) && members.length === 3),
  );

  test('reach the others, carry a value that is new in every run, and change nothing', () => {
    for (const { stage, actor } of inside) {
      const token = tokenAction(protocol, stage.world, actor);
      expect(token?.reaches.filter((id) => id !== actor).length).toBe(2);
      const payload = token?.action.kind === 'write' ? token.action.writes[0] : undefined;
      expect(payload?.some((part) => 'fresh' in part)).toBe(true);
      const bytes = [1, 2].map((number) =>
        Buffer.from(payloadBytes(payload ?? [], createFresh(protocol, number))).toString(),
      );
      expect(bytes[0]).not.toBe(bytes[1]);
    }
  });

  test('two of one client differ by their labels', () => {
    for (const { stage, actor } of inside) {
      const of = (used: number) => tokenAction(protocol, stage.world, actor, { person: 'Ana', used })?.action;
      expect(of(1)).not.toEqual(of(2));
    }
  });
});

test('there is none where nothing of a client is passed on', () => {
  const counter = protocolOf('counter');
  for (const { stage, actor } of plannerOf(counter).situations) {
    expect(tokenAction(counter, stage.world, actor)).toBeUndefined();
  }
});
