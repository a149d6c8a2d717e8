import {
  type Action,
  type ClientIndex,
  entriesOf,
  type Payload,
  type Scenario,
  type Step,
} from '../scenario/scenario.js';

/** How much shrinking may cost. */
export interface ShrinkBudget {
  /** Candidates tried at most. */
  readonly tries: number;
  readonly ms: number;
}

export interface ShrinkOptions {
  /** Ends a candidate politely; undefined: it is no scenario that could be run. */
  complete(core: Scenario): Scenario | undefined;
  /** Whether a candidate still shows the same failure. A racy server is asked more than once. */
  stillFails(candidate: Scenario): Promise<boolean>;
  readonly budget: ShrinkBudget;
  readonly signal?: AbortSignal;
}

/** The smallest scenario found that still fails: fewer clients first, then fewer steps, then shorter texts. */
export async function shrink(scenario: Scenario, options: ShrinkOptions): Promise<Scenario> {
  const started = performance.now();
  let best = scenario;
  let tries = 0;
  const tried = new Set<string>([JSON.stringify(withoutEnding(scenario))]);
  const spent = (): boolean =>
    tries >= options.budget.tries ||
    performance.now() - started > options.budget.ms ||
    options.signal?.aborted === true;
  let smaller = true;
  while (smaller && !spent()) {
    smaller = false;
    for (const core of smallerThan(withoutEnding(best))) {
      const key = JSON.stringify(core);
      if (tried.has(key)) continue;
      tried.add(key);
      const candidate = options.complete(core);
      if (candidate === undefined) continue;
      if (spent()) break;
      tries++;
      if (await options.stillFails(candidate)) {
        best = candidate;
        smaller = true;
        break;
      }
    }
  }
  return best;
}

/** A scenario without the steps that only end it. */
export function withoutEnding(scenario: Scenario): Scenario {
  return { ...scenario, steps: scenario.steps.filter((step) => step.kind !== 'act' || step.ending !== true) };
}

/** The steps of which something stands in a trace that broke off, the ending left out. */
export function upTo(scenario: Scenario, entries: number): Scenario {
  let left = entries;
  const steps: Step[] = [];
  for (const step of withoutEnding(scenario).steps) {
    if (left <= 0) break;
    steps.push(step);
    left -= actionsOf(step).reduce((sum, action) => sum + entriesOf(action), 0);
  }
  return { ...scenario, steps };
}

function actionsOf(step: Step): readonly Action[] {
  return step.kind === 'act' ? [step.action] : step.lanes.flat();
}

/** Candidates, the boldest first. */
function* smallerThan(scenario: Scenario): Generator<Scenario> {
  const { clients } = scenario;
  // Of a crowd half at a time, then a quarter: whoever shows the fault is found in a few steps.
  for (let size = clients.length >> 1; size >= 1; size >>= 1) {
    for (let end = clients.length; end > 0; end -= size)
      yield withoutClients(scenario, Math.max(0, end - size), Math.min(size, end));
  }
  const { steps } = scenario;
  for (let size = steps.length >> 1; size >= 1; size >>= 1) {
    for (let at = steps.length - size; at >= 0; at -= size) {
      yield { ...scenario, steps: [...steps.slice(0, at), ...steps.slice(at + size)] };
    }
  }
  for (const [i, step] of steps.entries()) {
    for (const simpler of simplerSteps(step)) {
      yield { ...scenario, steps: [...steps.slice(0, i), ...simpler, ...steps.slice(i + 1)] };
    }
  }
}

/** Without so many clients from this one on. */
function withoutClients(scenario: Scenario, first: ClientIndex, count: number): Scenario {
  const isGone = (client: ClientIndex): boolean => client >= first && client < first + count;
  const renumber = (client: ClientIndex): ClientIndex => (client < first ? client : client - count);
  const keep = (actions: readonly Action[]): readonly Action[] =>
    actions
      .filter((action) => !isGone(action.client))
      .map((action) => ({ ...action, client: renumber(action.client) }));
  const steps = scenario.steps.flatMap((step): readonly Step[] => {
    if (step.kind === 'act') return keep([step.action]).map((action) => ({ ...step, action }));
    const lanes = step.lanes.map(keep).filter((lane) => lane.length > 0);
    return lanes.length === 0 ? [] : [{ kind: 'block', lanes }];
  });
  return { clients: scenario.clients.filter((_, client) => !isGone(client)), steps };
}

function simplerSteps(step: Step): readonly (readonly Step[])[] {
  if (step.kind === 'block') return [step.lanes.flat().map((action) => ({ kind: 'act', action }))];
  const { action } = step;
  if (action.kind !== 'write') return [];
  const withWrites = (writes: readonly Payload[]): readonly Step[] => [{ ...step, action: { ...action, writes } }];
  const candidates: (readonly Step[])[] = [];
  // Several writes that need not be several, then shorter texts in them.
  if (action.writes.length > 1) candidates.push(withWrites([action.writes.flat()]));
  for (const [w, payload] of action.writes.entries()) {
    for (const [p, part] of payload.entries()) {
      if (!('text' in part)) continue;
      for (const text of shorterTexts(part.text)) {
        const shorter = payload.map((one, i) => (i === p ? { text } : one));
        candidates.push(withWrites(action.writes.map((one, i) => (i === w ? shorter : one))));
      }
    }
  }
  return candidates;
}

/** Only long texts are worth a try each: what is short is read at a glance. */
function shorterTexts(text: string): readonly string[] {
  const points = [...text];
  if (points.length <= 16) return [];
  return [points.slice(0, points.length >> 1).join(''), points.slice(points.length >> 1).join('')];
}
