import { execFileSync } from 'node:child_process';
import { textAt } from '../cli/spec-at.js';
import { WrongUse } from '../cli/wrong-use.js';
import type { Change } from '../generator/diff/change.js';
import { diffModels } from '../generator/diff/diff.js';
import { type CheckedSpec, checkSpec } from '../generator/generate.js';
import type { Model } from '../runtime/index.js';

/** A revision of the repository. */
export interface Revision {
  /** As people name it: a tag, what was asked for, or the first digits of its hash. */
  readonly name: string;
  /** The day of its commit. */
  readonly date: string;
}

/** What has changed since another version of a spec, or why that can't be said. */
export type SinceEarlier =
  | { readonly kind: 'changed'; readonly since: Revision; readonly changes: readonly Change[] }
  /** The revision that was asked for says the same. */
  | { readonly kind: 'same'; readonly since: Revision }
  /** The revision that was asked for does not have it. */
  | { readonly kind: 'new'; readonly since: Revision }
  /** The revision that was asked for has it in a form that can't be read today; why not. */
  | { readonly kind: 'unreadable'; readonly since: Revision; readonly why: string }
  /** None was asked for, and none says anything else: how many say the same, how many can't be read, and the oldest of them. */
  | {
      readonly kind: 'never';
      readonly versions: number;
      readonly unreadable: number;
      readonly oldest: Revision | undefined;
    }
  /** The sources are in no repository. */
  | { readonly kind: 'no-repository' };

/** More versions of a spec than this are not looked through for one that says something else. */
const MOST_VERSIONS = 8;

/**
 * Compares a spec with another version of it, as `parley diff` does.
 * @param asked - a revision; without it the last release, or else the last commit, in which the spec said something else.
 * @throws WrongUse when git does not know the revision that is asked for.
 */
export function sinceEarlier(root: string, spec: CheckedSpec, model: Model, asked: string | undefined): SinceEarlier {
  if (asked !== undefined) return sinceAsked(root, spec, model, asked);
  const revisions = candidates(root, spec.file);
  if (revisions === undefined) return { kind: 'no-repository' };
  const known = new Set([spec.text]);
  let unreadable = 0;
  let oldest: Revision | undefined;
  for (const revision of revisions) {
    const text = textIn(root, revision, spec.file);
    if (text === undefined) continue;
    oldest = revision;
    if (known.has(text)) continue;
    if (known.size > MOST_VERSIONS) break;
    known.add(text);
    const before = checkSpec({ file: spec.file, text }).sound?.model;
    if (before === undefined) {
      unreadable += 1;
      continue;
    }
    const changes = diffModels(before, model);
    if (changes.length > 0) return { kind: 'changed', since: revision, changes };
  }
  return { kind: 'never', versions: known.size - unreadable, unreadable, oldest };
}

function sinceAsked(root: string, spec: CheckedSpec, model: Model, asked: string): SinceEarlier {
  const since = revisionOf(root, asked);
  const text = textIn(root, since, spec.file);
  if (text === undefined) return { kind: 'new', since };
  const before = checkSpec({ file: spec.file, text });
  if (before.sound === undefined) {
    const error = before.diagnostics.find(({ severity }) => severity === 'error');
    return {
      kind: 'unreadable',
      since,
      why: error === undefined ? 'it has errors' : `${error.code}: ${error.message}`,
    };
  }
  const changes = diffModels(before.sound.model, model);
  return changes.length === 0 ? { kind: 'same', since } : { kind: 'changed', since, changes };
}

/**
 * A revision by any name that git knows.
 * @throws WrongUse where it knows none.
 */
export function revisionOf(root: string, name: string): Revision {
  const [line] = git(root, ['log', '-1', '--format=%cs', '--end-of-options', name, '--']) ?? [];
  if (line === undefined) throw new WrongUse(`git knows no revision ${name}`);
  return { name, date: line };
}

/** Releases first, then the commits that changed the file, both from the newest on. Undefined: there is no repository. */
function candidates(root: string, file: string): readonly Revision[] | undefined {
  const tags = git(root, [
    'tag',
    '--merged',
    'HEAD',
    '--sort=-version:refname',
    '--sort=-creatordate',
    '--format=%(refname:short) %(creatordate:short)',
  ]);
  const commits = git(root, ['log', '--format=%h %cs', '--', file]);
  if (tags === undefined || commits === undefined) return undefined;
  return [...tags, ...commits].map((line) => {
    const at = line.lastIndexOf(' ');
    return { name: line.slice(0, at), date: line.slice(at + 1) };
  });
}

function textIn(root: string, { name }: Revision, file: string): string | undefined {
  try {
    return textAt(`${name}:./${file}`, root);
  } catch (error) {
    if (error instanceof WrongUse) return undefined;
    throw error;
  }
}

/** The lines of an answer of git's; undefined: it has none, as outside of a repository. */
function git(cwd: string, words: readonly string[]): readonly string[] | undefined {
  try {
    const said = execFileSync('git', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return said.split('\n').filter((line) => line !== '');
  } catch (error) {
    // It is not installed, this is no repository, or it has no commit yet: all the same here.
    if (error instanceof Error && ('status' in error || 'code' in error)) return undefined;
    throw error;
  }
}
