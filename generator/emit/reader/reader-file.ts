import type { Matcher } from '../../rules/matcher.js';
import type { EmittedFile } from '../file.js';
import { pascalCase } from '../names.js';
import { FunctionsFile } from './functions-file.js';
import { partFunction } from './part-functions.js';
import type { RulesByName, Step } from './step.js';

/** A file that reads texts by rules, which stand in it as functions. */
export class ReaderFile extends FunctionsFile {
  /** Where the runs stand that are read alike everywhere. */
  readonly runs: FunctionsFile;
  private readonly numbers = new Map<object, number>();
  private readonly stepNames = new Map<Step, string>();

  constructor(
    file: EmittedFile,
    runtimeModule: string,
    readonly rules: RulesByName,
    runs: FunctionsFile | undefined,
  ) {
    super(file, runtimeModule);
    this.runs = runs ?? this;
  }

  /** A function of the runs' file, by its name here. */
  fromRuns(name: string): string {
    return this.runs === this ? name : this.file.value(name, './runs.js');
  }

  /** A function `(text, from) => end` for anything that binds no fields; -1: it does not stand there. */
  part(matcher: Matcher, wanted: string): string {
    return partFunction(this, matcher, pascalCase(wanted), undefined);
  }

  /** A number for each object: functions for objects that are too large to be told apart by what they say. */
  numberOf(object: object): number {
    const number = this.numbers.get(object) ?? this.numbers.size;
    this.numbers.set(object, number);
    return number;
  }

  /** Says what a step is called in the spec. */
  name(step: Step, name: string): void {
    this.stepNames.set(step, name);
  }

  nameFor(step: Step): string | undefined {
    return this.stepNames.get(step);
  }
}
