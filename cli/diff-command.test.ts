import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diffCommand } from './diff-command.js';
import { packageRoot } from './package-paths.js';
import { tinySpec } from './test/tiny-spec.js';

describe('parley diff', () => {
  let cwd: string;

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'parley-diff-'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd });
    git('init', '-q');
    writeFileSync(join(cwd, 'tiny.parley'), tinySpec('ask'));
    git('add', '.');
    git('commit', '-qm', 'one');
    writeFileSync(join(cwd, 'tiny.parley'), tinySpec('what'));
  });

  afterEach(() => rmSync(cwd, { recursive: true }));

  const diff = (old: string, now: string, json = false) => {
    let out = '';
    const status = diffCommand({ old, new: now, json, cwd }, { stdout: { write: (text) => (out += text) } });
    return { status, out };
  };

  it('compares a file with a revision of git', () => {
    expect(diff('HEAD:tiny.parley', 'tiny.parley')).toEqual({
      status: 1,
      out: [
        'HEAD:tiny.parley → tiny.parley',
        '',
        'WIRE    bytes mean something else, or something else follows',
        '  ! in the state `Open`, "ask" was `Ask` and is no message',
        '  + in the state `Open`, "what" was no message and is `Ask`',
        '',
        '1 incompatible (!), 1 compatible (+)',
        '',
      ].join('\n'),
    });
  });

  it('says nothing is different, and succeeds', () => {
    expect(diff('HEAD:tiny.parley', 'HEAD:./tiny.parley')).toEqual({
      status: 0,
      out: 'HEAD:tiny.parley and HEAD:./tiny.parley say the same.\n',
    });
  });

  it('writes JSON', () => {
    const { out } = diff('HEAD:tiny.parley', 'tiny.parley', true);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'parley-diff',
      version: 1,
      compatible: false,
      old: { file: 'HEAD:tiny.parley', protocol: 'tiny' },
      changes: [
        {
          level: 'wire',
          kind: 'input-read-differently',
          compatible: false,
          witness: 'ask',
          old: 'Ask',
          new: 'unrecognized',
        },
        { compatible: true, witness: 'what' },
      ],
    });
  });

  it('finds that `\\w` was talk, and is a private message now', () => {
    const { status, out } = diff(
      join(packageRoot, 'spec/chat-basic.parley'),
      join(packageRoot, 'spec/chat-private.parley'),
    );
    expect(status).toBe(1);
    expect(out).toContain('  ! in the state `Chatting`, "\\\\w a a" was `Say` and is `Whisper`\n');
  });

  it('says which file there is not, and which has errors', () => {
    expect(() => diff('none.parley', 'tiny.parley')).toThrow('there is no file none.parley');
    expect(() => diff('.git', 'tiny.parley')).toThrow('.git is a folder: a spec is one file, NAME.parley');
    expect(() => diff('HEAD:none.parley', 'tiny.parley')).toThrow(/git does not know it \(path 'none.parley'/);
    expect(() => diff('--help:x', 'tiny.parley')).toThrow('git does not know it');
    writeFileSync(join(cwd, 'bad.parley'), 'protocl x');
    expect(() => diff('tiny.parley', 'bad.parley')).toThrow('bad.parley has errors.');
    writeFileSync(join(cwd, 'bytes.parley'), new Uint8Array([0xff]));
    expect(() => diff('tiny.parley', 'bytes.parley')).toThrow('bytes.parley is not UTF-8');
  });
});
