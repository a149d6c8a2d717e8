import type { Code } from '../code.js';
import type { EmittedFile } from '../file.js';
import { constantCase } from '../names.js';

/** What the functions of a file share: each constant and function once, by what it does, under a name of its own. */
export class FunctionsFile {
  private readonly names = new Map<string, string>();
  private readonly declarations: string[] = [];
  private readonly functions: Code[] = [];

  constructor(
    protected readonly file: EmittedFile,
    private readonly runtimeModule: string,
  ) {}

  runtime(name: string): string {
    return this.file.value(name, this.runtimeModule);
  }

  runtimeType(name: string): string {
    return this.file.type(name, this.runtimeModule);
  }

  type(name: string, from: string): string {
    return this.file.type(name, from);
  }

  /** What only says a type. */
  typed(text: string): string {
    return this.file.typed(text);
  }

  /** The function that does what `key` says, written once. */
  functionFor(key: string, wanted: string, write: (name: string) => Code): string {
    return this.once(key, wanted, (name) => this.functions.push(write(name)));
  }

  /** The constant that holds what `key` says. */
  constantFor(key: string, wanted: string, write: (name: string) => string): string {
    return this.declarationFor(key, constantCase(wanted), write);
  }

  /** The constant or type that is what `key` says, written once, above all functions. */
  declarationFor(key: string, wanted: string, write: (name: string) => string): string {
    return this.once(key, wanted, (name) => this.declarations.push(write(name)));
  }

  /** Writes all that was asked for. */
  emit(): void {
    for (const text of this.declarations) this.file.line(text).line();
    for (const code of this.functions) this.file.line(code.toString()).line();
  }

  private once(key: string, wanted: string, write: (name: string) => void): string {
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const name = this.file.claim(wanted);
    this.names.set(key, name);
    write(name);
    return name;
  }
}
