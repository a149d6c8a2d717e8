import { findRule } from '../../runtime/find-rule.js';
import { capacityOf } from '../../runtime/framing.js';
import type { At, Framing, MessageModel, Model } from '../../runtime/model.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { Alphabet } from '../rules/automaton/alphabet.js';
import type { Automaton } from '../rules/automaton/automaton.js';
import { automatonOf, setsOf, Undecided } from '../rules/automaton/build.js';
import { FirstMatch } from '../rules/automaton/first-match.js';
import { shortestCommon } from '../rules/automaton/languages.js';
import { type CodePointSet, only } from '../rules/code-points.js';
import { once } from '../rules/once.js';
import { anyCharacter } from '../rules/rest.js';
import { emptyTerm, messageTerm, ruleTerm, sequenceTerm, type Term, termOf } from '../rules/term.js';
import { Flows, type Site } from './flow/flows.js';
import { textsIn } from './flow/texts.js';
import { writtenTerm } from './flow/written.js';

/** A protocol under analysis: its model, and the automata of its rules, each made once, over one alphabet. */
export class Subject {
  readonly alphabet: Alphabet;
  /** Where what the server sends comes from. */
  readonly flows: Flows;
  private readonly automata = new Map<object, Automaton>();
  private readonly terms = new Map<MessageModel, Term>();
  private readonly lists = new Map<string, FirstMatch>();
  private readonly sites = new Map<string, Automaton>();

  /** @param compared - an alphabet for several models, so that their automata can be held against each other. */
  constructor(
    readonly model: Model,
    compared?: Alphabet,
  ) {
    for (const message of [...model.messages.client, ...model.messages.server])
      this.terms.set(message, messageTerm(model, message));
    this.alphabet = compared ?? new Alphabet(charactersOf(model));
    this.flows = new Flows(model);
  }

  /**
   * A message's frames, its fields marked.
   * @throws Undecided past the budget.
   */
  message(message: MessageModel): Automaton {
    const fields = message.fields.map(({ name }) => name);
    return this.once(message, () =>
      automatonOf(this.terms.get(message) ?? messageTerm(this.model, message), this.alphabet, fields),
    );
  }

  /**
   * Some messages in the order in which they are tried, read at once.
   * @throws Undecided past the budget.
   */
  tried(messages: readonly MessageModel[]): FirstMatch {
    const key = messages.map(({ direction, id }) => `${direction} ${id}`).join();
    return once(this.lists, key, () => new FirstMatch(messages.map((message) => this.message(message))));
  }

  /**
   * What the server can send at a place, its fields marked.
   * @throws Undecided past the budget.
   */
  site({ message, args }: Site): Automaton {
    const fields = message.fields.map(({ name }) => name);
    const key = [message.id, ...args.map((arg) => arg.key)].join('\n');
    return once(this.sites, key, () => {
      const termOfField = (field: string): Term => args[fields.indexOf(field)]?.term ?? emptyTerm;
      return automatonOf(writtenTerm(this.model, message, termOfField), this.alphabet, fields);
    });
  }

  /**
   * The texts that a message is written as, its fields marked and holding whatever their rules match.
   * @throws Undecided past the budget.
   */
  written(message: MessageModel): Automaton {
    const fields = message.fields.map(({ name }) => name);
    return once(this.sites, `${message.direction} ${message.id}`, () => {
      const languages = new Map(
        message.fields.map(({ name, language }) => [name, termOf(this.model, language, false)]),
      );
      const term = writtenTerm(this.model, message, (field) => languages.get(field) ?? emptyTerm);
      return automatonOf(term, this.alphabet, fields);
    });
  }

  /** The texts of a rule. */
  rule(id: string): Automaton {
    const rule = findRule(this.model, id);
    return this.once(rule, () => automatonOf(ruleTerm(this.model, rule, false), this.alphabet));
  }

  /** Any term over the characters of the rules, `anyCharacter`, LF and CR. */
  term(term: Term): Automaton {
    return this.once(term, () => automatonOf(term, this.alphabet));
  }

  /** All that can stand in a frame: under `line` no LF, under `chunk` at least one character, since no read is empty. */
  frames(framing: Framing): Automaton {
    return this.term(framing.kind === 'line' ? anyLine : anyChunk);
  }

  /** A text of an automaton that is not one whole line; undefined: all of them are. */
  lineFault(automaton: Automaton): LineFault | undefined {
    const marks = new Set([...this.alphabet.lettersOf(only(0x0a)), ...this.alphabet.lettersOf(only(0x0d))]);
    // Most rules know neither, which is seen without a search.
    if (!automaton.states.some(({ next }) => [...marks].some((letter) => next.has(letter)))) return undefined;
    const split = shortestCommon(automaton, this.term(withLineEnd));
    if (split !== undefined) return { kind: 'split', text: split };
    const cut = shortestCommon(automaton, this.term(withLastReturn));
    return cut === undefined ? undefined : { kind: 'cut', text: cut };
  }

  /** How many bytes a frame can hold. */
  capacity(framing: Framing): number {
    return capacityOf(framing);
  }

  private once(key: object, make: () => Automaton): Automaton {
    let automaton = this.automata.get(key);
    if (automaton === undefined) {
      automaton = make();
      this.automata.set(key, automaton);
    }
    return automaton;
  }
}

/** What is wrong with a text as a line: it would be read as two, or its last character would be dropped. */
export interface LineFault {
  readonly kind: 'split' | 'cut';
  /** A shortest text that shows it. */
  readonly text: string;
}

/** Finds what is wrong in one respect. */
export type Check = (subject: Subject) => Iterable<Diagnostic>;

/** Answers a question, or says that it is open: past a budget nothing is silent. */
export function* decide(
  subject: Subject,
  at: At,
  question: string,
  answer: () => Iterable<Diagnostic>,
): Iterable<Diagnostic> {
  try {
    yield* [...answer()];
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    yield diagnostic('P515', subject.model.file, { start: at }, { question, why: error.message });
  }
}

/** All characters that a model tells apart, for its alphabet. */
export function charactersOf(model: Model): Iterable<CodePointSet> {
  const messages = [...model.messages.client, ...model.messages.server].map((message) => messageTerm(model, message));
  const rules = model.rules.map((rule) => ruleTerm(model, rule, false));
  const texts = textsIn(model).map((text): Term => ({ kind: 'literal', text }));
  return allSets([...messages, ...rules, ...texts, lineEnd, carriageReturn]);
}

function* allSets(terms: readonly Term[]): Iterable<CodePointSet> {
  for (const term of terms) yield* setsOf(term);
}

const notLineEnd: Term = {
  kind: 'class',
  set: [
    [0, 0x09],
    [0x0b, 0xd7ff],
    [0xe000, 0x10ffff],
  ],
  source: '[^\\n]',
};
const lineEnd: Term = { kind: 'class', set: only(0x0a), source: '[\\n]' };
const carriageReturn: Term = { kind: 'class', set: only(0x0d), source: '[\\r]' };
const anyText: Term = { kind: 'repeat', of: anyCharacter, min: 0, max: null };
const anyLine: Term = { kind: 'repeat', of: notLineEnd, min: 0, max: null };
const anyChunk: Term = { kind: 'repeat', of: anyCharacter, min: 1, max: null };

/** Texts with the end of a line in them. */
const withLineEnd: Term = sequenceTerm([anyText, lineEnd, anyText]);

/** Texts whose last character a reader of lines drops. */
const withLastReturn: Term = sequenceTerm([anyText, carriageReturn]);
