import type { Failure } from '../../engine/events.js';
import type { FinishedRun } from '../run.js';
import type { Activity } from './activity.js';

/** A run as its page shows it. */
export interface HtmlRun extends FinishedRun {
  /** What was heard of it while it went on. */
  readonly activity: Activity;
  /** The spec's text, where it could be read. */
  readonly spec?: string | undefined;
  /** The command that repeats it, in words. */
  readonly command: readonly string[];
  /** The command that shows a failure again. */
  again(failure: Failure): readonly string[];
  /** The command that runs a failure's program, where there is one. */
  script(failure: Failure): readonly string[] | undefined;
}
