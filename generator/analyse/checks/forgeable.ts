import type { MessageModel } from '../../../runtime/model.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { readingOf } from '../../rules/automaton/reading.js';
import { originName, type Site } from '../flow/flows.js';
import { misread } from '../misread.js';
import { showReading } from '../show-reading.js';
import { type Check, decide, type Subject } from '../subject.js';

/**
 * What the server sends and a client takes for another message. Who chooses a field of the one can forge the other.
 * A warning: protocols live with it. Where the spec promises that it can't happen, it is an error.
 */
export const checkForgeable: Check = function* (subject) {
  const promised = subject.model.promises[0];
  for (const [message, sites] of sitesByMessage(subject)) {
    yield* decide(subject, message.at, `a client can tell \`${message.id}\` from the messages before it`, function* () {
      for (const { text, other, one, two, whose } of forgeries(subject, message, sites)) {
        const values = { name: message.id, text: JSON.stringify(text), other: other.id, one, two, whose };
        const found = diagnostic('P519', subject.model.file, { start: message.at }, values);
        yield promised === undefined ? found : refuted(subject, message, found);
      }
    });
  }
};

/**
 * The sends of each message, in the order in which a client tries them; those first of which most is known about who
 * chooses what is sent. Equal arguments give equal texts wherever they stand, so one of them is enough.
 */
export function sitesByMessage(subject: Subject): ReadonlyMap<MessageModel, readonly Site[]> {
  const byMessage = new Map(subject.model.messages.server.map((message) => [message, new Map<string, Site>()]));
  for (const site of subject.flows.sites) {
    const sites = byMessage.get(site.message);
    const key = site.args.map((arg) => arg.key).join('\n');
    const known = sites?.get(key);
    if (known === undefined || origins(known) < origins(site)) sites?.set(key, site);
  }
  const mostKnown = (one: Site, other: Site): number => origins(other) - origins(one);
  return new Map([...byMessage].map(([message, sites]) => [message, [...sites.values()].sort(mostKnown)]));
}

function origins({ args }: Site): number {
  return args.filter((arg) => arg.origins.length > 0).length;
}

interface Forgery {
  readonly text: string;
  readonly other: MessageModel;
  readonly one: string;
  readonly two: string;
  readonly whose: string;
}

/** For each message that this one can be taken for, a shortest text. */
function* forgeries(subject: Subject, message: MessageModel, sites: readonly Site[]): Iterable<Forgery> {
  const { server } = subject.model.messages;
  const own = server.indexOf(message);
  // Nothing stands before the first.
  if (own <= 0) return;
  const list = subject.tried(server);
  const found = new Set<number>();
  for (const site of sites) {
    const automaton = subject.site(site);
    for (;;) {
      const wrong = misread(automaton, list, (as) => as !== undefined && as < own && !found.has(as));
      const other = wrong?.as === undefined ? undefined : server[wrong.as];
      if (wrong?.as === undefined || other === undefined) break;
      found.add(wrong.as);
      yield {
        text: wrong.text,
        other,
        one: showReading(readingOf(automaton, wrong.text) ?? []),
        two: showReading(readingOf(subject.message(other), wrong.text) ?? []),
        whose: whoseFields(site),
      };
    }
  }
}

/** Which fields of which clients' messages the arguments come from. */
function whoseFields({ message, args }: Site): string {
  const fields = message.fields.flatMap(({ name }, index) => {
    const origins = args[index]?.origins ?? [];
    return origins.length === 0 ? [] : [`\`${name}\` (${origins.map(originName).join(' or ')})`];
  });
  return fields.length === 0 ? '' : `; clients choose ${fields.join(', ')}`;
}

function refuted(subject: Subject, message: MessageModel, found: Diagnostic): Diagnostic {
  return diagnostic(
    'P520',
    subject.model.file,
    { start: message.at },
    { promise: 'unforgeable', why: found.message, hint: found.hint },
  );
}
