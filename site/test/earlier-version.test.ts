import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tinySpec } from '../../cli/test/tiny-spec.js';
import { WrongUse } from '../../cli/wrong-use.js';
import { checkSpec } from '../../generator/generate.js';
import { type SinceEarlier, sinceEarlier } from '../earlier-version.js';

const FILE = 'spec/tiny.parley';

describe('the earlier version that a spec is compared with', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'parley-earlier-'));
    mkdirSync(join(root, 'spec'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function git(...words: readonly string[]): string {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
    return execFileSync('git', [...who, ...words], { cwd: root, encoding: 'utf8' }).trim();
  }

  /** Writes a version of the spec and commits it; returns the commit's short hash. */
  function commit(text: string, tag?: string): string {
    writeFileSync(join(root, FILE), text);
    git('add', '.');
    git('commit', '-qm', 'a version', '--allow-empty');
    if (tag !== undefined) git('tag', tag);
    return git('rev-parse', '--short', 'HEAD');
  }

  /** What the page of a spec that now stands so would say. */
  function since(text: string, asked?: string): SinceEarlier {
    writeFileSync(join(root, FILE), text);
    const spec = checkSpec({ file: FILE, text });
    if (spec.sound === undefined) throw new Error('the spec has errors');
    return sinceEarlier(root, spec, spec.sound.model, asked);
  }

  const today = new Date().toISOString().slice(0, 4);
  const named = (name: string) => ({ name, date: expect.stringContaining(today.slice(0, 2)) });

  it('is the last commit in which it said something else: neither layout nor comments are that', () => {
    git('init', '-q');
    commit(tinySpec('why'));
    const other = commit(tinySpec('what'));
    commit(tinySpec('ask'));
    commit(`// looked through\n${tinySpec('ask')}`);
    const found = since(tinySpec('ask'));
    expect(found).toMatchObject({ kind: 'changed', since: named(other) });
    const messages = found.kind === 'changed' ? found.changes.map(({ message }) => message) : [];
    expect(messages).toContain('in the state `Open`, "what" was `Ask` and is no message');
  });

  it('is the last commit where the spec is being edited', () => {
    git('init', '-q');
    const last = commit(tinySpec('ask'));
    expect(since(tinySpec('how'))).toMatchObject({ kind: 'changed', since: named(last) });
  });

  it('is rather a release than a commit', () => {
    git('init', '-q');
    commit(tinySpec('why'), 'v1');
    commit(tinySpec('what'));
    commit(tinySpec('ask'), 'v2');
    expect(since(tinySpec('ask'))).toMatchObject({ kind: 'changed', since: named('v1') });
    expect(since(tinySpec('how'))).toMatchObject({ kind: 'changed', since: named('v2') });
  });

  it('is the one that is asked for, by any name that git has for it', () => {
    git('init', '-q');
    commit(tinySpec('why'));
    commit(tinySpec('what'));
    commit(tinySpec('ask'));
    expect(since(tinySpec('ask'), 'HEAD~2')).toMatchObject({ kind: 'changed', since: named('HEAD~2') });
    expect(since(tinySpec('ask'), 'HEAD')).toMatchObject({ kind: 'same', since: named('HEAD') });
  });

  it('may not have had it yet, or in a form that is read no more', () => {
    git('init', '-q');
    writeFileSync(join(root, 'other'), 'x');
    git('add', '.');
    git('commit', '-qm', 'before the spec');
    commit('protocol tiny\nstates { }\n');
    commit(tinySpec('ask'));
    expect(since(tinySpec('ask'), 'HEAD~2')).toMatchObject({ kind: 'new' });
    expect(since(tinySpec('ask'), 'HEAD~1')).toMatchObject({
      kind: 'unreadable',
      why: expect.stringMatching(/^P\d+: /),
    });
    expect(since(tinySpec('ask'))).toMatchObject({ kind: 'never', versions: 1, unreadable: 1 });
  });

  it('is none where nothing else was ever said, or there is no repository', () => {
    expect(since(tinySpec('ask'))).toEqual({ kind: 'no-repository' });
    git('init', '-q');
    expect(since(tinySpec('ask'))).toEqual({ kind: 'no-repository' });
    const first = commit(tinySpec('ask'));
    expect(since(tinySpec('ask'))).toMatchObject({ kind: 'never', versions: 1, oldest: named(first) });
    expect(() => since(tinySpec('ask'), 'nowhere')).toThrow(new WrongUse('git knows no revision nowhere'));
    // What looks like an option is none.
    expect(() => since(tinySpec('ask'), '--all')).toThrow(WrongUse);
  });
});
