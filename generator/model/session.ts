import type { Clause, Framing, GroupModel, SessionModel, State, Variable } from '../../runtime/model.js';
import type {
  ClauseSyntax,
  ConnectSyntax,
  GroupSyntax,
  SessionItem,
  SessionSection,
  StateSyntax,
  TriggerSyntax,
} from '../language/syntax/index.js';
import { resolveClause, resolveConnect, triggerName } from './clauses.js';
import { at, byName, type Context, checkName, placed } from './context.js';
import { checkCoverage } from './coverage.js';
import type { Vocabulary } from './rules.js';
import { lookUpAttribute, type SessionNames } from './scope.js';
import { resolveVariables } from './variables.js';

/**
 * The session of a spec. Nothing only if there is no `connect`, or no session at all: that has been reported.
 * @param framing - of what clients send; undefined: that is wrong.
 */
export function resolveSession(
  section: SessionSection | undefined,
  protocol: string,
  framing: Framing | undefined,
  vocabulary: Vocabulary,
  context: Context,
): SessionModel | undefined {
  const items = section?.items ?? [];
  const all = <Kind extends SessionItem['kind']>(kind: Kind): readonly Extract<SessionItem, { kind: Kind }>[] =>
    items.filter((item): item is Extract<SessionItem, { kind: Kind }> => item.kind === kind);

  const variables = resolveVariables(all('variables'), vocabulary, context);
  const blocks = byName(context, all('block'), 'the block');
  const states = byName(context, all('state'), 'the state');
  const usedBlocks = new Set<string>();
  const attributes = byVariableName(variables, 'connection');
  const named = {
    protocol,
    vocabulary,
    attributes,
    variables: byVariableName(variables, 'world'),
    states,
    blocks,
    usedBlocks,
    context,
  };
  const groups = resolveGroups(all('group'), { ...named, groups: new Map(), clientFraming: framing?.kind });
  const names: SessionNames = { ...named, groups, clientFraming: framing?.kind };

  const connect = onlyConnect(all('connect'), section, context);
  const every = all('everyState').flatMap((one) => one.clauses);
  const model = {
    variables,
    groups: [...groups.values()],
    connect: connect === undefined ? undefined : resolveConnect(connect, names),
    states: [...states.values()].map((state) => resolveState(state, every, names)),
  };
  checkCoverage([...states.values()], every, framing, context);
  // A clause that is wrong may be the one that would have used it.
  const unused = context.report.failed ? [] : [...blocks].filter(([name]) => !usedBlocks.has(name));
  for (const [name, block] of unused) context.report.add('P219', block.name.span, { name });
  return model.connect === undefined ? undefined : { ...model, connect: model.connect };
}

function byVariableName(variables: readonly Variable[], scope: Variable['scope']): ReadonlyMap<string, Variable> {
  return new Map(variables.filter((one) => one.scope === scope).map((one) => [one.name, one]));
}

function resolveGroups(groups: readonly GroupSyntax[], names: SessionNames): ReadonlyMap<string, GroupModel> {
  const known = new Map<string, GroupModel>();
  for (const [name, group] of byName(names.context, groups, 'the group')) {
    checkName(names.context, group.name, 'a group');
    const unique = group.unique === undefined ? undefined : lookUpAttribute(group.unique, names);
    known.set(name, { name, ...(unique !== undefined && { unique: unique.name }), at: at(group.span) });
  }
  return known;
}

function onlyConnect(
  found: readonly ConnectSyntax[],
  section: SessionSection | undefined,
  context: Context,
): ConnectSyntax | undefined {
  const [first, ...others] = found;
  for (const other of others) {
    context.report.add('P215', other.span, { what: '`connect`', line: first?.span.start.line ?? 0 });
  }
  if (first === undefined && section !== undefined) {
    context.report.add(
      'P214',
      { start: section.span.start },
      { what: 'clause `connect` in its session', example: 'connect { become StateName }' },
    );
  }
  return first;
}

function resolveState(state: StateSyntax, every: readonly ClauseSyntax[], names: SessionNames): State {
  const clauses: Clause[] = [];
  const own = new Map<string, TriggerSyntax>();
  const shared = new Map<string, TriggerSyntax>();
  const take = (syntax: ClauseSyntax, known: Map<string, TriggerSyntax>, where: string): void => {
    for (const trigger of syntax.triggers) {
      const name = triggerName(trigger);
      const first = known.get(name);
      if (first !== undefined) {
        names.context.report.add('P401', trigger.span, { state: where, trigger: name, line: first.span.start.line });
        continue;
      }
      known.set(name, trigger);
      // A state's own clause stands before the one of every state, and leaves nothing to it.
      if (known === shared && own.has(name)) continue;
      const clause = resolveClause(syntax, trigger, state.name.text, names);
      if (clause !== undefined) clauses.push(clause);
    }
  };
  for (const syntax of state.clauses) take(syntax, own, state.name.text);
  for (const syntax of every) take(syntax, shared, 'every state');
  return placed(names.context, { name: state.name.text, doc: state.doc, at: at(state.span), clauses }, state.name.span);
}
