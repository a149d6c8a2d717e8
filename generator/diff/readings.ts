import type { MessageModel, Model } from '../../runtime/model.js';
import { clausesOf, conditionsIn } from '../../runtime/walks.js';
import { charactersOf, Subject } from '../analyse/subject.js';
import { Alphabet } from '../rules/automaton/alphabet.js';
import { automatonOf, Undecided } from '../rules/automaton/build.js';
import type { FirstMatch } from '../rules/automaton/first-match.js';
import { shortestOutside } from '../rules/automaton/languages.js';
import { twoReadings } from '../rules/automaton/readings.js';
import { shortestPath, textOf } from '../rules/automaton/search.js';
import { messagesOf } from '../rules/grammar.js';
import { messageTerm, type Term } from '../rules/term.js';
import type { Change } from './change.js';

/** Texts that the two versions read differently, for each pair of readings a shortest one. */
export function* readingChanges(before: Model, after: Model): Iterable<Change> {
  const alphabet = new Alphabet([...charactersOf(before), ...charactersOf(after)]);
  const old = new Subject(before, alphabet);
  const now = new Subject(after, alphabet);
  for (const state of before.session.states) {
    const same = after.session.states.find(({ name }) => name === state.name);
    if (same === undefined) continue;
    const lists = [messagesOf(before, state), messagesOf(after, same)] as const;
    const where = `in the state \`${state.name}\`, `;
    yield* undecidable(`which texts are read differently in the state \`${state.name}\``, () =>
      differences(old, now, lists, (was, is, witness) => ({
        level: 'wire',
        kind: 'input-read-differently',
        // What was no message, no client of the old version had a reason to send.
        compatible: was === undefined,
        message: `${where}${JSON.stringify(witness)} was ${named(was)} and is ${named(is)}`,
        witness,
        old: was?.id ?? 'unrecognized',
        new: is?.id ?? 'unrecognized',
        at: is?.at ?? same.at,
      })),
    );
  }
  const lists = [before.messages.server, after.messages.server] as const;
  yield* undecidable('which texts of the server are read differently', () =>
    differences(old, now, lists, (was, is, witness) => ({
      level: 'wire',
      kind: 'output-read-differently',
      // What is no message any more is not sent.
      compatible: is === undefined,
      message: `from the server, ${JSON.stringify(witness)} was ${named(was)} and is ${named(is)}`,
      witness,
      old: was?.id ?? 'unrecognized',
      new: is?.id ?? 'unrecognized',
      ...(is !== undefined && { at: is.at }),
    })),
  );
  yield* guardChanges(old, now);
  for (const direction of ['client', 'server'] as const) {
    for (const message of before.messages[direction]) {
      const same = after.messages[direction].find(({ id }) => id === message.id);
      if (same !== undefined) {
        const question = `whether \`${message.id}\` binds its fields as before`;
        yield* undecidable(question, () => fieldChanges(alphabet, before, after, message, same));
      }
    }
  }
}

/** Rules that guards ask for and that no longer match what they did: the same clause goes another way. */
function* guardChanges(old: Subject, now: Subject): Iterable<Change> {
  const asked = new Set(rulesAsked(now.model));
  for (const rule of rulesAsked(old.model)) {
    const same = now.model.rules.find(({ id }) => id === rule);
    if (!asked.has(rule) || same === undefined) continue;
    yield* undecidable(`whether \`${rule}\` matches what it did`, function* () {
      const [before, after] = [old.rule(rule), now.rule(rule)];
      const lost = shortestOutside(before, [after]);
      const won = shortestOutside(after, [before]);
      for (const [witness, how] of [
        [lost, 'matched'],
        [won, 'did not match'],
      ] as const) {
        if (witness === undefined) continue;
        const is = how === 'matched' ? 'does not' : 'does now';
        const message = `\`${rule}\`, which guards ask for, ${how} ${JSON.stringify(witness)}, and ${is}`;
        yield { level: 'wire', kind: 'guard', compatible: false, message, witness, at: same.at };
      }
    });
  }
}

function rulesAsked(model: Model): readonly string[] {
  const asked = clausesOf(model)
    .flatMap(({ body }) => conditionsIn(body))
    .flatMap((condition) => (condition.kind === 'matches' ? [condition.rule] : []));
  return [...new Set(asked)];
}

function named(message: MessageModel | undefined): string {
  return message === undefined ? 'no message' : `\`${message.id}\``;
}

function* undecidable(question: string, changes: () => Iterable<Change>): Iterable<Change> {
  try {
    yield* [...changes()];
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    yield {
      level: 'wire',
      kind: 'undecided',
      compatible: false,
      message: `${question} is undecided: ${error.message}`,
    };
  }
}

/** After this many pairs of readings the two have little in common, and more of them say no more. */
const MOST_PAIRS = 200;

function* differences(
  old: Subject,
  now: Subject,
  [before, after]: readonly [readonly MessageModel[], readonly MessageModel[]],
  changeOf: (was: MessageModel | undefined, is: MessageModel | undefined, witness: string) => Change,
): Iterable<Change> {
  const lists = [old.tried(before), now.tried(after)] as const;
  const found = new Set<string>();
  while (found.size < MOST_PAIRS) {
    const isNew = (was: number | undefined, is: number | undefined): boolean =>
      idOf(before, was) !== idOf(after, is) && !found.has(`${was} ${is}`);
    const difference = shortestDifference(old.alphabet, lists, isNew);
    if (difference === undefined) return;
    const { was, is, text } = difference;
    found.add(`${was} ${is}`);
    yield changeOf(messageAt(before, was), messageAt(after, is), text);
  }
}

function messageAt(messages: readonly MessageModel[], index: number | undefined): MessageModel | undefined {
  return index === undefined ? undefined : messages[index];
}

function idOf(messages: readonly MessageModel[], index: number | undefined): string | undefined {
  return messageAt(messages, index)?.id;
}

/** No automaton of the list can go on. */
const DEAD = -1;

/** A shortest text of which the two lists say something else. */
function shortestDifference(
  alphabet: Alphabet,
  [one, other]: readonly [FirstMatch, FirstMatch],
  isGoal: (one: number | undefined, other: number | undefined) => boolean,
): { readonly text: string; readonly was: number | undefined; readonly is: number | undefined } | undefined {
  interface Place {
    readonly one: number;
    readonly other: number;
  }
  const first = (list: FirstMatch, state: number) => (state === DEAD ? undefined : list.first(state));
  const after = (list: FirstMatch, state: number, letter: number) =>
    state === DEAD ? DEAD : (list.after(state, letter) ?? DEAD);
  const path = shortestPath<Place>(alphabet, {
    start: { one: one.start, other: other.start },
    key: (place) => `${place.one} ${place.other}`,
    isGoal: (place) => isGoal(first(one, place.one), first(other, place.other)),
    *moves(place) {
      for (const letter of alphabet.letters.keys()) {
        const to = { one: after(one, place.one, letter), other: after(other, place.other, letter) };
        if (to.one !== DEAD || to.other !== DEAD) yield { letter, to };
      }
    },
  });
  const last = path?.[path.length - 1]?.place;
  if (path === undefined || last === undefined) return undefined;
  return { text: textOf(alphabet, path), was: first(one, last.one), is: first(other, last.other) };
}

/**
 * Whether a message that both versions have binds other values in one text. Each of the two rules has one reading, so
 * that two readings of both together are one of each.
 */
function* fieldChanges(
  alphabet: Alphabet,
  before: Model,
  after: Model,
  old: MessageModel,
  now: MessageModel,
): Iterable<Change> {
  const names = old.fields.map(({ name }) => name);
  // A field that only has another name is a matter of the source.
  const renamed = new Map(
    now.fields.map(({ name }, index) => [name, names.includes(name) ? name : (names[index] ?? name)]),
  );
  if (old.fields.length === 0 && now.fields.length === 0) return;
  const both: Term = { kind: 'choice', of: [messageTerm(before, old), relabelled(messageTerm(after, now), renamed)] };
  const fields = [...new Set([...names, ...renamed.values()])];
  const found = twoReadings(automatonOf(both, alphabet, fields));
  if (found === undefined) return;
  const shown = found.readings.map((reading) =>
    reading.length === 0
      ? 'no field'
      : reading.map(({ field, value }) => `${field} = ${JSON.stringify(value)}`).join(', '),
  );
  yield {
    level: 'wire',
    kind: 'fields-read-differently',
    compatible: false,
    message: `\`${old.id}\` in ${JSON.stringify(found.text)} binds ${shown[0]} in the one version and ${shown[1]} in the other`,
    witness: found.text,
    at: now.at,
  };
}

function relabelled(term: Term, names: ReadonlyMap<string, string>): Term {
  switch (term.kind) {
    case 'literal':
    case 'class':
    case 'folded':
      return term;
    case 'sequence':
    case 'choice':
      return { ...term, of: term.of.map((one) => relabelled(one, names)) };
    case 'capture':
      return { ...term, field: names.get(term.field) ?? term.field };
    case 'repeat':
    case 'named':
    case 'bounded':
      return { ...term, of: relabelled(term.of, names) };
  }
}
