import { decodeText } from '../../../runtime/index.js';
import type { ExchangeScript, ScriptStep } from './exchange-script.js';

/** The exchange as a program for Node, of CommonJS and modules alike, that needs nothing but Node. */
export function nodeScript({ title, about, clients, steps, check }: ExchangeScript): string {
  const name = (client: number): string => clients[client] ?? `client ${client}`;
  return `${[
    `// ${title}`,
    '//',
    ...about.map((line) => `// ${line}`.trimEnd()),
    '//',
    '// Run it against a server: node THIS_FILE HOST PORT',
    '// Exit status: 1 the fault shows, 0 it does not, 2 it could not be tried.',
    '',
    `const CLIENTS = ${JSON.stringify(clients)};`,
    '// [what, client, bytes]: expect waits until these have come, rest for so many milliseconds.',
    'const STEPS = [',
    ...steps.map((step) => `  ${stepText(step)}, // ${name(step.client)}`),
    '];',
    `const CHECK = ${JSON.stringify({ ...check, ...('got' in check ? { got: undefined } : { greeting: undefined }) })};`,
    ...('got' in check
      ? [`// What came when it was found.`, `const GOT = ${bytesText(check.got)};`]
      : [`const GREETING = ${bytesText(check.greeting)};`]),
    '',
    PROGRAM,
    check.kind === 'next' ? NEXT : SERVES,
  ].join('\n')}\n`;
}

function stepText(step: ScriptStep): string {
  const bytes = 'bytes' in step ? `, ${bytesText(step.bytes)}` : step.kind === 'rest' ? `, ${step.ms}` : '';
  return `['${step.kind}', ${step.client}${bytes}]`;
}

function bytesText(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  return text === undefined
    ? `Buffer.from('${Buffer.from(bytes).toString('hex')}', 'hex')`
    : `Buffer.from(${JSON.stringify(text).replace(/[\u0080-\uffff]/g, escapedUnit)})`;
}

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const PROGRAM = String.raw`const [host, port] = process.argv.slice(2);
if (!host || !/^\d+$/.test(port ?? '')) finish(2, 'usage: node THIS_FILE HOST PORT');
const net = process.getBuiltinModule ? process.getBuiltinModule('node:net') : require('node:net');
const STEP_MS = 10000;
const LEAVE_MS = 3000;

function finish(status, text) {
  console.log(text);
  process.exit(status);
}

function open() {
  return new Promise((resolve, reject) => {
    const one = { data: Buffer.alloc(0), ended: false, changed() {} };
    const end = () => { one.ended = true; one.changed(); };
    one.socket = net.connect({ host, port: Number(port), noDelay: true, allowHalfOpen: true });
    one.socket.on('connect', () => resolve(one));
    one.socket.on('data', (data) => { one.data = Buffer.concat([one.data, data]); one.changed(); });
    one.socket.on('end', end).on('close', end);
    one.socket.on('error', (error) => { end(); reject(error); });
  });
}

// Waits until something has come of a connection that meets the condition, for so long at most.
function until(one, met, ms) {
  return new Promise((resolve) => {
    let late;
    const over = () => { clearTimeout(timer); clearImmediate(late); one.changed = () => {}; resolve(met()); };
    // What has arrived when the time is up counts, too: a timer comes before what is to be read.
    const timer = setTimeout(() => { late = setImmediate(over); }, ms);
    one.changed = () => { if (met()) over(); };
    one.changed();
  });
}

// A FIN; resolves when it has gone out, or is held up for too long by what stands before it.
function sendEnd(one) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LEAVE_MS);
    const over = () => { clearTimeout(timer); resolve(); };
    if (one.socket.destroyed || one.socket.writableFinished) over();
    else one.socket.once('close', over).once('finish', over).end();
  });
}

async function play() {
  const players = new Map();
  for (const [what, client, bytes] of STEPS) {
    const one = players.get(client);
    const who = CLIENTS[client];
    if (what === 'connect') {
      players.set(client, await open().catch((error) => finish(2, who + ' could not connect: ' + error.message)));
      console.log(who + ' connects');
    } else if (what === 'write') {
      one.socket.write(bytes);
      console.log(who + ' sends ' + JSON.stringify(bytes.toString()));
    } else if (what === 'expect') {
      await until(one, () => one.data.length >= bytes.length || one.ended, STEP_MS);
      const came = one.data.subarray(0, bytes.length);
      if (!came.equals(bytes))
        finish(2, who + ' was to receive ' + JSON.stringify(bytes.toString()) + ' first, and received ' + JSON.stringify(came.toString()));
      one.data = one.data.subarray(bytes.length);
      console.log(who + ' receives ' + JSON.stringify(bytes.toString()));
    } else if (what === 'rest') {
      console.log(who + ' says nothing');
      await until(one, () => one.ended, bytes);
    } else if (what === 'end') {
      if (!(await until(one, () => one.ended, STEP_MS))) finish(2, 'the connection of ' + who + ' was to end first, and did not');
    } else {
      console.log(who + ': ' + what);
      if (what === 'stall') one.socket.pause();
      else if (what === 'reset') one.socket.resetAndDestroy();
      else await sendEnd(one);
      if (what === 'close') one.socket.destroy();
    }
  }
  return players;
}
`;

const NEXT = `play().then(async (connections) => {
  const one = connections.get(CHECK.client);
  const who = CLIENTS[CHECK.client];
  const accepted = CHECK.acceptable.map((source) => new RegExp('^' + source));
  const text = () => one.data.toString('latin1');
  const fits = () => accepted.some((expression) => expression.test(text()));
  const more = () => !fits() && one.data.length >= Math.max(1, GOT.length);
  await until(one, () => fits() || more() || one.ended, CHECK.waitMs);
  const came = one.data.length > 0 ? JSON.stringify(one.data.subarray(0, 400).toString()) : one.ended ? 'the end of the connection' : 'nothing';
  if (accepted.length === 0 && !CHECK.end && !CHECK.gotEnd && one.data.length === 0) finish(0, 'the fault does not show: nothing came');
  if (accepted.length === 0 && !CHECK.end && CHECK.gotEnd && !one.ended) finish(0, 'the fault does not show: the connection stays');
  if (fits() || (CHECK.end && one.ended && one.data.length === 0)) finish(0, 'the fault does not show: ' + who + ' received ' + came);
  finish(1, 'THE FAULT SHOWS: ' + who + ' received ' + came);
});`;

const SERVES = `play().then(async (connections) => {
  for (const one of connections.values()) {
    one.data = Buffer.alloc(0);
    one.socket.resume();
    await sendEnd(one);
    await until(one, () => one.ended, LEAVE_MS);
  }
  const one = await open().catch((error) => finish(1, 'THE FAULT SHOWS: nobody can connect any more: ' + error.message));
  await until(one, () => one.data.length >= GREETING.length || one.ended, CHECK.waitMs);
  if (GREETING.length > 0 && one.data.length === 0) finish(1, 'THE FAULT SHOWS: who connects now hears nothing');
  finish(0, 'the fault does not show: the server still serves');
});`;
