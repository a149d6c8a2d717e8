import type { Trace } from '../conformance/oracle/trace.js';
import { type Row, rowsOf } from '../conformance/report/rows.js';
import { Markup } from '../diagrams/markup.js';
import { type SequenceDiagram, type SequenceRow, sequenceDiagramSvg } from '../diagrams/sequence-diagram.js';
import { framed } from '../diagrams/style.js';
import { type Example, type ExampleStep, type Model, type Protocol, terminatorOf } from '../runtime/index.js';
import { fragmentOf } from './links.js';

/** A sequence diagram in its frame. */
export function diagramOf(diagram: SequenceDiagram): Markup {
  return new Markup(framed(sequenceDiagramSvg(diagram), diagram.title));
}

const SERVER = 'SERVER';

/** What clients did and what came of it. */
export function sequenceOfTrace(
  protocol: Protocol,
  { clients, trace }: { readonly clients: readonly string[]; readonly trace: Trace },
  id: string,
): SequenceDiagram {
  const rows = rowsOf(trace, protocol);
  const taking = [...new Set(rows.map(({ connection }) => connection))].sort((a, b) => a - b);
  const lanes = [...taking.map((connection) => clients[connection] ?? `#${connection}`), SERVER];
  const server = taking.length;
  const shown = rows.flatMap((row) => traceRows(row, taking.indexOf(row.connection), server));
  return { title: `An exchange that comes to ${id}`, id: fragmentOf('exchange', id), lanes, rows: shown };
}

function traceRows({ kind, bytes }: Row, from: number, server: number): readonly SequenceRow[] {
  const sent = { from, to: server };
  switch (kind) {
    case 'connect':
      return [{ kind: 'connect', ...sent, text: 'connects', begins: from }];
    case 'write':
      return bytes === undefined ? [] : [{ kind: 'send', ...sent, wire: bytes }];
    case 'read':
      return bytes === undefined ? [] : [{ kind: 'send', from: server, to: from, wire: bytes }];
    case 'halfClose':
      return [{ kind: 'fin', ...sent, text: 'sends no more' }];
    case 'close':
      return [{ kind: 'fin', ...sent, text: 'closes', ends: from }];
    case 'reset':
      return [{ kind: 'rst', ...sent, text: 'resets', ends: from }];
    case 'end':
      return [{ kind: 'fin', from: server, to: from, text: 'closes', ends: from }];
    case 'stall':
      return [{ kind: 'note', from, to: from, text: 'reads no more' }];
    case 'patience':
      return [{ kind: 'note', from, to: from, text: 'silent for long' }];
    case 'nothing':
    case 'rest':
      return [];
  }
}

/** An example of a spec: who is there from the start is connected from the start. */
export function sequenceOfExample(model: Model, example: Example): SequenceDiagram {
  const acts = example.steps.flatMap((step) => (step.kind === 'act' ? [step] : []));
  const users = [...new Set(acts.flatMap((act) => [act.who, ...act.expect.flatMap(({ who }) => who)]))];
  const server = users.length;
  const ends = { client: terminatorOf(model.framing.client), server: terminatorOf(model.framing.server) };
  const rows = acts.flatMap((act): readonly SequenceRow[] => {
    const from = users.indexOf(act.who);
    const heard = act.expect.flatMap(({ who, ...what }) =>
      who.flatMap((user): readonly SequenceRow[] => {
        const to = users.indexOf(user);
        if (what.kind === 'closed') return [{ kind: 'fin', from: server, to, text: 'closes', ends: to }];
        return what.texts.map((text) => ({ kind: 'send', from: server, to, wire: `${text}${ends.server}` }));
      }),
    );
    return [...deedRows(act, from, server, ends.client), ...heard];
  });
  return {
    title: `Sequence diagram of the example ${example.title}`,
    id: fragmentOf(`example-${model.name}`, example.id),
    lanes: [...users, SERVER],
    rows,
  };
}

function deedRows(
  { act }: ExampleStep & { kind: 'act' },
  from: number,
  to: number,
  end: string,
): readonly SequenceRow[] {
  switch (act.kind) {
    case 'connects':
      return [{ kind: 'connect', from, to, text: 'connects', begins: from }];
    case 'sends':
      return act.texts.map((text) => ({ kind: 'send', from, to, wire: `${text}${end}` }));
    case 'closes':
      return [{ kind: 'fin', from, to, text: 'closes', ends: from }];
    case 'resets':
      return [{ kind: 'rst', from, to, text: 'resets', ends: from }];
  }
}
