import { type Automaton, type Mark, markOf } from './automaton.js';
import type { Reading } from './readings.js';
import { type Move, shortestPath } from './search.js';

interface Place {
  readonly state: number;
  /** How many letters of the text have been read. */
  readonly at: number;
  readonly mark: Mark | undefined;
}

/** Which fields an automaton with marks binds in a text; undefined: it does not take the text. */
export function readingOf(automaton: Automaton, text: string): Reading | undefined {
  const { alphabet, states } = automaton;
  const letters = alphabet.spell(text);
  if (letters === undefined) return undefined;
  const characters = [...text];
  const path = shortestPath<Place>(alphabet, {
    start: { state: 0, at: 0, mark: undefined },
    key: ({ state, at }) => at * states.length + state,
    isGoal: ({ state, at }) => at === letters.length && (states[state]?.accepts ?? false),
    *moves({ state, at }): Iterable<Move<Place>> {
      for (const [symbol, targets] of states[state]?.next ?? []) {
        const mark = markOf(automaton, symbol);
        if (mark === undefined && symbol !== letters[at]) continue;
        const letter = mark === undefined ? symbol : undefined;
        for (const to of targets) yield { letter, to: { state: to, at: mark === undefined ? at + 1 : at, mark } };
      }
    },
  });
  if (path === undefined) return undefined;
  const reading: { field: string; value: string; at: number }[] = [];
  for (const { place } of path) {
    if (place.mark?.edge === 'begin') reading.push({ field: place.mark.field, value: '', at: place.at });
    const last = reading[reading.length - 1];
    if (place.mark?.edge === 'end' && last) last.value = characters.slice(last.at, place.at).join('');
  }
  return reading;
}
