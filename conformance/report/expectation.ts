import { type ConnectionId, type Protocol, terminatorOf } from '../../runtime/index.js';
import type { Failure } from '../engine/events.js';
import type { FaultKind, Owed } from '../oracle/judgement.js';
import { type Cell, cellsOfProse, shortened, textOf, wrapped, wrappedProse } from './cells.js';
import { CONTENT_WIDTH } from './labelled.js';
import { cellsOfBytes, cellsOfPattern } from './wire-text.js';

/** All that would have been accepted, and where it differs by which clause. */
export function expectedLines(
  { fault }: Failure,
  { model }: Protocol,
  nameOf: (connection: ConnectionId) => string,
): readonly string[] {
  if (fault.acceptable.length === 0) return [NOTHING_OWED[fault.kind]];
  const severalClauses = new Set(fault.acceptable.map((owed) => owed.clause)).size > 1;
  const replies = fault.acceptable.map((owed) => {
    const lines = wrapped(replyCells(owed, terminatorOf(model.framing.server)), CONTENT_WIDTH - 3);
    const elsewhere =
      owed.connection === fault.connection
        ? []
        : [`at ${textOf(shortened(cellsOfProse(nameOf(owed.connection)), 32))}`];
    const clause = severalClauses
      ? wrappedProse(`by ${owed.clause}`, CONTENT_WIDTH - 5).map((line) => `  ${line}`)
      : [];
    return [...lines, ...elsewhere, ...clause];
  });
  const distinct = [...new Map(replies.map((lines) => [lines.join('\n'), lines])).values()];
  if (distinct.length === 1) return distinct.flat();
  return distinct.flatMap((lines, at) =>
    lines.map((line, nth) => (at === 0 ? line : `${nth === 0 ? 'or' : '  '} ${line}`)),
  );
}

/** What is expected where nothing that could be named is. */
export const NOTHING_OWED: Readonly<Record<FaultKind, string>> = {
  unexpected: 'nothing',
  wrong: 'nothing',
  repeated: 'nothing more',
  missing: 'an answer',
  ended: 'the connection stays open',
  refused: 'whoever comes next is served',
};

function replyCells({ text }: Owed, terminator: string): readonly Cell[] {
  if (text === undefined) return cellsOfProse('the end of the connection');
  // A frame's end is no part of its text, but of what comes: shown beside each other the two must not differ in it.
  return cellsOfPattern([...text, terminator], CONTENT_WIDTH * 3);
}

/** What came in place of it. */
export function gotLines({ fault, trace, waitedMs }: Failure): readonly string[] {
  if (fault.got.length > 0) return wrapped(cellsOfBytes(fault.got, CONTENT_WIDTH * 3), CONTENT_WIDTH);
  const shown = trace[fault.entry];
  if (shown?.kind === 'end' && shown.connection === fault.connection) {
    return [
      shown.how === 'fin' ? 'the end of the connection (FIN)' : 'the end of the connection (RST, or another error)',
    ];
  }
  if (fault.kind === 'refused') return ['nobody is served'];
  return [waitedMs === undefined ? 'nothing' : `nothing, within ${(waitedMs / 1000).toFixed(1)} s`];
}
