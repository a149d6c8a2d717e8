import type { MessageModel } from '../../../runtime/model.js';
import type { First } from '../../rules/first.js';
import { Code } from '../code.js';
import { messageFunctions } from './message-functions.js';
import type { Reading } from './message-tree.js';
import type { ReaderFile } from './reader-file.js';
import { hex } from './units.js';

/** How many characters a message can begin with, so that each of them gets a case. */
const FEW = 4;

/** A message, how it is read, and how its texts begin. */
export interface Candidate {
  readonly reading: Reading;
  readonly first: First;
}

/**
 * A function `(text) => message | undefined` that reads the first of some messages that matches the whole text. Where
 * the first character tells which of them it can be, only those are tried.
 */
export function listFunction(
  file: ReaderFile,
  name: string,
  candidates: readonly Candidate[],
  nameOf: (message: MessageModel) => string,
  type: string,
): Code {
  const readers = (of: readonly Candidate[]): string => {
    const names = messageFunctions(
      file,
      of.map(({ reading }) => reading),
      nameOf,
    );
    return names.length === 0 ? 'undefined' : names.map((reader) => `${reader}(text)`).join(' ?? ');
  };
  const code = new Code();
  const cases = new Map<string, number[]>();
  const units = unitsThatTell(candidates);
  for (const unit of units) {
    const value = readers(candidates.filter(({ first }) => first.set.some(([from, to]) => from <= unit && unit <= to)));
    cases.set(value, [...(cases.get(value) ?? []), unit]);
  }
  const others = readers(candidates.filter((one) => units.length === 0 || one.first.nullable || !isTold(one)));
  cases.delete(others);
  const names = candidates.map(({ reading }) => `\`${reading.message.id}\``);
  code.doc(`The first of ${names.join(', ') || 'no messages'}.`);
  const head = `function ${name}(text${file.typed(': string')})${file.typed(`: ${type} | undefined`)} {`;
  return code.block(head, () => {
    if (cases.size === 0) {
      code.line(`return ${others};`);
      return;
    }
    code.block('switch (text.charCodeAt(0)) {', () => {
      for (const [value, these] of cases) {
        for (const unit of these) code.line(`case ${hex(unit)}: // ${JSON.stringify(String.fromCharCode(unit))}`);
        code.line(`  return ${value};`);
      }
      code.line('default:');
      code.line(`  return ${others};`);
    });
  });
}

/** Whether all characters that a message can begin with get their cases. */
function isTold({ first }: Candidate): boolean {
  const units = first.set.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return units <= FEW && first.set.every(([, to]) => to <= 0xffff);
}

function unitsThatTell(candidates: readonly Candidate[]): readonly number[] {
  if (candidates.length < 2) return [];
  const units = candidates
    .filter(isTold)
    .flatMap(({ first }) =>
      first.set.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
    );
  return [...new Set(units)].sort((a, b) => a - b);
}
