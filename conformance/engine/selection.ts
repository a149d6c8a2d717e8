import type { Requirement } from './events.js';

/** What of all that could be judged is asked for. */
export interface Selection {
  /** Patterns of ids of requirements and of cases; none: all of them. */
  readonly only?: readonly string[];
  /** Patterns of what is left out. */
  readonly skip?: readonly string[];
  /** `should`: MUST and SHOULD. Default: all levels. */
  readonly level?: Requirement['level'];
}

const LEVELS: readonly Requirement['level'][] = ['must', 'should', 'may'];

/** The options of `parley conform` that ask for it. */
export function selectionWords({ only = [], skip = [], level }: Selection): readonly string[] {
  return [
    ...only.flatMap((pattern) => ['--only', pattern]),
    ...skip.flatMap((pattern) => ['--skip', pattern]),
    ...(level === undefined ? [] : ['--level', level]),
  ];
}

/** A pattern as it is matched: `*` stands for any text, `?` for one character; an id under a matching one matches too. */
export function matches(pattern: string, id: string): boolean {
  const expression = Array.from(pattern.replace(/\/$/, ''), (character) =>
    character === '*' ? '.*' : character === '?' ? '.' : character.replace(/[\\^$.|+()[\]{}/]/g, '\\$&'),
  ).join('');
  return new RegExp(`^(?:${expression})(?:/.*)?$`, 'su').test(id);
}

/** The selection, for one protocol's requirements and cases. */
export class Selected {
  private readonly onlyRequirements: ReadonlySet<string> | undefined;
  private readonly onlyCases: readonly string[] | undefined;
  private readonly judged: ReadonlySet<string>;
  /** Whether every case may run: nothing was asked for that speaks of cases, or of some requirements only. */
  readonly isAll: boolean;

  constructor(
    private readonly selection: Selection,
    requirements: readonly Requirement[],
  ) {
    const { only = [], skip = [], level = 'may' } = selection;
    const named = (patterns: readonly string[]): readonly string[] =>
      requirements.map(({ id }) => id).filter((id) => patterns.some((pattern) => matches(pattern, id)));
    const ofRequirements = only.filter((pattern) => named([pattern]).length > 0);
    const ofCases = only.filter((pattern) => named([pattern]).length === 0);
    this.onlyRequirements = ofRequirements.length === 0 ? undefined : new Set(named(ofRequirements));
    this.onlyCases = ofCases.length === 0 ? undefined : ofCases;
    const skipped = new Set(named(skip));
    const levels = LEVELS.slice(0, LEVELS.indexOf(level) + 1);
    this.judged = new Set(
      requirements
        .filter(
          ({ id, level: own }) => this.onlyRequirements?.has(id) !== false && !skipped.has(id) && levels.includes(own),
        )
        .map(({ id }) => id),
    );
    this.isAll = only.length === 0 && skip.length === 0;
  }

  /** Whether a requirement is judged. */
  judges = (requirement: string): boolean => this.judged.has(requirement);

  /** Whether a case is run; `ids`: what it can come to. */
  runs(id: string, ids: () => ReadonlySet<string>): boolean {
    if (this.isAll) return true;
    const { skip = [] } = this.selection;
    if (skip.some((pattern) => matches(pattern, id))) return false;
    if (this.onlyCases !== undefined) return this.onlyCases.some((pattern) => matches(pattern, id));
    if (this.onlyRequirements === undefined) return true;
    const { onlyRequirements } = this;
    return [...ids()].some((one) => onlyRequirements.has(one));
  }
}
