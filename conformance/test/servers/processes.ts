import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { protocols } from '../../../generated/index.js';
import type { Protocol } from '../../../runtime/index.js';
import type { SwitchableFault } from './switchable-fault.js';

/** A server in a process of its own that the suite is tried on: it prints where it listens, and then nothing that is needed. */
export interface IndependentServer {
  readonly name: string;
  readonly protocol: string;
  /** The command that runs it; options follow. */
  readonly command: readonly [string, ...string[]];
}

/** The folder of the servers' sources, seen from the sources as from what is compiled from them. */
function source(file: string): string {
  const candidates = ['./', '../../../../conformance/test/servers/'].map((folder) =>
    fileURLToPath(new URL(folder + file, import.meta.url)),
  );
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${file} is nowhere: ${candidates.join(', ')}`);
  return found;
}

/** Every one of them, correct without a fault. */
export function independentServers(): readonly IndependentServer[] {
  const typescript = (protocol: string): IndependentServer => ({
    name: `${protocol}.ts`,
    protocol,
    command: [process.execPath, fileURLToPath(new URL('./serve.js', import.meta.url)), protocol],
  });
  return [
    { name: 'chat_private.py', protocol: 'chat-private', command: ['python3', source('chat_private.py')] },
    typescript('chat-private'),
    { name: 'chat_line.py', protocol: 'chat-line', command: ['python3', source('chat_line.py')] },
    typescript('chat-line'),
  ];
}

/** Correct ones that make use of what a protocol leaves open: any order that is allowed, pauses, names refused, ends noticed and told of late. */
export function liberalServers(): readonly IndependentServer[] {
  const privately = (...options: readonly string[]): IndependentServer => ({
    name: ['chat_private.py', ...options].join(' '),
    protocol: 'chat-private',
    command: ['python3', source('chat_private.py'), ...options],
  });
  const weakly = (protocol: string, ...options: readonly string[]): IndependentServer => ({
    name: ['weak_chat.py', ...options].join(' '),
    protocol,
    command: ['python3', source('weak_chat.py'), ...options],
  });
  return [
    privately('--scatter'),
    privately('--scatter', '--refuse-names'),
    privately('--late'),
    weakly('chat-basic'),
    weakly('chat-relay', '--relay'),
  ];
}

/** The reference server; for programs that are compiled. */
export function referenceServer(protocol: string): IndependentServer {
  const cli = fileURLToPath(new URL('../../../cli/main.js', import.meta.url));
  return {
    name: `reference ${protocol}`,
    protocol,
    command: [process.execPath, cli, 'serve', '--protocol', protocol, '--port', '0'],
  };
}

/** The protocol that it speaks, or is to speak. */
export function protocolOf({ protocol }: IndependentServer): Promise<Protocol> {
  const load = Object.entries(protocols).find(([name]) => name === protocol)?.[1];
  if (load === undefined) throw new RangeError(`there is no protocol ${protocol}`);
  return load();
}

export function faultsOf(server: IndependentServer): readonly SwitchableFault[] {
  const [program, ...args] = server.command;
  return JSON.parse(execFileSync(program, [...args, '--list-faults'], { encoding: 'utf8' })) as SwitchableFault[];
}

/** Lets Ctrl-C, and whoever ends this process, end the servers that it has started too. */
export function endWithServers(): void {
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => process.exit(status));
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts one, and waits until it serves; it ends with this process at the latest. */
export async function start(
  server: IndependentServer,
  options: readonly string[] = [],
): Promise<{ readonly host: string; readonly port: number; readonly child: ChildProcess; stop(): Promise<void> }> {
  const [program, ...args] = server.command;
  const child = spawn(program, [...args, ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
  running.add(child);
  const gone = once(child, 'exit').then(() => void running.delete(child));
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), gone.then(() => [''])])) as [string];
  const address = /^listening (?:on )?(\S+):(\d+)/.exec(line);
  if (address === null) throw new Error(`${server.name} ${options.join(' ')} did not start: ${line}`);
  // Nobody reads what it says from now on; it must not wait for that.
  lines.close();
  child.stdout.resume();
  return {
    host: address[1] ?? '',
    port: Number(address[2]),
    child,
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
