import type { Matcher } from '../../rules/matcher.js';
import type { Code } from '../code.js';
import type { EmittedFile } from '../file.js';
import { constantCase, pascalCase } from '../names.js';
import { partFunction } from './part-functions.js';
import type { RulesByName, Step } from './step.js';

/** What the functions of a reader share: each constant and function once, by what it does, under a name of its own. */
export class ReaderFile {
  private readonly names = new Map<string, string>();
  private readonly taken = new Set<string>();
  private readonly declarations: string[] = [];
  private readonly functions: Code[] = [];
  private readonly numbers = new Map<object, number>();
  private readonly stepNames = new Map<Step, string>();

  constructor(
    private readonly file: EmittedFile,
    private readonly runtimeModule: string,
    readonly rules: RulesByName,
    reserved: Iterable<string>,
  ) {
    for (const name of reserved) this.taken.add(name);
  }

  runtime(name: string): string {
    return this.file.value(name, this.runtimeModule);
  }

  type(name: string, from: string): string {
    return this.file.type(name, from);
  }

  runtimeType(name: string): string {
    return this.file.type(name, this.runtimeModule);
  }

  /** The function that does what `key` says, written once. */
  functionFor(key: string, wanted: string, write: (name: string) => Code): string {
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const name = this.claim(wanted);
    this.names.set(key, name);
    this.functions.push(write(name));
    return name;
  }

  /** The constant that holds what `key` says. */
  constantFor(key: string, wanted: string, write: (name: string) => string): string {
    return this.declarationFor(key, constantCase(wanted), write);
  }

  /** The constant or type that is what `key` says, written once, above all functions. */
  declarationFor(key: string, wanted: string, write: (name: string) => string): string {
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const name = this.claim(wanted);
    this.names.set(key, name);
    this.declarations.push(write(name));
    return name;
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

  /** Writes all that was asked for. */
  emit(): void {
    for (const text of this.declarations) this.file.line(text).line();
    for (const code of this.functions) this.file.line(code.toString()).line();
  }

  private claim(wanted: string): string {
    let name = wanted;
    for (let suffix = 2; this.taken.has(name); suffix++) name = `${wanted}${suffix}`;
    this.taken.add(name);
    return name;
  }
}
