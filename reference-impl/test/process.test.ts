import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { isBuilt, ParleyProcess } from './parley-process.js';
import { RawClient } from './raw-client.js';

const running: ParleyProcess[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});

function parley(...args: readonly string[]): ParleyProcess {
  const process = new ParleyProcess(args);
  running.push(process);
  return process;
}

async function serving(
  protocol: string,
  ...options: readonly string[]
): Promise<{ server: ParleyProcess; port: number }> {
  const started = await ParleyProcess.serving(protocol, ...options);
  running.push(started.server);
  return started;
}

async function refusal(...args: readonly string[]): Promise<string> {
  const process = parley(...args);
  expect(await process.ended).toBe(2);
  expect(process.stdout).toBe('');
  expect(process.stderr).not.toContain('    at ');
  return process.stderr;
}

describe.skipIf(!isBuilt)('parley serve', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('ends on %s with 0, and tells nobody that anybody left', async (signal) => {
    const { server, port } = await serving('chat-line');
    const [ana, bob] = [await RawClient.to(port), await RawClient.to(port)];
    ana.write('Ana\n');
    await ana.hears('Ana has joined the chat.\n');
    bob.write('Bob\n');
    await Promise.all([ana.hears('Bob has joined the chat.\n'), bob.hears('Bob has joined the chat.\n')]);
    server.child.kill(signal);
    expect([await ana.end(), await bob.end()]).toEqual(['fin', 'fin']);
    for (const client of [ana, bob]) client.socket.end();
    expect(await server.ended).toBe(0);
    expect([ana.received, bob.received, server.stderr]).toEqual(['', '', '']);
  });

  test('ends at once on a second signal', async () => {
    const { server, port } = await serving('chat-basic');
    const stubborn = await RawClient.to(port);
    await stubborn.hears('NAME');
    server.child.kill('SIGTERM');
    await stubborn.end();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(143);
    stubborn.socket.destroy();
  });

  test('ends on one signal although a client does not close its side', async () => {
    const { server, port } = await serving('chat-basic');
    const stubborn = await RawClient.to(port);
    await stubborn.hears('NAME');
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    stubborn.socket.destroy();
  });

  test('says in one line what is wrong, and ends with 2', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const serve = ['serve', '--protocol', 'chat-basic'];
    expect(await refusal(...serve, '--port', String(port))).toBe(`parley serve: port ${port} of 127.0.0.1 is in use\n`);
    taken.close();
    expect(await refusal(...serve, '--port', '65536')).toBe(
      'parley serve: --port must be a number from 0 to 65535, not 65536\n',
    );
    expect(await refusal(...serve, '--port', '1e3')).toContain('not 1e3\n');
    expect(await refusal(...serve, '--port', '0', '--host', '192.0.2.1')).toBe(
      'parley serve: 192.0.2.1 is not an address of this machine\n',
    );
    expect(await refusal(...serve, '--host', '')).toBe('parley serve: --host is empty\n');
    expect((await refusal('serve', '--protocol', 'chat-basics')).split('\n')).toHaveLength(2);
    expect((await refusal('serve')).split('\n')).toHaveLength(2);
  });

  test('logs who comes and goes and why, as text or as JSON, and never what is said', async () => {
    for (const format of ['text', 'json']) {
      const server = parley('serve', '--protocol', 'chat-line', '--port', '0', '--log', format);
      const ana = await RawClient.to(await server.port());
      ana.write('Ana\nsecret\n');
      await ana.hears('Ana: secret\n');
      ana.socket.resetAndDestroy();
      await server.complains(/ended.*\n/);
      server.child.kill('SIGTERM');
      expect(await server.ended).toBe(0);
      expect(server.stderr).not.toMatch(/secret|Ana/);
      const lines = server.stderr.trimEnd().split('\n');
      if (format === 'text') {
        expect(lines.map((line) => line.replace(/^\S+Z /, '').replace(/:\d+$/, ':PORT'))).toEqual([
          'info  connection 1 opened from 127.0.0.1:PORT',
          'info  connection 1 is in: Chatting',
          'info  connection 1 ended: it broke (ECONNRESET)',
        ]);
      } else {
        expect(lines.map((line) => JSON.parse(line))).toMatchObject([
          { level: 'info', event: 'connected', connection: 1 },
          { level: 'info', event: 'entered', connection: 1, state: 'Chatting' },
          { level: 'info', event: 'ended', connection: 1, reason: 'failed', code: 'ECONNRESET' },
        ]);
      }
    }
  });

  test('serves metrics on loopback, and says whether it is ready', async () => {
    const { server, port } = await serving('chat-line', '--metrics', '0');
    const [, address] = await server.prints(/metrics at (http:\S+)\/metrics\n/);
    const ana = await RawClient.to(port);
    ana.write('Ana\nhi\n');
    await ana.hears('Ana: hi\n');
    const get = async (path: string) => {
      const response = await fetch(`${address}${path}`);
      return { status: response.status, text: await response.text() };
    };
    expect(await get('/ready')).toEqual({ status: 200, text: 'ready\n' });
    const { text } = await get('/metrics');
    expect(text).toContain('parley_connections{protocol="chat-line"} 1\n');
    expect(text).toContain('parley_messages_received_total{protocol="chat-line"} 2\n');
    expect(text).toContain('parley_messages_delivered_total{protocol="chat-line"} 4\n');
    expect(text).toContain('process_cpu_seconds_total');
    expect((await get('/')).status).toBe(404);
    server.child.kill('SIGTERM');
    await ana.end();
    expect((await get('/ready')).status).toBe(503);
    ana.socket.end();
    expect(await server.ended).toBe(0);
  });

  test('does not let those who ask for metrics take the descriptors of clients', async () => {
    const limited = ParleyProcess.limitedTo(
      96,
      ...['serve', '--protocol', 'chat-line', '--port', '0', '--metrics', '0'],
    );
    running.push(limited);
    const port = await limited.port();
    const [, metrics] = await limited.prints(/metrics at http:\S+:(\d+)\/metrics\n/);
    const asking = await Promise.all(Array.from({ length: 150 }, () => RawClient.to(Number(metrics))));
    const ana = await RawClient.to(port);
    await ana.hears('NAME\n');
    for (const { socket } of [ana, ...asking]) socket.destroy();
  });

  test.each([
    ['::1', '::1'],
    ['::', '127.0.0.1'],
  ])('listens at %s, and is there for %s', async (host, from) => {
    const { server, port } = await serving('chat-line', '--host', host);
    expect(server.stdout).toContain(`listening on [${host}]:${port}`);
    const ana = await RawClient.to(port, { host: from });
    await ana.hears('NAME\n');
    ana.socket.destroy();
  });

  test('survives a want of descriptors, says so, and serves on when there are some again', async () => {
    const limited = ParleyProcess.limitedTo(96, 'serve', '--protocol', 'chat-line', '--port', '0');
    running.push(limited);
    const port = await limited.port();
    const clients = await Promise.all(Array.from({ length: 120 }, () => RawClient.to(port)));
    await limited.complains(/warn {2}no more than 48 connections: the process may open 96 files\n/);
    await limited.complains(/warn {2}connection from 127\.0\.0\.1 refused: too many connections\n/);
    for (const client of clients) client.socket.destroy();
    await limited.complains(/connection 48 ended/);
    const ana = await RawClient.to(port);
    ana.write('Ana\n');
    await ana.hears('Ana has joined the chat.\n');
    ana.socket.destroy();
  });

  test('says in one line which limit is wrong', async () => {
    const serve = ['serve', '--protocol', 'chat-line', '--port', '0'];
    const wrong: readonly (readonly [string, string, RegExp])[] = [
      ['--log', 'xml', /--log must be text, json, none, not xml/],
      ['--metrics', 'x', /--metrics must be a number from 0 to 65535, not x/],
      ['--max-connections', '0', /--max-connections must be a whole number, 1 or more, not 0/],
      ['--max-line', '1025', /--max-line: chat-line has lines of at most 1024 bytes, not 1025/],
      ['--max-rate', '1.5', /--max-rate must be a whole number/],
      ['--idle-timeout', '1', /--idle-timeout: chat-line keeps silent clients for at least 30000 ms/],
      ['--login-timeout', 'soon', /--login-timeout must be a number of seconds/],
      ['--stop-timeout', '99999999', /--stop-timeout must be a number of seconds/],
      ['--tls-cert', '/nowhere.pem', /--tls-cert needs --tls-key/],
      ['--tls-key', '/nowhere.pem', /--tls-key needs --tls-cert/],
    ];
    for (const [option, value, message] of wrong) {
      const said = await refusal(...serve, option, value);
      expect(said).toMatch(message);
      expect(said.split('\n')).toHaveLength(2);
    }
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    expect(await refusal(...serve, '--metrics', String(port))).toContain(`port ${port} of 127.0.0.1 is in use\n`);
    taken.close();
    const both = ['--tls-cert', '/nowhere.pem', '--tls-key', '/nowhere.pem'];
    expect(await refusal(...serve, ...both)).toMatch(/^parley serve: --tls-cert: \/nowhere\.pem can't be read: .*\n$/);
    const swapped = fileURLToPath(new URL('./tls/localhost.key.pem', import.meta.url));
    expect(await refusal(...serve, '--tls-cert', swapped, '--tls-key', swapped)).toMatch(
      /^parley serve: --tls-cert: the certificate or its key can't be used: .*\n$/,
    );
  });
});

describe.skipIf(!isBuilt)('parley chat', () => {
  test('talks to parley serve through a pipe, under chunk framing', async () => {
    const { port } = await serving('chat-private');
    const ana = parley('chat', `127.0.0.1:${port}`, '--protocol', 'chat-private', '--name', 'Ana');
    await ana.prints(/Ana has joined the chat\.\n/);
    const luis = parley('chat', `127.0.0.1:${port}`, '--protocol', 'chat-private');
    luis.child.stdin.write('Luis\nhola\n');
    await ana.prints(/Luis: hola\n/);
    luis.child.stdin.write('\\w Ana hi\n');
    await ana.prints(/priv\(Luis\): hi\n/);
    luis.child.stdin.end('\\w Eva hi\nQUIT\n');
    expect(await luis.ended).toBe(0);
    await ana.prints(/Luis has left the chat\.\n/);
    ana.child.stdin.end();
    expect(await ana.ended).toBe(0);
    expect(luis.stderr + ana.stderr).toBe('');
    const seen = 'Luis has joined the chat.\nLuis: hola\npriv(Luis): hi\nLuis has left the chat.\n';
    expect(ana.stdout).toBe(`NAME\nWelcome to the chat, Ana!\nAna has joined the chat.\n${seen}`);
    expect(luis.stdout).toContain("Luis: hola\nUser 'Eva' not found.\n");
  });

  test('talks where nothing comes back, and leaves on a signal', async () => {
    const { port } = await serving('chat-relay');
    const ana = parley('chat', `127.0.0.1:${port}`, '--protocol', 'chat-relay', '--name', 'Ana');
    await ana.prints(/Bienvenido/);
    const luis = parley('chat', `127.0.0.1:${port}`, '--protocol', 'chat-relay', '--name', 'Luis');
    for (const text of ['one', 'two', 'three']) {
      luis.child.stdin.write(`${text}\n`);
      await ana.prints(new RegExp(`Luis: ${text}\n`));
    }
    luis.child.stdin.end();
    expect(await luis.ended).toBe(0);
    ana.child.kill('SIGINT');
    expect(await ana.ended).toBe(0);
  });

  test('says that a server has gone, and ends with 1', async () => {
    const { server, port } = await serving('chat-line');
    const ana = parley('chat', `127.0.0.1:${port}`, '--protocol', 'chat-line', '--name', 'Ana');
    await ana.prints(/Ana has joined the chat\.\n/);
    server.child.kill('SIGTERM');
    expect(await ana.ended).toBe(1);
    expect(ana.stderr).toBe('the server closed the connection\n');
  });

  test('speaks TLS with whom it trusts, and says why with nobody else', async () => {
    const file = (name: string): string => fileURLToPath(new URL(`./tls/localhost.${name}.pem`, import.meta.url));
    const { port } = await serving('chat-line', '--tls-cert', file('cert'), '--tls-key', file('key'));
    const chat = ['chat', `127.0.0.1:${port}`, '--protocol', 'chat-line', '--name', 'Ana'];
    for (const trust of [['--tls-ca', file('cert')], ['--tls-insecure']]) {
      const ana = parley(...chat, ...trust);
      ana.child.stdin.end('hola\n');
      expect(await ana.ended).toBe(0);
      expect(ana.stdout).toContain('Ana: hola\n');
    }
    const careful = parley(...chat, '--tls');
    expect(await careful.ended).toBe(1);
    expect(careful.stderr).toMatch(
      /^parley chat: the certificate of .* is not trusted: it vouches for itself; --tls-ca .*\n$/,
    );
    expect(await refusal(...chat, '--tls-ca', '/nowhere.pem')).toMatch(/--tls-ca: \/nowhere\.pem can't be read/);
    expect(await refusal(...chat, '--tls-ca', file('key'))).toMatch(/--tls-ca: .* holds no certificate \(PEM\)\n$/);
  });

  test.each([
    ['expired', /is not trusted: it has expired\n$/],
    ['other-host', /is not trusted: it is for another host\n$/],
  ])('does not trust a certificate that is %s, and says why', async (name, says) => {
    const file = (what: string): string => fileURLToPath(new URL(`./tls/${name}.${what}.pem`, import.meta.url));
    const { port } = await serving('chat-line', '--tls-cert', file('cert'), '--tls-key', file('key'));
    const ana = parley('chat', `127.0.0.1:${port}`, '--protocol', 'chat-line', '--tls-ca', file('cert'));
    expect(await ana.ended).toBe(1);
    expect(ana.stderr).toMatch(says);
  });

  test('says that a server speaks no TLS', async () => {
    const { port } = await serving('chat-line');
    const ana = parley('chat', `127.0.0.1:${port}`, '--protocol', 'chat-line', '--tls-insecure');
    expect(await ana.ended).toBe(1);
    expect(ana.stderr).toMatch(/^parley chat: what answers at .* does not speak TLS as it should: ERR_SSL_.*\n$/);
  });

  test('leaves when nobody reads what it prints', async () => {
    const { port } = await serving('chat-line');
    const ana = parley('chat', `127.0.0.1:${port}`, '--protocol', 'chat-line', '--name', 'Ana');
    await ana.prints(/Ana has joined the chat\.\n/);
    ana.child.stdout.destroy();
    ana.child.stdin.write('one\ntwo\n');
    expect(await ana.ended).toBe(0);
    expect(ana.stderr).toBe('');
  });

  test('says in one line what is wrong with its arguments, and ends with 2', async () => {
    const chat = ['--protocol', 'chat-line'];
    expect(await refusal('chat', 'localhost', ...chat)).toBe(
      'parley chat: localhost is no address: HOST:PORT is needed\n',
    );
    expect(await refusal('chat', '127.0.0.1:1', ...chat, '--name', 'a b')).toMatch(/^parley chat: --name: .*\n$/);
    expect(await refusal('chat', '127.0.0.1:1', '--protocol', 'counter', '--name', 'Ana')).toBe(
      'parley chat: --name: counter has no message that a name could be said with\n',
    );
    expect((await refusal('chat', '127.0.0.1:1', '--protocol', 'nope')).split('\n')).toHaveLength(2);
    expect((await refusal('chat', '127.0.0.1:1')).split('\n')).toHaveLength(2);
  });

  test('ends with 1 when nobody answers at the address', async () => {
    const chat = parley('chat', '127.0.0.1:1', '--protocol', 'chat-line');
    expect(await chat.ended).toBe(1);
    expect(chat.stderr).toBe('parley chat: nobody answers at 127.0.0.1:1: the connection was refused\n');
  });
});
