import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open } from '../../generated/chat-line/client.js';
import { arbitraries, protocols } from '../../generated/index.js';
import { createServer } from '../../reference-impl/server/index.js';
import { RawClient } from '../../reference-impl/test/raw-client.js';
import type { Arbitraries } from '../../runtime/arbitrary/index.js';
import { type ClientPosition, type InState, StaleStateError } from '../../runtime/index.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import { root } from './emitted.js';

interface Opened {
  readonly client: ClientPosition;
  receive(text: string): void;
  end(): void;
}

/** Another user, whose doings the client must not take for answers to its own. */
const OTHER = 2;
const SELF = 1;

describe.each(Object.keys(protocols) as (keyof typeof protocols)[])('a typed client of %s', (name) => {
  it('knows the state that the server has it in', async () => {
    const protocol: Protocol = await protocols[name]();
    const values: Arbitraries = await arbitraries[name]();
    const generated: { open(link: { write(text: string): void }): Opened } = await import(
      `../../generated/${name}/client.ts`
    );
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const machine = protocol.createMachine();
        let opened: Opened | undefined;
        const arrived: string[] = [];
        const effects = {
          send: (to: readonly number[], text: string) => {
            if (to.includes(SELF)) arrived.push(text);
          },
          close: () => undefined,
        };
        const deliver = (): void => {
          for (const text of arrived.splice(0)) opened?.receive(text);
          if (machine.stateOf(SELF) === undefined) opened?.end();
        };
        machine.apply({ kind: 'connect', connection: SELF }, effects);
        machine.apply({ kind: 'connect', connection: OTHER }, effects);
        opened = generated.open({
          write: (text) => machine.apply({ kind: 'frame', connection: SELF, bytes: Buffer.from(text) }, effects),
        });
        deliver();
        let position = opened.client;
        for (let step = 0; step < 12 && position.kind === 'in'; step++) {
          const other = machine.stateOf(OTHER);
          if (other !== undefined && gen(fc.boolean)) {
            const said = gen(values.validClientText, other);
            machine.apply({ kind: 'frame', connection: OTHER, bytes: Buffer.from(said.text) }, effects);
          }
          const message: Message = gen(values.validClientMessage, position.state);
          const before: InState = position;
          position = position.send(message);
          deliver();
          if (position.kind === 'settling') position = await position.next;
          // What the spec leaves open, the client can't know; this server says it.
          const real = machine.stateOf(SELF);
          if (position.kind === 'lost' && real !== undefined) position = position.assume(real);
          if (position.kind === 'in') expect(position.state).toBe(real);
          if (position.kind === 'ended') expect(real).toBeUndefined();
          if (position.kind !== 'in') expect(() => before.send(message)).toThrow(StaleStateError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

it('a typed client talks to a real server', async () => {
  const server = createServer(await protocols['chat-line'](), { port: 0 });
  const { port } = await server.listen();
  const raw = await RawClient.to(port);
  try {
    const heard: string[] = [];
    const {
      client: naming,
      receive,
      end,
    } = open({ write: (text) => raw.write(`${text}\n`) }, { message: ({ kind }) => heard.push(kind) });
    let rest = '';
    raw.socket.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) receive(line);
    });
    raw.socket.on('end', end);
    const taken = await naming.send({ kind: 'Login', name: 'Ana' }).next;
    if (taken.kind !== 'in' || taken.state !== 'Chatting') throw new Error('Ana is not in the chat');
    await raw.hears('joined the chat.\n');
    const chatting = taken.send({ kind: 'Whisper', to: 'Eva', text: 'hi' }).send({ kind: 'Say', text: 'hola' });
    await raw.hears('Ana: hola\n');
    expect(chatting.send({ kind: 'Quit' })).toEqual({ kind: 'ended' });
    await raw.end();
    expect(heard).toEqual(['NameRequest', 'Welcome', 'Joined', 'UserNotFound', 'Said']);
    expect(() => chatting.send({ kind: 'Say', text: 'late' })).toThrow(
      "Say can't be sent in Chatting: the client is at its end.",
    );
  } finally {
    raw.socket.destroy();
    await server.close();
  }
});

describe('what a state does not allow', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(join(root, 'dist'), { recursive: true });
    folder = mkdtempSync(join(root, 'dist/trial-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('does not compile', () => {
    const code = `
import { type Client, open } from 'parley/generated/chat-line/client';
export async function talk(): Promise<void> {
  const { client: naming } = open({ write: () => undefined });
  naming.send({ kind: 'Say', text: 'hi' }); // wrong: nobody talks without a name
  naming.send({ kind: 'Login' }); // wrong: a field is missing
  const settling = naming.send({ kind: 'Login', name: 'Ana' });
  settling.send({ kind: 'Say', text: 'hi' }); // wrong: nobody knows yet
  const next = await settling.next;
  next.send({ kind: 'Say', text: 'hi' }); // wrong: it may have ended, or still be without a name
  if (next.kind === 'in' && next.state === 'Chatting') {
    const chatting = next.send({ kind: 'Whisper', to: 'Eva', text: 'hi' });
    chatting.send({ kind: 'Login', name: 'Ana' }); // wrong: it has a name
    chatting.send({ kind: 'Shout', text: 'hi' }); // wrong: there is no such message
    const ended = chatting.send({ kind: 'Quit' });
    ended.send({ kind: 'Say', text: 'hi' }); // wrong: it has ended
  }
}
export function leave(client: Client): void {
  client.send({ kind: 'Quit' });
  if (client.state === 'Chatting') client.send({ kind: 'Say', text: 'bye' });
}
`;
    const file = join(folder, 'wrong.ts');
    writeFileSync(file, code);
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const program = ts.createProgram([file], { ...options, noEmit: true });
    const complained = ts.getPreEmitDiagnostics(program).map(({ file: at, start }) => {
      return at === undefined ? '' : at.text.split('\n')[at.getLineAndCharacterOfPosition(start ?? 0).line];
    });
    const wrong = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.includes('// wrong'));
    expect([...new Set(complained)]).toEqual(wrong);
  });
});
