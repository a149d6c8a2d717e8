import type { Action, PayloadPart, Scenario, Step } from '../scenario/scenario.js';

/** A scenario with its keys in one order, whoever made it. */
export function jsonScenario(scenario: Scenario): Scenario {
  return { clients: [...scenario.clients], steps: scenario.steps.map(jsonStep) };
}

function jsonStep(step: Step): Step {
  if (step.kind === 'block') return { kind: 'block', lanes: step.lanes.map((lane) => lane.map(jsonAction)) };
  return { kind: 'act', action: jsonAction(step.action), ...(step.ending === true ? { ending: true } : {}) };
}

function jsonAction(action: Action): Action {
  const { kind, client } = action;
  if (kind === 'write') return { kind, client, writes: action.writes.map((payload) => payload.map(jsonPart)) };
  if (kind === 'fill') return { kind, client, before: action.before.map(jsonPart), after: action.after.map(jsonPart) };
  if (kind === 'rest') return { kind, client, ms: action.ms };
  return { kind, client };
}

function jsonPart(part: PayloadPart): PayloadPart {
  if ('text' in part) return { text: part.text };
  if ('hex' in part) return { hex: part.hex };
  return { fresh: part.fresh, in: [...part.in], ...(part.as === undefined ? {} : { as: part.as }) };
}
