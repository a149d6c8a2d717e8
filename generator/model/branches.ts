import type { Arm } from '../../runtime/model.js';
import type { EitherStatement, Statement, WhenStatement } from '../language/syntax.js';
import { resolveCondition } from './conditions.js';
import { at } from './context.js';
import { resolveBody } from './effects.js';
import type { Scope } from './scope.js';

/** Both sides of a guard. Where no `else` is written, it is there and does nothing: reports speak of it too. */
export function resolveWhen(statement: WhenStatement, scope: Scope): readonly Arm[] {
  const guard = resolveCondition(statement.condition, scope);
  const id = branchId(statement.label?.text ?? 'when', statement.label ?? statement, scope);
  const bound = new Map([...scope.bound, ...(guard?.bound ?? [])]);
  const held: Arm = {
    id,
    // A condition that is wrong has been reported, and no model is made of it.
    when: guard?.condition ?? 'open',
    body: resolveBody(statement.then, { ...scope, id, bound }),
    at: at(statement.span),
  };
  const { otherwise } = statement;
  if (otherwise !== undefined) {
    const otherwiseId = branchId(otherwise.label?.text ?? 'else', otherwise.label ?? otherwise, scope);
    return [held, arm(otherwiseId, 'otherwise', otherwise, scope)];
  }
  // A second guard of the same body can't have a second `else`; its label tells it apart.
  const name =
    statement.label !== undefined && scope.branches.has(`${scope.id}/else`) ? `not-${statement.label.text}` : 'else';
  return [held, { id: branchId(name, statement, scope), when: 'otherwise', body: [], at: at(statement.span) }];
}

/** The server's choices. */
export function resolveEither(statement: EitherStatement, scope: Scope): readonly Arm[] {
  return statement.arms.map((one, index) => {
    const id = branchId(one.label?.text ?? (index === 0 ? 'either' : 'or'), one.label ?? one, scope);
    return arm(id, 'open', one, scope);
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

/** A branch's id, which must be its alone in its clause. */
function branchId(name: string, place: { readonly span: Statement['span'] }, scope: Scope): string {
  const id = `${scope.id}/${name}`;
  if (scope.branches.has(id)) scope.names.context.report.add('P405', place.span, { name });
  scope.branches.add(id);
  return id;
}
