import type { ExampleStep } from '../../runtime/model.js';
import type { ConnectionId, MessageOutput, Output } from '../../runtime/world.js';

/** What users were sent in one step, each in order, and whose connection the server ended. */
export interface Heard {
  readonly texts: ReadonlyMap<string, readonly MessageOutput[]>;
  readonly closed: readonly string[];
}

/** What was heard before, and what these outputs add to it. */
export function hearsOf(before: Heard, outputs: readonly Output[], who: ReadonlyMap<ConnectionId, string>): Heard {
  const texts = new Map(before.texts);
  const closed = [...before.closed];
  for (const output of outputs) {
    if (output.kind === 'wild') continue;
    const name = who.get(output.to);
    if (name === undefined) continue;
    if (output.kind === 'close') closed.push(name);
    else texts.set(name, [...(texts.get(name) ?? []), output]);
  }
  return { texts, closed };
}

/** Whether a step says exactly this. What the server may leave out, or say more than once, it may have. */
export function hears(heard: Heard, step: Extract<ExampleStep, { kind: 'act' }>): boolean {
  const expected = new Map<string, string[]>();
  const closed = new Set<string>();
  for (const one of step.expect) {
    for (const name of one.who) {
      if (one.kind === 'closed') closed.add(name);
      else expected.set(name, [...(expected.get(name) ?? []), ...one.texts]);
    }
  }
  // Who ends a connection is not told that the server ends its side too.
  const ended = new Set(
    heard.closed.filter((name) => name !== step.who || step.act.kind === 'sends' || step.act.kind === 'connects'),
  );
  if (ended.size !== closed.size || [...ended].some((name) => !closed.has(name))) return false;
  const names = new Set([...expected.keys(), ...heard.texts.keys()]);
  return [...names].every((name) => isStream(expected.get(name) ?? [], heard.texts.get(name) ?? []));
}

/** Whether the texts are what the outputs can come to, in their order. */
function isStream(texts: readonly string[], outputs: readonly MessageOutput[]): boolean {
  const [output, ...later] = outputs;
  if (output === undefined) return texts.length === 0;
  const { min, max } = output.times;
  for (let count = 0; max === null || count <= max; count += 1) {
    if (count >= min && isStream(texts.slice(count), later)) return true;
    const text = texts[count];
    if (text === undefined || !isText(text, output)) return false;
  }
  return false;
}

function isText(text: string, { text: pattern }: MessageOutput): boolean {
  const pieces = pattern.map((piece) =>
    typeof piece === 'string' ? piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : '[^]*',
  );
  return new RegExp(`^${pieces.join('')}$`).test(text);
}

/** As an example would write it: `Ana < "hi" | Bob closed`. */
export function showHeard(heard: Heard): string {
  const texts = [...heard.texts].map(([name, outputs]) => `${name} < ${outputs.map(showOutput).join(' ')}`);
  return [...texts, ...heard.closed.map((name) => `${name} closed`)].join(' | ');
}

function showOutput({ text, times }: MessageOutput): string {
  const shown = JSON.stringify(
    text.map((piece) => (typeof piece === 'string' ? piece : (piece.sample ?? '…'))).join(''),
  );
  return times.min === 0 ? `(${shown})` : shown;
}
