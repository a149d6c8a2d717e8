import type { Model } from '../../runtime/model.js';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.js';
import { checkAlternatives } from './checks/alternatives.js';
import { checkArguments } from './checks/arguments.js';
import { checkClientKnowledge } from './checks/client-knowledge.js';
import { checkCoveredFrames } from './checks/covered-frames.js';
import { checkForgeable } from './checks/forgeable.js';
import { checkKeywords } from './checks/keywords.js';
import { checkLimits } from './checks/limits.js';
import { checkLineEnds } from './checks/line-ends.js';
import { checkLowering } from './checks/lowering.js';
import { checkNeverRead } from './checks/never-read.js';
import { checkNoTexts } from './checks/no-texts.js';
import { checkOneReading } from './checks/one-reading.js';
import { checkPromises } from './checks/promises.js';
import { checkUnique } from './checks/unique.js';
import { checkWritable } from './checks/writable.js';
import { checkWrittenBack } from './checks/written-back.js';
import { type Check, Subject } from './subject.js';

/** All checks, in order. A new one is a file and a line here. */
const CHECKS: readonly Check[] = [
  checkNoTexts,
  checkOneReading,
  checkWritable,
  checkLineEnds,
  checkNeverRead,
  checkCoveredFrames,
  checkLowering,
  checkAlternatives,
  checkKeywords,
  checkArguments,
  checkForgeable,
  checkPromises,
  checkUnique,
  checkClientKnowledge,
  checkLimits,
  checkWrittenBack,
];

/** Proves what a model promises about its texts, or says what breaks it, with a shortest witness. */
export function analyse(model: Model): readonly Diagnostic[] {
  const subject = new Subject(model);
  return sortDiagnostics(CHECKS.flatMap((check) => [...check(subject)]));
}
