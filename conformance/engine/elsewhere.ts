import type { Protocol, World } from '../../runtime/index.js';
import type { Fault } from '../oracle/judgement.js';
import { isDeed } from '../oracle/trace.js';
import { strangeNamesIn, withoutMadeValues } from '../scenario/made-names.js';
import { type Action, entriesOf, type Scenario } from '../scenario/scenario.js';
import { actionsOf } from '../scenario/stage.js';
import type { Found } from './attempt.js';
import { pathOf } from './path.js';

/** For how long it is waited for what nobody was waiting for. */
const REST_MS = 250;
/** What hardly ever shows is asked for more than once. */
const LAST_TRIES = 2;
/** So many inputs are left out, one after the other. */
const MOST_LEFT_OUT = 6;
/** What agrees in less may do so by chance. */
const LEAST_ALIKE = 2;

/** What was found, without something that it was blamed on. */
export interface Without {
  readonly scenario: Scenario;
  /** What was left out is the last thing that was done before it showed: what shows all the same is no doing of that. */
  readonly last: boolean;
}

/**
 * The exchange in which something came that nothing explains, once without what was done last before it came, and once
 * without each input before that, one step after another: what comes all the same was caused by something else.
 */
export function* withoutCauses(found: Found): Generator<Without> {
  const { fault, late } = found.finding;
  if (late || fault.kind === 'missing' || fault.got.length === 0) return;
  const deeds = deedsBefore(found);
  if (deeds === undefined || deeds.length < 2) return;
  const { clients } = found.scenario;
  const rested = (kept: readonly Action[]): Scenario | undefined => {
    const witness = witnessOf(kept, fault);
    if (witness === undefined) return undefined;
    const actions: readonly Action[] = [...kept, { kind: 'rest', client: witness, ms: REST_MS }];
    return { clients, steps: actions.map((action) => ({ kind: 'act', action })) };
  };
  const before = rested(deeds.slice(0, -1));
  for (let time = 0; time < LAST_TRIES && before !== undefined; time++) yield { scenario: before, last: true };
  const inputs = deeds.flatMap(({ kind }, at) => (kind === 'write' && at < deeds.length - 1 ? [at] : [])).reverse();
  for (const at of inputs.slice(0, MOST_LEFT_OUT)) {
    const scenario = rested(deeds.filter((_, i) => i !== at));
    if (scenario !== undefined) yield { scenario, last: false };
  }
}

/**
 * The clauses and branches that what was done before the fault showed can have run. What shows in another one is no cause
 * of it, alike as it may look: where an input is left out, those after it may be other messages, and the end that is
 * added makes everyone leave.
 */
export function ranBefore(protocol: Protocol, found: Found, world: World): ReadonlySet<string> {
  const steps = (deedsBefore(found) ?? []).map((action) => ({ kind: 'act', action }) as const);
  return pathOf(protocol, { clients: found.scenario.clients, steps }, world).ids;
}

/** What was done before the fault showed, in the order in which it was done; undefined where that can't be told. */
function deedsBefore({ scenario, run: { trace }, finding: { fault } }: Found): readonly Action[] | undefined {
  const actions = scenario.steps.flatMap(actionsOf).filter((action) => entriesOf(action) > 0);
  if (actions.some(({ kind }) => kind === 'fill' || kind === 'stall')) return undefined;
  const left = scenario.clients.map((_, client) =>
    actions.filter((action) => action.client === client).flatMap(oneByOne),
  );
  return trace
    .slice(0, fault.entry)
    .filter(isDeed)
    .flatMap(({ connection }) => left[connection]?.shift() ?? []);
}

function oneByOne(action: Action): readonly Action[] {
  return action.kind === 'write' ? action.writes.map((payload) => ({ ...action, writes: [payload] })) : [action];
}

/** Whoever sees what comes: the one that saw the fault, or anybody who is still connected. */
function witnessOf(deeds: readonly Action[], fault: Fault): number | undefined {
  const there = new Set<number>();
  for (const { kind, client } of deeds) {
    if (kind === 'connect') there.add(client);
    if (kind === 'close' || kind === 'reset') there.delete(client);
  }
  return there.has(fault.connection) ? fault.connection : [...there][0];
}

/** Whether two faults show the same, but for the values of their cases and for how much of it came. */
export function isAlike(one: Fault, other: Fault): boolean {
  const [a, b] = [one, other].map(({ got }) => [...withoutMadeValues(Buffer.from(got).toString('utf8'))]);
  if (a === undefined || b === undefined) return false;
  const least = Math.min(a.length, b.length);
  return least >= LEAST_ALIKE && a.slice(0, least).every((character, i) => character === b[i]);
}

/**
 * Why what came may be due to what was before the case, should it not come again: it bears the name of somebody who was
 * there before, or nothing in the case had happened side by side, so that nothing in it could go one way now and another then.
 */
export function outsideOf(found: Found): string | undefined {
  if (found.finding.fault.got.length === 0) return undefined;
  const stranger = strangerIn(found);
  if (stranger !== undefined) return `what came is of ${stranger}, a client of an earlier case`;
  const sofar = found.scenario.steps.slice(0, found.run.steps + 1);
  const isInTurn = sofar.every((step) => step.kind === 'act' || step.lanes.length < 2);
  return isInTurn ? 'what came was seen once, where one thing was done after the other' : undefined;
}

/** A name in what came that belongs to a client of an earlier case. */
export function strangerIn({ run: { trace }, finding: { fault } }: Found): string | undefined {
  const written = trace.flatMap((entry) => (entry.kind === 'write' ? [Buffer.from(entry.bytes).toString('utf8')] : []));
  return strangeNamesIn(Buffer.from(fault.got).toString('utf8'), written.join('\n'))[0];
}
