import { Code } from './code.js';
import { docLines } from './doc-comment.js';
import { WIDTH } from './literal.js';
import { uniqueNames } from './names.js';

/** Where an emitted file comes from: what its header says. */
export interface Origin {
  /** The spec's path, relative to the folder that the generator was started for. */
  readonly spec: string;
  /** The SHA-256 of its bytes, in hex. */
  readonly sha256: string;
}

/** The first line of every emitted file; `generate` removes nothing that does not begin with it. */
export const MADE_BY = 'Made by `parley generate`; do not edit.';

/** The three header lines, without comment marks. */
function header(from: Origin | string): readonly string[] {
  const origin = typeof from === 'string' ? from : `${from.spec} (sha256 ${from.sha256})`;
  return [MADE_BY, `From ${origin}.`, 'To make it again: npx parley generate'];
}

interface Import {
  readonly from: string;
  readonly name: string;
  readonly local: string;
  typeOnly: boolean;
}

/**
 * What a file is written as: TypeScript; or the body of a function `(modules) => exported` in JavaScript, for code that is
 * run at once. Taking types away from code that has them would be most of what a spec takes that is only looked at.
 */
export type Target = 'module' | 'function';

/**
 * One emitted file on its way: it owns the header, the imports and the indentation, so that an emitter only says what
 * stands in it.
 */
export class EmittedFile extends Code {
  private readonly imports: Import[] = [];
  private readonly unique: (wanted: string) => string;
  private readonly exported: string[] = [];

  constructor(
    private readonly from: Origin | string,
    /** What the file is, for the comment below its header. */
    private readonly about: string,
    /** Names that the file declares, or uses as the platform means them: an import of such a name gets another here. */
    reserved: readonly string[] = [],
    private readonly target: Target = 'module',
  ) {
    super();
    this.unique = uniqueNames(new Set(reserved));
  }

  /** Imports a value and returns its name here. */
  value(name: string, from: string): string {
    return this.import(name, from, false);
  }

  /** Imports a type and returns its name here. */
  type(name: string, from: string): string {
    return this.import(name, from, true);
  }

  /** What only says a type. */
  typed(text: string): string {
    return this.target === 'module' ? text : '';
  }

  /** What stands in front of the declaration of something that the file exports. */
  exporting(name: string): string {
    this.exported.push(name);
    return this.typed('export ');
  }

  /** A name that nothing else has in this file. */
  claim(wanted: string): string {
    return this.unique(wanted);
  }

  override toString(): string {
    if (this.target === 'function') {
      const returned = `return { ${this.exported.join(', ')} };`;
      return [...this.destructuringLines(), ...this.lines, returned].join('\n');
    }
    const head = header(this.from).map((line) => `// ${line}`);
    const imports = this.importLines();
    const about = docLines(`${this.about}\n\n@module`, WIDTH);
    const parts = [head, about, ...(imports.length > 0 ? [imports] : []), this.lines];
    return `${parts.map((part) => part.join('\n').trimEnd()).join('\n\n')}\n`;
  }

  private import(name: string, from: string, typeOnly: boolean): string {
    const known = this.imports.find((one) => one.name === name && one.from === from);
    if (known !== undefined) {
      known.typeOnly &&= typeOnly;
      return known.local;
    }
    const local = this.claim(name);
    this.imports.push({ from, name, local, typeOnly });
    return local;
  }

  private destructuringLines(): string[] {
    const values = this.imports.filter(({ typeOnly }) => !typeOnly);
    return values.map(({ from, name, local }) => `const { ${name}: ${local} } = modules['${from}'];`);
  }

  /** Packages before neighbours, each group by name; a module from which only types come is imported as types. */
  private importLines(): string[] {
    const modules = [...new Set(this.imports.map(({ from }) => from))].sort(byPlace);
    return modules.flatMap((from) => {
      const here = this.imports.filter((one) => one.from === from).sort((a, b) => compare(a.name, b.name));
      const typesOnly = here.every(({ typeOnly }) => typeOnly);
      const names = here.map(({ name, local, typeOnly }) => {
        const renamed = local === name ? name : `${name} as ${local}`;
        return typeOnly && !typesOnly ? `type ${renamed}` : renamed;
      });
      const start = typesOnly ? 'import type' : 'import';
      const line = `${start} { ${names.join(', ')} } from '${from}';`;
      if (line.length <= WIDTH) return [line];
      return [`${start} {`, ...names.map((name) => `  ${name},`), `} from '${from}';`];
    });
  }
}

function byPlace(a: string, b: string): number {
  return Number(a.startsWith('.')) - Number(b.startsWith('.')) || compare(a, b);
}

/** By letters first; capitals before small ones only where nothing else differs. */
function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
