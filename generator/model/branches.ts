import type { Arm } from '../../runtime/model.js';
import type { EitherStatement, Span, Statement, WhenStatement, Word } from '../language/syntax/index.js';
import { resolveCondition } from './conditions.js';
import { at } from './context.js';
import { resolveBody } from './effects.js';
import type { Scope } from './scope.js';

/** Both sides of a guard. Where no `else` is written, it is there and does nothing: reports speak of it too. */
export function resolveWhen(statement: WhenStatement, scope: Scope): readonly Arm[] {
  const guard = resolveCondition(statement.condition, scope);
  const { label, otherwise } = statement;
  // A guard that can't be told from another one has an `else` that can't either: that is said once.
  const isSecond = scope.branches.has(`${scope.id}/${label?.text ?? 'when'}`);
  const id = branchId(label, 'when', statement, scope);
  const bound = new Map([...scope.bound, ...guard.bound]);
  const held: Arm = {
    id,
    // A condition that is wrong has been reported, and no model is made of it.
    when: guard.condition ?? 'open',
    body: resolveBody(statement.then, { ...scope, id, bound }),
    at: at(statement.span),
  };
  if (otherwise === undefined) return [held, unwritten(statement, scope)];
  const otherwiseId = isSecond
    ? `${scope.id}/${otherwise.label?.text ?? 'else'}`
    : branchId(otherwise.label, 'else', otherwise, scope);
  return [held, arm(otherwiseId, 'otherwise', otherwise, scope)];
}

/** The `else` of a guard that has none. A second guard of the same body can't have a second one; its label tells it apart. */
function unwritten({ label, span }: WhenStatement, scope: Scope): Arm {
  const isTaken = scope.branches.has(`${scope.id}/else`);
  const id = `${scope.id}/${label !== undefined && isTaken ? `not-${label.text}` : 'else'}`;
  if (!scope.branches.has(id)) scope.branches.set(id, 'unwritten');
  return { id, when: 'otherwise', body: [], at: at(span) };
}

/** The server's choices. */
export function resolveEither(statement: EitherStatement, scope: Scope): readonly Arm[] {
  return statement.arms.map((one, index) => {
    return arm(branchId(one.label, index === 0 ? 'either' : 'or', one, scope), 'open', one, scope);
  });
}

function arm(
  id: string,
  when: 'otherwise' | 'open',
  written: { readonly body: readonly Statement[]; readonly span: Statement['span'] },
  scope: Scope,
): Arm {
  return { id, when, body: resolveBody(written.body, { ...scope, id }), at: at(written.span) };
}

/** A branch's id, which must be its alone in its clause: its label, or the word that begins it. */
function branchId(
  label: Word | undefined,
  word: keyof typeof HINTS,
  place: { readonly span: Span },
  scope: Scope,
): string {
  const name = label?.text ?? word;
  const id = `${scope.id}/${name}`;
  const known = scope.branches.get(id);
  if (known !== undefined) {
    const hint = label !== undefined ? 'choose another label' : known === 'unwritten' ? UNWRITTEN : HINTS[word];
    scope.names.context.report.add('P405', (label ?? place).span, { name }, hint);
  }
  scope.branches.set(id, 'written');
  return id;
}

const HINTS = {
  when: 'write `else when …` for a guard that is asked where the one before fails, or give one of them a label: `when label: …`',
  else: 'give one of them a label: `else label { … }`',
  either: 'give one of them a label: `either label { … }`',
  or: 'give one of them a label: `or label { … }`',
} as const;

/** Where the other `else` of two is one that nobody wrote. */
const UNWRITTEN =
  'the guard before has an `else` too, which does nothing: ask this one in it, `else when …`, or give this `else` a label, `else label { … }`';
