import { afterEach, describe, expect, test } from 'vitest';
import { isBuilt, ParleyProcess } from './parley-process.js';
import { hasPty, PtyTerminal } from './pty-terminal.js';
import { RawClient } from './raw-client.js';
import { ScriptedServer } from './scripted-server.js';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

async function serving(...options: readonly string[]): Promise<{ server: ParleyProcess; port: number }> {
  return servingOf('chat-line', ...options);
}

async function servingOf(
  protocol: string,
  ...options: readonly string[]
): Promise<{ server: ParleyProcess; port: number }> {
  const started = await ParleyProcess.serving(protocol, ...options);
  opened.push({ close: () => started.server.child.kill('SIGKILL') });
  return started;
}

async function inChat(port: number, name: string): Promise<RawClient> {
  const client = await RawClient.to(port);
  opened.push({ close: () => client.socket.destroy() });
  client.write(`${name}\n`);
  await client.hears(`${name} has joined the chat.\n`);
  return client;
}

/** The client at a terminal of 60 columns, once it is in. */
async function terminal(
  port: number,
  {
    options = [],
    wraps = true,
    protocol = 'chat-line',
    before = [],
  }: {
    readonly options?: readonly string[];
    readonly wraps?: boolean;
    readonly protocol?: string;
    readonly before?: readonly string[];
  } = {},
): Promise<PtyTerminal> {
  const args = ['chat', `127.0.0.1:${port}`, '--protocol', protocol, '--name', 'Ana', ...options];
  const opens = new PtyTerminal(60, 60, args, { wraps, before });
  opened.push(opens);
  await opens.shows((rows) => rows.at(-2)?.includes('Chatting · ') === true && rows.at(-1) === '>');
  return opens;
}

const offers = 'QUIT  |  \\w TO TEXT  |  TEXT';
const status = `Chatting · ${offers}`;

describe.skipIf(!isBuilt || !hasPty)('parley chat at a terminal', () => {
  test('shows what comes above the line that is being typed, wide characters included, and says it whole', async () => {
    const { port } = await serving();
    const ana = await terminal(port);
    const luis = await inChat(port, 'Luis');
    ana.type('日本語 in the middle');
    ana.type('\u001b[D'.repeat(3));
    await ana.shows((rows) => rows.at(-1) === '> 日本語 in the middle');
    luis.write('hola\n');
    await ana.showsLast('Luis has joined the chat.', 'Luis: hola', status, '> 日本語 in the middle');
    await ana.shows(() => ana.cursor.column === 2 + 6 + 14 - 3 && ana.cursor.row === ana.rows.length - 1);
    ana.type('X');
    await ana.shows((rows) => rows.at(-1) === '> 日本語 in the midXdle');
    ana.type('\r');
    await luis.hears('Ana: 日本語 in the midXdle\n');
    await ana.showsLast('> 日本語 in the midXdle', 'Ana: 日本語 in the midXdle', status, '>');
  });

  test.each([
    ['wraps anew all that it shows', true, 60],
    ['wraps anew but for the line with the cursor', false, 60],
    ['wraps anew all that it shows', true, 14],
    ['wraps anew but for the line with the cursor', false, 14],
  ])(
    'is clean at every width, and loses nothing that has come, at a terminal that %s (%s), of %i rows',
    async (_, wraps, height) => {
      const { port } = await serving();
      const ana = await terminal(port, { wraps });
      ana.resize(60, height);
      const luis = await inChat(port, 'Luis');
      const typed = '日本語 0123456789 '.repeat(3).trimEnd();
      ana.type(typed);
      await ana.shows((rows) => rows.join('').endsWith(typed.slice(-10)));
      const whole = `chat-line at 127.0.0.1:${port} · ${status}`;
      // At each the line over the prompt is another, so that it tells when the program knows of the width.
      const widths: readonly (readonly [columns: number, shown: string])[] = [
        [33, offers],
        [17, 'QUIT  |  \\w TO …'],
        [80, whole],
        [12, 'QUIT  |  \\…'],
        [40, status],
        [100, whole],
        [24, 'QUIT  |  \\w TO TEXT  |…'],
        [60, status],
      ];
      const said: string[] = [];
      const own = (line: string): boolean => line.startsWith('Luis: ');
      for (const [columns, shown] of widths) {
        ana.resize(columns, height);
        await ana.showsLast(shown, `> ${typed}`);
        said.push(`Luis: at ${columns}`);
        luis.write(`at ${columns}\n`);
        await ana.showsLast(`Luis: at ${columns}`, shown, `> ${typed}`);
        // Nothing of an older prompt is to be seen, and what has come is there once, as far as there is room.
        const seen = ana.screen;
        expect(seen.filter((line) => line.startsWith('> ') || line.includes('QUIT'))).toEqual([shown, `> ${typed}`]);
        expect(seen.filter(own)).toEqual(said.slice(-seen.filter(own).length));
        expect(seen.filter(own).length).toBeGreaterThan(0);
      }
      // A line may stand twice in what has scrolled off.
      for (const line of said) expect(ana.lines).toContain(line);
    },
  );

  test.each([true, false])('keeps what stood at the terminal before it (wrapping anew: %s)', async (wraps) => {
    const { port } = await serving();
    const ana = await terminal(port, { wraps, before: ['$ ls', 'README.md', '$ parley chat'] });
    const typed = '0123456789'.repeat(8);
    ana.type(typed);
    await ana.showsLast(status, `> ${typed}`);
    ana.resize(17, 20);
    await ana.showsLast('QUIT  |  \\w TO …', `> ${typed}`);
    ana.resize(100, 20);
    await ana.showsLast(`chat-line at 127.0.0.1:${port} · ${status}`, `> ${typed}`);
    for (const line of ['$ ls', 'README.md', '$ parley chat']) expect(ana.lines).toContain(line);
    expect(ana.screen.filter((line) => line.startsWith('$'))).toEqual([]);
  });

  test('puts what is pasted where the cursor is, Tabs too, and knows how many rows it fills', async () => {
    const { port } = await serving();
    const ana = await terminal(port);
    const luis = await inChat(port, 'Luis');
    ana.type('first last');
    await ana.shows((rows) => rows.at(-1) === '> first last');
    ana.type(`${'\u001b[D'.repeat(4)}${'0123456789'.repeat(8)} `);
    const line = `first ${'0123456789'.repeat(8)} last`;
    await ana.showsLast(status, `> ${line}`);
    ana.type('\u001b[D');
    ana.type('\u001b[H');
    ana.type('X');
    await ana.showsLast(status, `> X${line}`);
    ana.type('a\tb\u0005');
    ana.type('!\r');
    await luis.hears(`Ana: Xa\tb${line}!\n`);
  });

  test('completes what can be said and who is there, and brings back what was said', async () => {
    const { port } = await serving();
    const ana = await terminal(port);
    const luis = await inChat(port, 'Luis');
    await ana.shows((rows) => rows.includes('Luis has joined the chat.'));
    ana.type('\\w L\t');
    await ana.shows((rows) => rows.at(-1) === '> \\w Luis');
    ana.type('psst\r');
    await luis.hears('priv(Ana): psst\n');
    ana.type('\u001b[A');
    await ana.shows((rows) => rows.at(-1) === '> \\w Luis psst');
    ana.type('\u0015');
    await ana.shows((rows) => rows.at(-1) === '>');
    ana.type('\u0004');
    await luis.hears('Ana has left the chat.\n');
    expect(await ana.ended).toBe(0);
    // The prompt and the line over it are gone.
    expect(ana.lines).toContain('> \\w Luis psst');
    expect(ana.lines.filter((line) => line === '>' || line === status)).toEqual([]);
  });

  test('is not driven by what a server says', async () => {
    const server = await ScriptedServer.start((socket) => socket.write('NAME\nWelcome to the chat, Ana!\n'));
    opened.push(server);
    const ana = await terminal(server.address.port);
    ana.type('typed');
    await ana.shows((rows) => rows.at(-1) === '> typed');
    const client = await server.client;
    client.write('\u001b[2J\u001b[H\u001b]0;title\u0007\u001b[6n\u009b31m\rover\u0008\u000b\n');
    const said = '^[[2J^[[H^[]0;title^G^[[6n<U+009B>31m^Mover^H^K';
    await ana.showsLast('NAME', 'Welcome to the chat, Ana!', said, status, '> typed');
  });

  test('is not driven by the name of somebody whom Tab could complete', async () => {
    const { port } = await servingOf('chat-private');
    const ana = await terminal(port, { protocol: 'chat-private' });
    for (const name of ['Ev\u001b[2J', 'Eva', 'Evo']) {
      const other = await RawClient.to(port);
      opened.push({ close: () => other.socket.destroy() });
      await other.hears('NAME');
      other.write(name);
      // A read that brought two of them would be no message.
      await ana.shows((rows) => rows.includes(`${name.replace('\u001b', '^[')} has joined the chat.`));
    }
    ana.type('\\w E\t');
    await ana.shows((rows) => rows.at(-1) === '> \\w Ev');
    ana.type('\t');
    const offersThere = 'Chatting · QUIT  |  \\w TO TEXT  |  \\wTEXT  |  TEXT';
    await ana.showsLast('Evo has joined the chat.', '\\w Eva   \\w Evo', offersThere, '> \\w Ev');
    ana.type('a');
    await ana.showsLast('\\w Eva   \\w Evo', offersThere, '> \\w Eva');
    expect(ana.rows).toContain('Ev^[[2J has joined the chat.');
  });

  test('connects again, with what was being typed still there', async () => {
    const { server, port } = await serving('--stop-timeout', '0.1');
    const ana = await terminal(port, { options: ['--reconnect'] });
    ana.type('still here');
    await ana.shows((rows) => rows.at(-1) === '> still here');
    server.child.kill('SIGTERM');
    await ana.shows((rows) => rows.at(-2) === 'not connected');
    await server.ended;
    await serving('--port', String(port));
    await ana.showsLast('Ana has joined the chat.', status, '> still here');
    const luis = await inChat(port, 'Luis');
    ana.type('\r');
    await luis.hears('Ana: still here\n');
  });

  test('leaves on Ctrl-C, and at once on a second one', async () => {
    const server = await ScriptedServer.start((socket) => socket.write('NAME\nWelcome to the chat, Ana!\n'));
    opened.push(server);
    const ana = await terminal(server.address.port);
    ana.type('\u0003');
    await ana.shows((rows) => rows.some((row) => row.includes('Ctrl-C again leaves at once')));
    ana.type('\u0003');
    expect(await ana.ended).toBe(130);
  });
});
