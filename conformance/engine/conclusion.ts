import type { ExitStatus, Failure } from './events.js';
import type { Halt } from './halt.js';

/** What the status of a run follows from. */
export interface Findings {
  readonly halt: Halt | undefined;
  readonly failures: readonly Failure[];
  /** Entries of the list of known failures that no longer hold. */
  readonly stale: number;
  /** Something that was asked for could not be decided. */
  readonly doubtful: boolean;
  /** Something that was asked for could not be come to. */
  readonly blocked: boolean;
}

/** The status of a run, and one sentence that says why. */
export function concluded({ halt, failures, stale, doubtful, blocked }: Findings): {
  status: ExitStatus;
  summary: string;
} {
  const broken = failures.filter(({ level, known }) => level === 'must' && known === undefined).length;
  const reasons = [
    ...(broken === 0 ? [] : [`${broken} ${broken === 1 ? 'requirement is' : 'requirements are'} broken`]),
    ...(stale === 0 ? [] : [`${stale} known ${stale === 1 ? 'failure' : 'failures'} no longer as listed`]),
  ];
  if (reasons.length > 0) return { status: 1, summary: reasons.join(', ') };
  if (halt !== undefined) {
    const status = halt.kind === 'unreachable' && halt.notRun === true ? 2 : 3;
    return { status, summary: `not judged to the end: ${halt.reason}` };
  }
  if (doubtful) return { status: 3, summary: 'nothing is broken for certain, but not everything could be judged' };
  if (blocked)
    return { status: 3, summary: 'what was asked for could not be come to: cases stop at what was not asked for' };
  const known = failures.filter((failure) => failure.known !== undefined).length;
  if (known > 0)
    return { status: 0, summary: `conformant, but for ${known} known ${known === 1 ? 'failure' : 'failures'}` };
  return { status: 0, summary: 'conformant' };
}
