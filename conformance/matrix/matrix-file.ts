/** An implementation as a matrix file lists it. */
export interface Implementation {
  readonly name: string;
  /** Where its section begins. */
  readonly line: number;
  readonly protocol: string;
  readonly address?: string;
  readonly spawn?: string;
  /** Seconds. */
  readonly timeout?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** All that is wrong with a matrix file, a line each: `FILE:LINE: what`. */
export class MatrixFileError extends Error {
  override readonly name = 'MatrixFileError';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

const KEYS = ['protocol', 'address', 'spawn', 'timeout'] as const;
type Key = (typeof KEYS)[number];
type Values = { [K in Key]?: string } & { env: Record<string, string> };

interface Section extends Values {
  readonly name: string;
  readonly line: number;
}

/** More implementations than this are a mistake. */
const MOST = 200;

/**
 * Reads the list of implementations: `[NAME]` begins one, `KEY = VALUE` says something of it. What stands before the first
 * holds for all of them. `#` begins a comment where a line begins with it.
 * @throws MatrixFileError
 */
export function parseMatrixFile(text: string, file: string): readonly Implementation[] {
  const faults: string[] = [];
  const wrong = (line: number, what: string): void => {
    faults.push(`${file}:${line}: ${what}`);
  };
  const common: Values = { env: {} };
  const sections: Section[] = [];
  text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((raw, at) => {
      const content = raw.trim();
      if (content === '' || content.startsWith('#')) return;
      const name = /^\[(.*)\]$/.exec(content)?.[1]?.trim();
      if (name !== undefined) {
        if (name === '') wrong(at + 1, 'an implementation needs a name between the brackets');
        const before = sections.find((one) => one.name === name);
        if (before !== undefined) wrong(at + 1, `there is a [${name}] already, at line ${before.line}`);
        sections.push({ name, line: at + 1, env: {} });
        return;
      }
      const fault = takeEntry(content, sections.at(-1) ?? common);
      if (fault !== undefined) wrong(at + 1, fault);
    });
  if (sections.length === 0) wrong(1, 'no implementation is listed: each begins with its name in brackets, [NAME]');
  if (sections.length > MOST) wrong(sections[MOST]?.line ?? 1, `more than ${MOST} implementations are listed`);
  const implementations = sections.flatMap((section) => {
    const found = completed(section, common, (what) => wrong(section.line, `[${section.name}] ${what}`));
    return found === undefined ? [] : [found];
  });
  if (faults.length > 0) throw new MatrixFileError(faults);
  return implementations;
}

/** Says what is wrong with it, if something is. */
function takeEntry(content: string, into: Values): string | undefined {
  const entry = /^([^\s=]+)\s*=\s*(.*)$/.exec(content);
  if (entry === null) return `neither [NAME] nor KEY = VALUE: ${JSON.stringify(content.slice(0, 60))}`;
  const [, key = '', value = ''] = entry;
  const variable = /^env\.([A-Za-z_]\w*)$/.exec(key)?.[1];
  if (variable !== undefined) {
    if (Object.hasOwn(into.env, variable)) return `${key} is given twice`;
    into.env[variable] = value;
    return undefined;
  }
  const known = KEYS.find((one) => one === key);
  if (known === undefined) return `there is no key ${key}; known are ${KEYS.join(', ')} and env.NAME`;
  if (value === '') return `${key} has no value`;
  if (into[known] !== undefined) return `${key} is given twice`;
  into[known] = value;
  return undefined;
}

function completed(section: Section, common: Values, wrong: (what: string) => void): Implementation | undefined {
  const protocol = section.protocol ?? common.protocol;
  const timeout = section.timeout ?? common.timeout;
  // Where it is can't be half an implementation's own and half of all.
  const own = section.address !== undefined || section.spawn !== undefined;
  const { address, spawn } = own ? section : common;
  if (protocol === undefined) wrong('has no protocol');
  if (address === undefined && spawn === undefined) wrong('has neither an address nor a command to spawn');
  if (protocol === undefined || (address === undefined && spawn === undefined)) return undefined;
  return {
    name: section.name,
    line: section.line,
    protocol,
    ...(address === undefined ? {} : { address }),
    ...(spawn === undefined ? {} : { spawn }),
    ...(timeout === undefined ? {} : { timeout }),
    env: { ...common.env, ...section.env },
  };
}
