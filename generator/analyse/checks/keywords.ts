import type { MessageModel, Model, State } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { listed } from '../../diagnostics/did-you-mean.js';
import { movesOf } from '../../rules/automaton/languages.js';
import { shortestPath, textOf } from '../../rules/automaton/search.js';
import { messagesOf } from '../../rules/grammar.js';
import { anything } from '../../rules/rest.js';
import { messageTerm, sequenceTerm, type Term } from '../../rules/term.js';
import { type Check, decide, type Subject } from '../subject.js';

/**
 * A keyword commits: what begins as a message with arguments and is none must not end up as some other message unless
 * the spec says so, by a message that begins alike. Else a mistyped private message is told to everyone.
 */
export const checkKeywords: Check = function* (subject) {
  for (const state of subject.model.session.states) {
    const messages = messagesOf(subject.model, state);
    const keywords = messages.map((message) => keywordOf(subject.model, message));
    if (keywords.every(({ commits }) => !commits)) continue;
    yield* decide(subject, state.at, `in the state \`${state.name}\`, each keyword commits`, () =>
      checkState(subject, state, messages, keywords),
    );
  }
};

interface Keyword {
  /** The literal text that the message begins with. */
  readonly text: string;
  /** Whether more follows: a message that is its keyword alone means that text, and no other. */
  readonly commits: boolean;
}

function* checkState(
  subject: Subject,
  state: State,
  messages: readonly MessageModel[],
  keywords: readonly Keyword[],
): ReturnType<Check> {
  const found = new Map<number, { readonly names: string[]; readonly text: string; readonly keyword: string }>();
  for (const [index, message] of messages.entries()) {
    const keyword = keywords[index];
    if (keyword === undefined || !keyword.commits) continue;
    const own = keyword.text.trimEnd();
    // What begins alike is about the same keyword: it says what becomes of it.
    const isOther = (taker: number): boolean => {
      const other = keywords[taker]?.text.trimEnd() ?? '';
      return taker !== index && (other === '' || !(other.startsWith(own) || own.startsWith(other)));
    };
    const taken = takenAs(subject, messages, looksLike(keyword), isOther);
    if (taken === undefined) continue;
    const known = found.get(taken.taker);
    if (known === undefined) found.set(taken.taker, { names: [message.id], text: taken.text, keyword: own });
    else known.names.push(message.id);
  }
  for (const [index, { names, text, keyword }] of found) {
    const taker = messages[index]?.id ?? '';
    const clause = state.clauses.find(({ trigger }) => trigger.kind === 'message' && trigger.name === taker);
    yield diagnostic(
      'P518',
      subject.model.file,
      { start: clause?.at ?? state.at },
      {
        state: state.name,
        text: JSON.stringify(text),
        names: listed(names.map((name) => `\`${name}\``)),
        taker,
        example: `Bad${names[0]} = ${JSON.stringify(keyword)} rest:.*`,
      },
    );
  }
}

/** A shortest text of a term that is read as one of some messages. */
function takenAs(
  subject: Subject,
  messages: readonly MessageModel[],
  term: Term,
  isTaker: (index: number) => boolean,
): { readonly text: string; readonly taker: number } | undefined {
  const list = subject.tried(messages);
  const automaton = subject.term(term);
  const { alphabet, states } = automaton;
  const path = shortestPath<{ readonly state: number; readonly read: number }>(
    alphabet,
    {
      start: { state: 0, read: list.start },
      key: ({ state, read }) => read * states.length + state,
      isGoal: ({ state, read }) => {
        const first = list.first(read);
        return first !== undefined && (states[state]?.accepts ?? false) && isTaker(first);
      },
      *moves({ state, read }) {
        for (const { to, letter } of movesOf(automaton, state)) {
          const after = letter === undefined ? read : list.after(read, letter);
          if (after !== undefined) yield { letter, to: { state: to, read: after } };
        }
      },
    },
    subject.capacity(subject.model.framing.client),
  );
  const last = path?.[path.length - 1];
  const taker = last === undefined ? undefined : list.first(last.place.read);
  return path === undefined || taker === undefined ? undefined : { text: textOf(alphabet, path), taker };
}

/** The keyword alone, and what goes on behind it: behind the space, where it has one, since another letter makes another word. */
function looksLike({ text }: Keyword): Term {
  const alone = text.trimEnd();
  const more = sequenceTerm([{ kind: 'literal', text }, anything.head]);
  return alone === text ? more : { kind: 'choice', of: [{ kind: 'literal', text: alone }, more] };
}

function keywordOf(model: Model, message: MessageModel): Keyword {
  let text = '';
  let isWhole = true;
  const walk = (term: Term): boolean => {
    switch (term.kind) {
      case 'literal':
        text += term.text;
        return true;
      case 'folded':
        text += term.text;
        return true;
      case 'sequence':
        return term.of.every(walk);
      case 'named':
      case 'bounded':
        return walk(term.of);
      default:
        isWhole = false;
        return false;
    }
  };
  walk(messageTerm(model, message));
  return { text, commits: !isWhole && text.trimEnd() !== '' };
}
