import { plannerOf } from '../scenario/planner.js';
import { type CasePlan, caseOf, type Family, type FamilyContext, positionName, startingWorld } from './family.js';
import { atTheLimit, overlongInPieces } from './framing/limits.js';
import {
  beforeTheEnd,
  behindTheEnd,
  byteByByte,
  carriageReturns,
  cut,
  inOneWrite,
  interleaved,
  oneBeforeTheEnd,
  upToTheEnd,
} from './framing/segments.js';

/** What is done to lines; under chunk framing a write is a message, and the path could break most of it. */
const LINES = [
  { name: 'several lines in one write', make: inOneWrite },
  { name: 'ends of lines', make: carriageReturns },
  { name: 'a line in two writes', make: cut },
  { name: 'byte by byte', make: byteByByte },
  { name: 'two clients, half a line each', make: interleaved },
  { name: 'lines and the one that ends the connection', make: upToTheEnd },
  { name: 'lines behind the one that ends the connection', make: behindTheEnd },
  { name: 'lines right before a half-close', make: beforeTheEnd('halfClose', false) },
  { name: 'half a line right before a half-close', make: beforeTheEnd('halfClose', true) },
  { name: 'lines right before a close', make: beforeTheEnd('close', false) },
] as const;

const CHUNKS = [{ name: 'a message right before a half-close', make: oneBeforeTheEnd }] as const;

const LIMITS = [
  { name: 'at the limit', make: atTheLimit },
  { name: 'over the limit, in pieces', make: overlongInPieces },
] as const;

/** Where one message ends and the next begins. */
export const framing: Family = {
  name: 'framing',
  doc: 'Lines run together, cut anywhere, interleaved, in front of an end and behind one; messages of the limit, one byte less and one more.',
  *cases(context) {
    const { kind } = context.protocol.model.framing.client;
    for (const one of kind === 'line' ? LINES : CHUNKS) yield* everywhere(context, one);
    for (const one of LIMITS) yield* everywhere(context, one);
  },
};

function* everywhere(
  context: FamilyContext,
  { name, make }: (typeof LINES | typeof CHUNKS | typeof LIMITS)[number],
): Generator<CasePlan> {
  const { rehearsal, situations } = plannerOf(context.protocol, startingWorld(context));
  for (const situation of situations) {
    if (situation.observers !== 1) continue;
    const script = make(rehearsal, situation);
    if (script !== undefined) yield caseOf('framing', `${name}, ${positionName(situation.position)}`, script);
  }
}
