import { lstatSync, renameSync, writeFileSync } from 'node:fs';
import type { Protocol } from '../../runtime/index.js';
import type { Failure, Report, Requirement, RunEvent, Verdict } from '../engine/events.js';
import { plainExchange } from './plain-exchange.js';
import { type Weights, weightOf } from './weights.js';

/** What is written, and how points are given. */
export interface GradescopeOptions {
  /** Where results are written. */
  readonly file: string;
  /** How requirements count. */
  readonly weights: Weights;
  /** The words of the command that shows a failure again. */
  again(protocol: Protocol, failure: Failure, report: Pick<Report, 'seed' | 'runs'>): readonly string[];
}

/** A protocol as it is being judged, or as it was. */
interface Part {
  readonly protocol: Protocol;
  readonly requirements: readonly Requirement[];
  readonly seed: number;
  readonly runs: number;
  readonly verdicts: Map<string, Verdict>;
  readonly failures: Map<string, Failure>;
  summary: string | undefined;
}

/** How often the file is written while a run goes on, in milliseconds. */
const WRITE_MS = 500;

/**
 * Writes what Gradescope reads (`results.json`): a test for each requirement, scored by its weight. It is written anew
 * while the run goes on, whole each time: a grader that is ended early has what was judged by then.
 */
export class GradescopeReport {
  private readonly parts: Part[] = [];
  private written = 0;

  constructor(private readonly options: GradescopeOptions) {}

  /** @throws the system's error, when the file can't be written. */
  hear(protocol: Protocol, event: RunEvent): void {
    const part = this.parts.at(-1);
    switch (event.kind) {
      case 'start': {
        const { requirements, seed, runs } = event;
        const judged = requirements.filter(({ kind }) => kind !== 'open');
        const empty = { verdicts: new Map<string, Verdict>(), failures: new Map<string, Failure>() };
        this.parts.push({ protocol, requirements: judged, seed, runs, ...empty, summary: undefined });
        this.write();
        break;
      }
      case 'failure':
        part?.failures.set(event.failure.requirement, event.failure);
        break;
      case 'verdict':
        part?.verdicts.set(event.verdict.requirement, event.verdict);
        if (performance.now() - this.written >= WRITE_MS) this.write();
        break;
      case 'end':
        for (const verdict of event.report.verdicts) part?.verdicts.set(verdict.requirement, verdict);
        if (part !== undefined) part.summary = event.report.summary;
        this.write();
        break;
      default:
        break;
    }
  }

  private write(): void {
    const { file } = this.options;
    const text = `${JSON.stringify(this.results(), undefined, 2)}\n`;
    if (lstatSync(file, { throwIfNoEntry: false })?.isFile() === false) {
      // A device or a link is written through: nothing may take its place.
      writeFileSync(file, text);
    } else {
      // Whoever reads it meanwhile finds the one before.
      const temporary = `${file}.new`;
      writeFileSync(temporary, text);
      renameSync(temporary, file);
    }
    this.written = performance.now();
  }

  private results(): object {
    const { weights } = this.options;
    const graded = this.parts.flatMap((part, at) =>
      part.requirements
        .filter(({ id }) => part.verdicts.get(id)?.kind !== 'skipped')
        .map((requirement, nth) => ({
          part,
          requirement,
          weight: weightOf(requirement, weights),
          number: this.parts.length === 1 ? `${nth + 1}` : `${at + 1}.${nth + 1}`,
        })),
    );
    const whole = graded.reduce((sum, { weight }) => sum + weight, 0);
    const points = (weight: number): number => (whole === 0 ? 0 : (weights.points * weight) / whole);
    const earned = graded.reduce(
      (sum, { part, requirement, weight }) => sum + (isEarned(part.verdicts.get(requirement.id)) ? weight : 0),
      0,
    );
    return {
      score: rounded(points(earned)),
      output: this.parts
        .map(({ protocol, summary }) => `${protocol.model.name}: ${summary ?? 'not judged to the end'}`)
        .join('\n'),
      output_format: 'text',
      visibility: weights.visibility,
      tests: graded.map(({ part, requirement, weight, number }) => {
        const verdict = part.verdicts.get(requirement.id);
        const isPassed = isEarned(verdict);
        return {
          score: isPassed ? rounded(points(weight)) : 0,
          max_score: rounded(points(weight)),
          status: isPassed ? 'passed' : 'failed',
          name: requirement.id,
          number,
          output: this.outputOf(part, requirement, verdict),
          output_format: 'text',
          tags: [requirement.level, verdict?.kind ?? 'not judged'],
          visibility: weights.visibility,
        };
      }),
    };
  }

  private outputOf(part: Part, { id, text }: Requirement, verdict: Verdict | undefined): string {
    const failure = part.failures.get(id);
    if (failure !== undefined) {
      const { seed, runs, protocol } = part;
      const number = [...part.failures.keys()].indexOf(id) + 1;
      return plainExchange(part, failure, {
        number,
        seed,
        again: this.options.again(protocol, failure, { seed, runs }),
      });
    }
    if (verdict === undefined) return `not judged yet\n\n${text}`;
    return verdict.kind === 'pass' ? text : `${verdict.kind}: ${verdict.reason ?? ''}\n\n${text}`;
  }
}

/** A broken SHOULD earns nothing, what a MAY comes to is nobody's fault. */
function isEarned(verdict: Verdict | undefined): boolean {
  return verdict?.kind === 'pass' || verdict?.kind === 'info';
}

function rounded(points: number): number {
  return Math.round(points * 100) / 100;
}
