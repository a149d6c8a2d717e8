import { Markup, markup } from '../../../diagrams/markup.js';
import { type SequenceRow, sequenceDiagramSvg } from '../../../diagrams/sequence-diagram.js';
import type { ConnectionId, Protocol } from '../../../runtime/index.js';
import type { Failure } from '../../engine/events.js';
import { cellsOfProse, textOf } from '../cells.js';
import { actionOf, isInput, isShown } from '../diagram.js';
import { restsOf, withRests } from '../rests.js';
import { type Row, rowsOf, withFault } from '../rows.js';
import { cellsOfBytes } from '../wire-text.js';
import { hexDump } from './hex-dump.js';

const SERVER = 'Server';
/** Bytes of as many messages as this are shown. */
const TEXT = 400;

interface Exchange {
  readonly lanes: readonly string[];
  readonly rows: readonly ShownRow[];
}

/** A row, or how many are left out in its place. */
type ShownRow = { readonly row: Row; readonly isFault: boolean; readonly time: string | undefined } | number;

/** The exchange of a failure as a sequence diagram, and below it, on demand, its bytes. */
export function exchangeMarkup(failure: Failure, protocol: Protocol, id: string): Markup {
  const found = withFault(withRests(rowsOf(failure.trace, protocol), restsOf(failure)), failure.fault);
  const connections = [...new Set(found.rows.map(({ connection }) => connection))].sort((a, b) => a - b);
  const nameOf = (connection: ConnectionId): string => failure.scenario.clients[connection] ?? `#${connection}`;
  const rows = shown(found.rows, found.at, failure.times);
  const exchange: Exchange = { lanes: connections.map(nameOf), rows };
  const server = connections.length;
  const diagram = sequenceDiagramSvg({
    id,
    title: `Exchange that shows the failure of ${failure.requirement}`,
    lanes: [...exchange.lanes, SERVER],
    rows: rows.map((one) => sequenceRow(one, connections, server)),
  });
  return markup`<div class="frame" tabindex="0" role="group" aria-label="Sequence diagram">${new Markup(diagram)}</div>
<details class="bytes"><summary>Bytes</summary>${bytesTable(rows, nameOf)}</details>`;
}

function shown(rows: readonly Row[], fault: number, times: readonly number[] | undefined): readonly ShownRow[] {
  const list: ShownRow[] = [];
  rows.forEach((row, at) => {
    const last = list.at(-1);
    if (isShown(at, rows.length, fault)) {
      const ms = row.kind === 'nothing' || row.kind === 'rest' ? undefined : times?.[row.entry];
      list.push({ row, isFault: at === fault, time: ms === undefined ? undefined : timeText(ms) });
    } else if (typeof last === 'number') list[list.length - 1] = last + 1;
    else list.push(1);
  });
  return list;
}

function timeText(ms: number): string {
  return ms < 100 ? `${ms.toFixed(1)} ms` : ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function sequenceRow(one: ShownRow, connections: readonly ConnectionId[], server: number): SequenceRow {
  if (typeof one === 'number')
    return { kind: 'note', from: server, to: server, text: `… ${one} more, left out here …` };
  const { row, isFault, time } = one;
  const lane = connections.indexOf(row.connection);
  const [from, to] = isInput(row)
    ? [server, lane]
    : [lane, row.kind === 'stall' || row.kind === 'patience' || row.kind === 'rest' ? lane : server];
  return {
    kind: KINDS[row.kind === 'end' && row.how === 'error' ? 'reset' : row.kind],
    from,
    to,
    ...(row.bytes === undefined ? { text: actionOf(row) } : { wire: row.bytes }),
    ...(time === undefined ? {} : { time }),
    ...(isFault ? { fault: true } : {}),
    ...(row.kind === 'connect' ? { begins: lane } : {}),
    ...(row.kind === 'end' || row.kind === 'close' || row.kind === 'reset' ? { ends: lane } : {}),
  };
}

const KINDS: Readonly<Record<Row['kind'], SequenceRow['kind']>> = {
  connect: 'connect',
  write: 'send',
  read: 'send',
  halfClose: 'fin',
  close: 'fin',
  end: 'fin',
  reset: 'rst',
  stall: 'note',
  patience: 'note',
  rest: 'note',
  nothing: 'missing',
};

function bytesTable(rows: readonly ShownRow[], nameOf: (connection: ConnectionId) => string): Markup {
  return markup`<table class="exchange"><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th></tr></thead><tbody>${rows.map(
    (one) => {
      if (typeof one === 'number') return markup`<tr><td></td><td></td><td>… ${one} more, left out here …</td></tr>\n`;
      const { row, isFault, time } = one;
      const name = textOf(cellsOfProse(nameOf(row.connection)));
      const who = isInput(row) ? `${SERVER} → ${name}` : `${name} → ${SERVER}`;
      const what =
        row.bytes === undefined
          ? actionOf(row)
          : markup`<code>${textOf(cellsOfBytes(row.bytes, TEXT))}</code><pre tabindex="0">${hexDump(row.bytes)}</pre>`;
      return markup`<tr${isFault ? markup` class="fault"` : ''}><td>${time}</td><td>${isFault ? '✗ ' : ''}${who}</td><td>${what}</td></tr>\n`;
    },
  )}</tbody></table>`;
}
