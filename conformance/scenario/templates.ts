import {
  type Clause,
  capacityOf,
  type Hole,
  type MessageModel,
  type State,
  writeMessage,
} from '../../runtime/index.js';
import type { Reading, Template, TemplatePart, Why } from './candidate.js';
import { type FieldChoice, fieldChoices, WORDS } from './field-choices.js';
import { nearMisses } from './near-misses.js';
import { probeBytes, probeReading } from './probe.js';
import type { Rehearsal } from './rehearsal.js';

/** How many unrecognized near misses of a state planning tries. */
const ESSENTIAL_MISSES = 3;
/** More combinations of values than these are not tried. */
const COMBINATIONS = 32;

/** What servers of other protocols are told. */
const COMMANDS = ['reset', 'set 1', 'list', 'ping', 'stop'];

/** What is no UTF-8: a byte that never is, one that lacks its second, one written too long, a surrogate, the first past the last. */
const INVALID = ['ff', 'c3', 'c0af', 'eda080', 'f4908080', '80', 'f5808080'];

/** More than readers of lines in common libraries keep of one: past their own limit they fail, and not with the spec's. */
const READERS_LIMIT = 2 ** 16 + 1;

type Choices = Readonly<Record<string, FieldChoice>>;

/** All inputs that are worth trying in a state, whoever sends them; made once for each state of a protocol. */
export function templatesOf(rehearsal: Rehearsal, state: State): readonly Template[] {
  const found = new Map<string, Template>();
  const add = (
    why: Why,
    essential: boolean,
    parts: readonly TemplatePart[],
    expected?: string,
  ): Reading | undefined => {
    const whole = merged(parts);
    const same = JSON.stringify(whole);
    const reading = found.get(same)?.reading ?? probeReading(rehearsal, state.name, whole);
    if (reading === undefined || found.has(same)) return reading;
    if (whole.length === 0 && rehearsal.protocol.model.framing.client.kind === 'chunk') return undefined;
    // Near misses that are messages all the same tell planning nothing that those messages don't.
    const meant =
      expected === undefined ? reading.kind !== 'message' : reading.kind === 'message' && reading.message === expected;
    found.set(same, { key: `${state.name}#${found.size}`, why, reading, essential: essential && meant, parts: whole });
    return reading;
  };

  const bases: (readonly TemplatePart[])[] = [];
  const varying: (() => void)[][] = [];
  for (const clause of state.clauses) {
    const { trigger } = clause;
    if (trigger.kind !== 'message') continue;
    const message = rehearsal.protocol.model.messages.client.find((one) => one.id === trigger.name);
    if (message === undefined) continue;
    const inputs = messageInputs(rehearsal, clause, message);
    for (const { why, essential, parts } of inputs) if (essential) add(why, essential, parts, message.id);
    varying.push(
      inputs.flatMap(({ why, essential, parts }) => (essential ? [] : () => add(why, essential, parts, message.id))),
    );
    const [base] = inputs;
    // One number is as good as another in what is no message.
    if (base !== undefined)
      bases.push(
        base.parts.map((part) => ('integer' in part ? { text: String(leastOf(message, part.integer)) } : part)),
      );
  }
  for (const addOne of inTurn(varying)) addOne();
  let misses = 0;
  for (const parts of [...bases.flatMap(nearMisses), []]) {
    const reading = add('near', misses < ESSENTIAL_MISSES, parts);
    if (reading?.kind === 'unrecognized') misses += 1;
  }
  // Where they are nobody's text they are commands that there are not.
  for (const word of [...WORDS, ...COMMANDS].flatMap((text) => [text, text.toUpperCase()])) {
    if (probeReading(rehearsal, state.name, [{ text: word }])?.kind === 'unrecognized')
      add('word', false, [{ text: word }]);
  }
  for (const [i, hex] of INVALID.entries()) {
    add('invalid', i === 0, [{ text: 'a' }, { hex }]);
    // At the end, too: whoever drops such bytes reads what stands before them as if nothing were wrong.
    add('invalid', false, [...(bases.at(-1) ?? []), { hex }, ...(i % 2 === 0 ? [] : [{ text: 'b' }])]);
  }
  const framing = rehearsal.protocol.model.framing.client;
  if (framing.kind === 'line') {
    add('overlong', true, [{ text: 'x'.repeat(framing.max) }]);
    for (const times of [framing.max * 3, framing.max - 1, framing.max + 1, READERS_LIMIT]) {
      const reading = probeReading(rehearsal, state.name, [{ text: 'x'.repeat(times) }]);
      if (reading?.kind === 'overlong') add('overlong', false, [{ text: 'x'.repeat(times) }]);
    }
  }
  return [...found.values()];
}

interface MessageInput {
  readonly why: Why;
  readonly essential: boolean;
  readonly parts: readonly TemplatePart[];
}

function messageInputs(rehearsal: Rehearsal, clause: Clause, message: MessageModel): readonly MessageInput[] {
  const { model } = rehearsal.protocol;
  const capacity = capacityOf(model.framing.client);
  const offered = (room: number) =>
    message.fields.map((field) => [field.name, fieldChoices(rehearsal, clause, message, field, room)] as const);
  // What the rest of the message takes is known once it has been written with values of some size.
  const rough = offered(capacity);
  const guess = chosenFirst(rough);
  if (guess === undefined) return [];
  const size = (parts: readonly TemplatePart[] | undefined): number =>
    parts === undefined ? 0 : (probeBytes(rehearsal, parts)?.length ?? 0);
  const used = size(written(rehearsal, message, guess));
  const choices = message.fields.map((field) => {
    const others = used - size(guess[field.name]?.parts);
    return [field.name, fieldChoices(rehearsal, clause, message, field, capacity - others)] as const;
  });
  const inputs: MessageInput[] = [];
  const add = (chosen: Choices, why: Why, essential: boolean): void => {
    const parts = written(rehearsal, message, chosen);
    if (parts !== undefined) inputs.push({ why, essential, parts });
  };
  const defaults = chosenFirst(choices);
  if (defaults === undefined) return [];
  add(defaults, 'fresh', true);
  for (const chosen of combinations(choices.map(([name, all]) => [name, all.filter((one) => one.essential)])).slice(
    1,
    COMBINATIONS,
  )) {
    // The reason is that of the first field with one other than that it is new.
    const why = Object.values(chosen).find((one) => one.why !== 'fresh')?.why ?? 'fresh';
    add(chosen, why, true);
  }
  // Of each field in turn, so that the last ones have theirs too where only some are taken.
  const varying = choices.map(([name, all]) =>
    all.filter(({ essential }) => !essential).map((choice) => ({ name, choice })),
  );
  // For each reason by itself: one field may have many values for another that come before.
  const whys = [...new Set(varying.flat().map(({ choice }) => choice.why))];
  const ordered = whys.flatMap((why) => inTurn(varying.map((list) => list.filter(({ choice }) => choice.why === why))));
  for (const { name, choice } of ordered) {
    // Beside it stand values that somebody has, where there are any: so that it goes somewhere.
    const others = Object.fromEntries(
      choices.flatMap(([other, list]) => {
        const beside = list.find((one) => one.why === 'collision') ?? list[0];
        return other === name || beside === undefined ? [] : [[other, beside]];
      }),
    );
    add({ ...others, [name]: choice }, choice.why, false);
  }
  return inputs;
}

/** The first of each list, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

function leastOf(message: MessageModel, field: string): number {
  const value = message.fields.find(({ name }) => name === field)?.value;
  return value?.kind === 'integer' ? value.min : 0;
}

function chosenFirst(choices: readonly (readonly [string, readonly FieldChoice[]])[]): Choices | undefined {
  const firsts = choices.map(([name, all]) => [name, all[0]] as const);
  return firsts.some(([, first]) => first === undefined)
    ? undefined
    : Object.fromEntries(firsts as [string, FieldChoice][]);
}

/** Every combination of one choice for each field, the first of each first. */
function combinations(choices: readonly (readonly [string, readonly FieldChoice[]])[]): readonly Choices[] {
  let all: Choices[] = [{}];
  for (const [name, list] of choices)
    all = all.flatMap((chosen) => list.map((choice) => ({ ...chosen, [name]: choice })));
  return all;
}

/** A message's text with the values in their places; undefined if its rule has no place for them. */
function written(rehearsal: Rehearsal, message: MessageModel, chosen: Choices): readonly TemplatePart[] | undefined {
  const fields: Record<string, Hole | undefined> = {};
  for (const [name, choice] of Object.entries(chosen))
    fields[name] = choice.parts === undefined ? undefined : { any: name };
  try {
    return writeMessage(rehearsal.protocol.model, message, fields).flatMap((piece): readonly TemplatePart[] =>
      typeof piece === 'string' ? [{ text: piece }] : (chosen[piece.any]?.parts ?? []),
    );
  } catch {
    return undefined;
  }
}

/** Texts that stand side by side as one, and none that is empty. */
function merged(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const whole: TemplatePart[] = [];
  for (const part of parts) {
    const last = whole[whole.length - 1];
    if ('text' in part && part.text === '') continue;
    if ('text' in part && last !== undefined && 'text' in last)
      whole[whole.length - 1] = { text: last.text + part.text };
    else whole.push(part);
  }
  return whole;
}
