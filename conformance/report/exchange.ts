import type { ConnectionId, Protocol } from '../../runtime/index.js';
import type { Failure, Requirement } from '../engine/events.js';
import { cameLater } from '../engine/finding.js';
import type { Fault, FaultKind } from '../oracle/judgement.js';
import { cellsOfProse, shortened, textOf, wrappedProse } from './cells.js';
import { type Colours, coloursFor } from './colour.js';
import { diagramOf } from './diagram.js';
import { expectedLines, gotLines } from './expectation.js';
import { CONTENT_WIDTH, labelled, REPORT_WIDTH } from './labelled.js';
import { restsOf, withRests } from './rests.js';
import { rowsOf, withFault } from './rows.js';
import { commandLines } from './shell.js';
import { strangersIn } from './strangers.js';

/** What is said beside the exchange. */
export interface ExchangeOptions {
  /** The protocol. */
  readonly protocol: Protocol;
  /** What is broken; undefined where it is none of the spec. */
  readonly requirement: Requirement | undefined;
  /** Its place among the failures of the run, from 1. */
  readonly number: number;
  /** The seed of the run. */
  readonly seed: number;
  /** The words of the command that shows it again. */
  readonly again: readonly string[];
  /** The words that run a program which shows it, where there is one. */
  readonly script?: readonly string[] | undefined;
  /** Colours for a terminal; none, unless they are given. */
  readonly colours?: Colours;
}

/** More of a clause's text, or of acceptable replies, than this many lines is cut. */
const MOST_LINES = 16;

/** A failure as people read it: the exchange as a sequence diagram, what was expected, what came, and where that is written. */
export function exchangeLines(failure: Failure, options: ExchangeOptions): readonly string[] {
  const { protocol, requirement, again, seed } = options;
  const colours = options.colours ?? coloursFor({ write: () => undefined }, {});
  const { fault } = failure;
  const nameOf = (connection: ConnectionId): string => failure.scenario.clients[connection] ?? `#${connection}`;
  const found = withFault(withRests(rowsOf(failure.trace, protocol), restsOf(failure)), fault);
  const diagram = diagramOf(found.rows, { nameOf, fault: found.at, width: REPORT_WIDTH });
  const word = wordOf(failure, colours);
  const says = requirement?.text ?? '';
  const section = (label: string, text: string | undefined): readonly string[] =>
    text === undefined || text === '' ? [] : labelled(label, wrappedProse(text, CONTENT_WIDTH));
  return [
    ...wrappedProse(`${options.number}. ${failure.requirement}`, REPORT_WIDTH - 6).map((line, at) =>
      at === 0 ? `${word}  ${colours.bold(line)}` : `      ${line}`,
    ),
    ...wrappedProse(headlineOf(failure), REPORT_WIDTH - 6).map((line) => `      ${line}`),
    '',
    ...diagram.map((line) => (line.fault ? colours.red(line.text) : line.text)),
    '',
    ...labelled('names', strangersIn(failure)),
    ...labelled('expected', limited(expectedLines(failure, protocol, nameOf))),
    ...labelled('got', gotLines(failure)),
    ...section('clause', `${failure.requirement} (${failure.level.toUpperCase()})`),
    ...(fault.clause === failure.requirement ? [] : section('broken in', fault.clause)),
    ...labelled('says', limited(proseLines(says))),
    ...section('spec', requirement?.place),
    ...section('source', requirement?.source),
    ...section('confirmed', confirmedText(failure)),
    ...section('since then', failure.since),
    ...section('known', failure.known),
    ...(failure.process === undefined ? [] : labelled('server', limited(proseLines(failure.process)))),
    ...section('hint', failure.hint),
    ...section('seed', String(seed)),
    ...labelled('again', commandLines(again, CONTENT_WIDTH)),
    ...(options.script === undefined ? [] : labelled('script', commandLines(options.script, CONTENT_WIDTH))),
  ];
}

function wordOf({ level, known }: Failure, colours: Colours): string {
  if (known !== undefined) return colours.yellow('KNOWN');
  if (level === 'may') return colours.cyan('INFO');
  return level === 'must' ? colours.red('FAIL') : colours.yellow('WARN');
}

/** In how many of its repetitions it showed again, and where it was found. */
export function confirmedText({ confirmed, interrupted, found }: Failure): string {
  if (interrupted === 'not confirmed') return `interrupted: not confirmed; found in ${found}`;
  const rest = interrupted === undefined ? '' : `; interrupted: ${interrupted}`;
  const again =
    confirmed.failed > 0
      ? `${confirmed.failed} of ${confirmed.tries}`
      : `seen once, not again in ${confirmed.tries} ${confirmed.tries === 1 ? 'repetition' : 'repetitions'}`;
  return `${again}; found in ${found}${rest}`;
}

const HEADLINES: Readonly<Record<FaultKind, (name: string) => string>> = {
  unexpected: (name) => `${name} received what nothing explains.`,
  wrong: (name) => `${name} received something other than what is owed.`,
  missing: (name) => `${name} did not receive what is owed.`,
  repeated: (name) => `${name} received something a second time.`,
  ended: (name) => `The server ended the connection of ${name}, which it has to keep.`,
  refused: () => 'After this exchange the server serves nobody any more.',
};

const OUT_OF_ORDER = (name: string): string => `${name} received things out of order.`;

/** What is wrong, in a sentence. */
export function headline(fault: Fault, name: string): string {
  const says = cameLater(fault) ? OUT_OF_ORDER : HEADLINES[fault.kind];
  return says(textOf(shortened(cellsOfProse(name), 32)));
}

/** What is wrong with a failure, in a sentence: for reports that have one line for it. */
export function headlineOf({ fault, scenario }: Failure): string {
  return headline(fault, scenario.clients[fault.connection] ?? `#${fault.connection}`);
}

/** A clause's text keeps its lines: it is shown as it is written. */
function proseLines(text: string): readonly string[] {
  return text
    .trim()
    .split(/\r?\n/)
    .flatMap((line) => {
      const indent = Math.min(12, line.length - line.trimStart().length);
      return wrappedProse(line, CONTENT_WIDTH - indent).map((piece) => ' '.repeat(indent) + piece);
    });
}

function limited(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `… ${lines.length - MOST_LINES + 1} more lines`];
}
