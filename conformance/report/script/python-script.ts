import type { ExchangeScript, ScriptStep } from './exchange-script.js';

/** The exchange as a program for Python 3 that needs nothing but its standard library. */
export function pythonScript({ title, about, clients, steps, check }: ExchangeScript): string {
  const name = (client: number): string => clients[client] ?? `client ${client}`;
  const isNext = check.kind === 'next';
  return `${[
    `# ${title}`,
    '#',
    ...about.map((line) => `# ${line}`.trimEnd()),
    '#',
    '# Run it against a server: python3 THIS_FILE HOST PORT',
    '# Exit status: 1 the fault shows, 0 it does not, 2 it could not be tried.',
    '',
    'import re, select, socket, struct, sys, time',
    '',
    `CLIENTS = ${JSON.stringify(clients)}`,
    '# (what, client, bytes): expect waits until these have come, rest for so many seconds.',
    'STEPS = [',
    ...steps.map((step) => `    ${stepText(step)},  # ${name(step.client)}`),
    ']',
    ...(isNext
      ? [
          `CLIENT = ${check.client}`,
          `ACCEPTABLE = [${check.acceptable.map((source) => `rb'${source}'`).join(', ')}]`,
          `END_IS_FINE = ${check.end ? 'True' : 'False'}`,
          `GOT_END = ${check.gotEnd ? 'True' : 'False'}`,
          '# What came when it was found.',
          `GOT = ${bytesText(check.got)}`,
        ]
      : [`GREETING = ${bytesText(check.greeting)}`]),
    `WAIT = ${check.waitMs / 1000}`,
    '',
    PROGRAM,
    isNext ? NEXT : SERVES,
  ].join('\n')}\n`;
}

function stepText(step: ScriptStep): string {
  const bytes = 'bytes' in step ? bytesText(step.bytes) : step.kind === 'rest' ? `${step.ms / 1000}` : "b''";
  return `('${step.kind}', ${step.client}, ${bytes})`;
}

function bytesText(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (character === '\n') return '\\n';
    if (character === "'" || character === '\\') return `\\${character}`;
    return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  }).join('');
  return `b'${text}'`;
}

const PROGRAM = `STEP = 10.0
LEAVE = 3.0

def finish(status, text):
    print(text)
    sys.exit(status)

class Connection:
    def __init__(self):
        self.socket = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.data, self.ended = b'', False

    def read(self, seconds):
        if self.ended or not select.select([self.socket], [], [], seconds)[0]:
            return False
        try:
            data = self.socket.recv(65536)
        except OSError:
            data = b''
        self.data += data
        self.ended = not data
        return True

    # What has arrived when the time is up counts, too.
    def until(self, met, seconds):
        deadline = time.monotonic() + seconds
        while not met() and not self.ended:
            left = max(0, deadline - time.monotonic())
            if not self.read(left) and left == 0:
                break
        return met()

def play():
    connections = {}
    for what, client, data in STEPS:
        who, one = CLIENTS[client], connections.get(client)
        if what == 'connect':
            try:
                connections[client] = Connection()
            except OSError as error:
                finish(2, '%s could not connect: %s' % (who, error))
            print(who, 'connects')
        elif what == 'write':
            try:
                one.socket.sendall(data)
            except OSError:
                pass
            print(who, 'sends', data)
        elif what == 'expect':
            one.until(lambda: len(one.data) >= len(data), STEP)
            if one.data[:len(data)] != data:
                finish(2, '%s was to receive %r first, and received %r' % (who, data, one.data[:len(data)]))
            one.data = one.data[len(data):]
            print(who, 'receives', data)
        elif what == 'rest':
            print(who, 'says nothing')
            one.until(lambda: False, data)
        elif what == 'end':
            one.until(lambda: one.ended, STEP)
            if not one.ended:
                finish(2, 'the connection of %s was to end first, and did not' % who)
        else:
            print(who, what)
            if what == 'stall':
                pass
            elif what == 'reset':
                one.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
                one.socket.close()
                one.ended = True
            else:
                try:
                    one.socket.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
                if what == 'close':
                    one.read(0)
                    one.socket.close()
                    one.ended = True
    return connections

if len(sys.argv) != 3 or not sys.argv[2].isdigit():
    finish(2, 'usage: python3 THIS_FILE HOST PORT')
connections = play()
`;

const NEXT = `one, who = connections[CLIENT], CLIENTS[CLIENT]
accepted = [re.compile(source, re.S) for source in ACCEPTABLE]

def fits():
    return any(expression.match(one.data) for expression in accepted)

one.until(lambda: fits() or len(one.data) >= max(1, len(GOT)), WAIT)
came = repr(one.data[:400]) if one.data else 'the end of the connection' if one.ended else 'nothing'
if not accepted and not END_IS_FINE and not GOT_END and not one.data:
    finish(0, 'the fault does not show: nothing came')
if not accepted and not END_IS_FINE and GOT_END and not one.ended:
    finish(0, 'the fault does not show: the connection stays')
if fits() or (END_IS_FINE and one.ended and not one.data):
    finish(0, 'the fault does not show: %s received %s' % (who, came))
finish(1, 'THE FAULT SHOWS: %s received %s' % (who, came))`;

const SERVES = `for one in connections.values():
    try:
        one.socket.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    one.until(lambda: False, LEAVE)
try:
    one = Connection()
except OSError as error:
    finish(1, 'THE FAULT SHOWS: nobody can connect any more: %s' % error)
one.until(lambda: len(one.data) >= len(GREETING), WAIT)
if GREETING and not one.data:
    finish(1, 'THE FAULT SHOWS: who connects now hears nothing')
finish(0, 'the fault does not show: the server still serves')`;
