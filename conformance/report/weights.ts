import { readFileSync } from 'node:fs';
import type { Requirement } from '../engine/events.js';
import { matches } from '../engine/selection.js';

/** How requirements count against each other where points are given for them. */
export interface Weights {
  /** What a server gets that breaks nothing. */
  readonly points: number;
  /** What a requirement of each level weighs. */
  readonly levels: Readonly<Record<Requirement['level'], number>>;
  /** By pattern of ids, as for `--only`; the last that matches counts. */
  readonly weights: Readonly<Record<string, number>>;
  /** When students see it (Gradescope). */
  readonly visibility: Visibility;
}

const VISIBILITIES = ['visible', 'hidden', 'after_due_date', 'after_published'] as const;
/** When students see a result (Gradescope). */
export type Visibility = (typeof VISIBILITIES)[number];

/** 100 points; a SHOULD weighs half of a MUST, a MAY nothing. */
export const DEFAULT_WEIGHTS: Weights = {
  points: 100,
  levels: { must: 1, should: 0.5, may: 0 },
  weights: {},
  visibility: 'visible',
};

/** A file of weights was refused. */
export class WeightsError extends Error {
  override readonly name = 'WeightsError';
}

/**
 * Reads weights; what is not said is as in `DEFAULT_WEIGHTS`.
 * @throws WeightsError
 */
export function readWeights(path: string): Weights {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new WeightsError(`it can't be read: ${(error as Error).message.replace(/\s+/g, ' ')}`, { cause: error });
  }
  const { points, levels, weights, visibility, ...others } = objectOf(value, 'it');
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw new WeightsError(`${unknown} means nothing here; known are points, levels, weights, visibility`);
  return {
    points: points === undefined ? DEFAULT_WEIGHTS.points : amountOf(points, 'points'),
    levels: { ...DEFAULT_WEIGHTS.levels, ...levelsOf(levels) },
    weights: amountsOf(weights, 'weights'),
    visibility: visibilityOf(visibility),
  };
}

/** What a requirement weighs. */
export function weightOf({ id, level }: Requirement, { levels, weights }: Weights): number {
  const own = Object.entries(weights).findLast(([pattern]) => matches(pattern, id));
  return own?.[1] ?? levels[level];
}

function levelsOf(value: unknown): Partial<Weights['levels']> {
  const amounts = amountsOf(value, 'levels');
  const unknown = Object.keys(amounts).find((level) => !Object.hasOwn(DEFAULT_WEIGHTS.levels, level));
  if (unknown !== undefined) throw new WeightsError(`levels.${unknown} is no level: those are must, should, may`);
  return amounts;
}

function amountsOf(value: unknown, path: string): Readonly<Record<string, number>> {
  if (value === undefined) return {};
  return Object.fromEntries(
    Object.entries(objectOf(value, path)).map(([name, amount]) => [name, amountOf(amount, `${path}.${name}`)]),
  );
}

function objectOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new WeightsError(`${path} must be an object`);
}

function amountOf(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new WeightsError(`${path} must be a number from 0 on, and not ${JSON.stringify(value)}`);
}

function visibilityOf(value: unknown): Visibility {
  if (value === undefined) return DEFAULT_WEIGHTS.visibility;
  const found = VISIBILITIES.find((one) => one === value);
  if (found === undefined)
    throw new WeightsError(`visibility must be ${VISIBILITIES.join(', ')}, and not ${JSON.stringify(value)}`);
  return found;
}
