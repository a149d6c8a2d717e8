/**
 * Runs one of the independent servers in TypeScript as a process of its own, as their Python counterparts are:
 * `serve.js NAME [--fault FAULT] [--list-faults]`. Prints `listening HOST:PORT` once it serves.
 */
import { parseArgs } from 'node:util';
import * as chatLine from './chat-line.js';
import { faults as lineFaults } from './chat-line-faults.js';
import * as chatPrivate from './chat-private.js';
import { faults as privateFaults } from './chat-private-faults.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    fault: { type: 'string' },
    port: { type: 'string', default: '0' },
    'list-faults': { type: 'boolean', default: false },
  },
});
const [name] = positionals;
if (values['list-faults']) console.log(JSON.stringify(name === 'chat-line' ? lineFaults : privateFaults));
else {
  const port = Number(values.port);
  const server =
    name === 'chat-line'
      ? await chatLine.startServer({ port, ...chosen(lineFaults) })
      : await chatPrivate.startServer({ port, ...chosen(privateFaults) });
  console.log(`listening ${server.host}:${server.port}`);
  process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
}

function chosen<Fault extends { readonly name: string }>(known: readonly Fault[]): { fault?: Fault['name'] } {
  const fault = known.find((one) => one.name === values.fault);
  if (values.fault !== undefined && fault === undefined) throw new RangeError(`${name} has no fault ${values.fault}`);
  return fault === undefined ? {} : { fault: fault.name };
}
