import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import type { CaseResult } from '../../engine/events.js';

const SILENT = 'patience/silent while others are served';

/** A chat-basic that resets one of its connections, counted from 1. */
async function chat(reset: number) {
  const members = new Map<Socket, string>();
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (connections === reset) {
      socket.resetAndDestroy();
      return;
    }
    const say = (text: string): void => {
      for (const member of members.keys()) member.write(text);
    };
    const leave = (): void => {
      const name = members.get(socket);
      socket.end();
      if (members.delete(socket)) say(`${name} has left the chat.\n`);
    };
    socket.write('NAME');
    socket.on('error', leave).on('end', leave);
    socket.on('data', (data) => {
      const text = data.toString();
      const name = members.get(socket);
      if (name === undefined) {
        members.set(socket, text);
        socket.write(`Welcome to the chat, ${text}!\n`);
        say(`${text} has joined the chat.\n`);
      } else if (text === 'QUIT') leave();
      else say(`${name}: ${text}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { target: { host: '127.0.0.1', port }, close };
}

test('who was reset beside the others is played again without them, counted and told', async () => {
  // The second connection is that of who says nothing while others are served: the first case has one client.
  const { target, close } = await chat(2);
  try {
    const ended: CaseResult[] = [];
    const report = await conform({
      protocol: await protocols['chat-basic'](),
      target,
      seed: 1,
      runs: 0,
      selection: { only: [SILENT, 'session/Chatting/Say, alone'] },
      emit(event) {
        if (event.kind === 'case-end') ended.push(event.result);
      },
    });
    expect(report).toMatchObject({ status: 0, summary: 'conformant', cases: 2 });
    expect(ended.map(({ id }) => id)).toEqual(['session/Chatting/Say, alone', SILENT]);
    expect(ended[1]?.judgement.kind).toBe('complete');
  } finally {
    await close();
  }
});
