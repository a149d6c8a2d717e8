import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../spec/', import.meta.url);

/** The specs of this repository. */
export const specs: readonly { readonly file: string; readonly text: string }[] = readdirSync(folder)
  .filter((file) => file.endsWith('.parley'))
  .sort()
  .map((file) => ({ file: `spec/${file}`, text: readFileSync(new URL(file, folder), 'utf8') }));

/** The parts of a small spec; a test changes one of them. */
const parts = {
  head: 'protocol sample',
  transport: 'transport { tcp 4000; charset utf-8; framing line(64) }',
  delivery: 'delivery fifo, atomic send',
  rules: 'Name = [a-z]+\nText = .+\nNumber = [0-9]+ as integer(0..99)',
  client: '  Login = name:Name\n  Say = text:Text\n  Add = "+" n:Number',
  server: '  Hello = "HELLO " name:Name\n  Said = from:Name ": " text:Text\n  Sum = "SUM " n:Number\n  No = "NO"',
  user: '  user { name: Name }\n  world { count: Number = 0 }\n  group chat',
  connect: '  connect { become Naming }',
  naming:
    '  state Naming { on Login(name) { set name; join chat; reply Hello(name); become Chatting }; unrecognized, overlong { reply No } }',
  chatting:
    '  state Chatting { on Add(n) { reply Sum(n) }; on Say(text) { send Said(self.name, text) to all chat }; unrecognized, overlong { reply No } }',
  examples: '',
};

/** A small spec without faults, but for what is changed in it. */
export function sampleSpec(changed: Partial<typeof parts> = {}): string {
  const { head, transport, delivery, rules, client, server, user, connect, naming, chatting, examples } = {
    ...parts,
    ...changed,
  };
  return [
    head,
    transport,
    delivery,
    rules,
    `client {\n${client}\n}`,
    `server {\n${server}\n}`,
    `session {\n${user}\n${connect}\n${naming}\n${chatting}\n}`,
    examples,
    '',
  ].join('\n');
}
