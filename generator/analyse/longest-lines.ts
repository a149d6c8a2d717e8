import type { MessageModel } from '../../runtime/model.js';
import type { Automaton } from '../rules/automaton/automaton.js';
import { automatonOf, Undecided } from '../rules/automaton/build.js';
import { shortestText } from '../rules/automaton/languages.js';
import { lengthsOf } from '../rules/automaton/lengths.js';
import { emptyTerm, type Term, termOf } from '../rules/term.js';
import type { Flow, Site } from './flow/flows.js';
import { writtenTerm } from './flow/written.js';
import type { Subject } from './subject.js';

/** The longest that one side can send as one message, in bytes without what ends a line. */
export interface LongestLine {
  /** Undefined: there is no longest, or it can't be told. */
  readonly bytes: number | undefined;
  /** The first message that can be so long. */
  readonly message: string | undefined;
}

/** How long lines can get each way: what a buffer for them must hold. */
export interface LongestLines {
  readonly client: LongestLine;
  readonly server: LongestLine;
}

/** What comes from a client is no longer than its frame was; so the server's lines have a longest where their rules have none. */
export function longestLines(subject: Subject): LongestLines {
  const { model } = subject;
  const capacity = subject.capacity(model.framing.client);
  const ofClient = (message: MessageModel) =>
    Math.min(
      capacity,
      longestOf(() => subject.message(message)),
    );
  return {
    client: longest(model.messages.client.map((message) => [message.id, ofClient(message)])),
    server: longest(subject.flows.sites.map((site) => [site.message.id, longestAt(subject, site)])),
  };
}

function longest(lines: readonly (readonly [message: string, bytes: number])[]): LongestLine {
  const bytes = Math.max(0, ...lines.map(([, one]) => one));
  return {
    bytes: bytes === Number.POSITIVE_INFINITY ? undefined : bytes,
    message: lines.find(([, one]) => one === bytes)?.[0],
  };
}

/** What a send writes itself, and what its arguments can be; those from one client message are together in its frame. */
function longestAt(subject: Subject, { message, args }: Site): number {
  const own = longestOf(() =>
    termAutomaton(
      subject,
      writtenTerm(subject.model, message, () => emptyTerm),
    ),
  );
  if (message.fields.some(({ arity }) => arity === 'list')) return Number.POSITIVE_INFINITY;
  const bySender = grouped(args);
  let total = own;
  for (const [sender, flows] of bySender) {
    const alone = flows.reduce((sum, flow) => sum + longestFlow(subject, flow), 0);
    total += sender === undefined ? alone : Math.min(alone, roomFor(subject, sender, flows));
  }
  return total;
}

function grouped(args: readonly Flow[]): ReadonlyMap<MessageModel | undefined, readonly Flow[]> {
  const groups = new Map<MessageModel | undefined, Flow[]>();
  for (const flow of args) groups.set(senderOf(flow), [...(groups.get(senderOf(flow)) ?? []), flow]);
  return groups;
}

/** The one client message that a value comes from; undefined: it comes from several, or from none. */
function senderOf({ origins }: Flow): MessageModel | undefined {
  const [first, ...others] = new Set(origins.map(({ message }) => message));
  return others.length === 0 ? first : undefined;
}

/** The longest that one value can be, whichever message it comes from. */
function longestFlow(subject: Subject, flow: Flow): number {
  const byRule = longestOf(() => termAutomaton(subject, flow.term));
  if (flow.origins.length === 0) return byRule;
  const rooms = flow.origins.map((origin) => roomFor(subject, origin.message, [{ ...flow, origins: [origin] }]));
  return Math.min(byRule, Math.max(...rooms));
}

/** How many bytes some fields of a client message have in its frame, where the rest of it is as short as can be. */
function roomFor(subject: Subject, message: MessageModel, flows: readonly Flow[]): number {
  const { model } = subject;
  const fields = new Set(flows.flatMap(({ origins }) => origins.map(({ field }) => field)));
  const least = [...fields].map(({ language }) => shortestOf(subject, termOf(model, language, false)));
  const others = shortestOf(subject, subject.message(message)) - least.reduce((sum, bytes) => sum + bytes, 0);
  // One field can be written down twice.
  return (subject.capacity(model.framing.client) - others) * Math.ceil(flows.length / fields.size);
}

function termAutomaton(subject: Subject, term: Term): Automaton {
  return automatonOf(term, subject.alphabet);
}

function shortestOf(subject: Subject, of: Term | Automaton): number {
  const automaton = 'states' in of ? of : termAutomaton(subject, of);
  return Buffer.byteLength(shortestText(automaton) ?? '');
}

function longestOf(automaton: () => Automaton): number {
  try {
    return lengthsOf(automaton())?.longest ?? Number.POSITIVE_INFINITY;
  } catch (error) {
    if (error instanceof Undecided) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
