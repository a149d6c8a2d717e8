import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lintCommand } from './lint-command.js';
import { packageRoot } from './package-paths.js';
import { tinySpec } from './test/tiny-spec.js';

const sound = tinySpec();

describe('parley lint', () => {
  let cwd: string;

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'parley-lint-'));
    mkdirSync(join(cwd, 'spec'));
    writeFileSync(join(cwd, 'spec/sound.parley'), sound);
  });

  afterEach(() => rmSync(cwd, { recursive: true }));

  const lint = (options: { specs?: string[]; strict?: boolean; json?: boolean } = {}) => {
    let out = '';
    const stdout = { write: (text: string) => (out += text) };
    return { status: lintCommand({ specs: [], strict: false, json: false, cwd, ...options }, { stdout }), out };
  };
  const write = (name: string, text: string): void => writeFileSync(join(cwd, 'spec', name), text);

  it('says that nothing is wrong', () => {
    expect(lint()).toEqual({
      status: 0,
      out:
        'spec/sound.parley: nothing found.\n' +
        'spec/sound.parley: at most 3 bytes (`Ask`) from a client at once, 4 bytes (`Told`) from the server.\n',
    });
  });

  it('fails for warnings only if it is told to', () => {
    write('warned.parley', sound.replace('"told" }', '"told"; News = "news" }'));
    const { status, out } = lint();
    expect(status).toBe(0);
    expect(out).toMatch(/^spec\/warned\.parley:7:25: warning P414: /m);
    expect(out).toContain('1 warning\n\nspec/sound.parley: nothing found.\n');
    expect(lint({ strict: true }).status).toBe(1);
  });

  it('fails for errors, and shows those of all specs', () => {
    write('one.parley', sound.replace('become Open', 'become Opn'));
    write('two.parley', 'protocl two\n');
    const { status, out } = lint();
    expect(status).toBe(2);
    expect(out).toMatch(/^spec\/one\.parley:10:20: error P203: /m);
    expect(out).toMatch(/^spec\/two\.parley:1:1: error /m);
    expect(out).toMatch(/^[0-9]+ errors, 0 warnings in all\.\n$/m);
  });

  it('writes JSON, whatever it finds', () => {
    write('two.parley', 'protocl two\n');
    const { status, out } = lint({ json: true });
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'parley-lint',
      version: 1,
      warnings: 0,
      specs: [
        { file: 'spec/sound.parley', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), diagnostics: [] },
        {
          file: 'spec/two.parley',
          diagnostics: [
            {
              severity: 'error',
              at: { line: 1, column: 1 },
              docs: expect.stringMatching(/^docs\/diagnostics\.md#p\d+$/),
            },
          ],
        },
      ],
    });
  });

  it('finds who can write what reads as somebody else’s private message', () => {
    const { status, out } = lint({ specs: [join(packageRoot, 'spec/chat-private.parley')] });
    expect(status).toBe(0);
    expect(out).toContain(
      'the server can send `Said` (from = "priv(a)", text = "a") as "priv(a): a", which a client reads as `Private`',
    );
  });

  it.each([
    // A text that has come in a line of 1,023 bytes leaves with a name of up to 32 characters of four bytes.
    ['chat-line', { client: { bytes: 1023, message: 'Whisper' }, server: { bytes: 1154, message: 'Private' } }],
    ['counter', { client: { bytes: 19, message: 'Add' }, server: { bytes: 21, message: 'Value' } }],
    // What others may hear after undefined input is any name.
    ['chat-basic', { client: { bytes: 1024, message: 'Login' }, server: { message: 'Joined' } }],
  ])('says how long the lines of %s get each way', (name, longest) => {
    const { out } = lint({ specs: [join(packageRoot, `spec/${name}.parley`)], json: true });
    expect(JSON.parse(out).specs[0].longest).toEqual(longest);
  });

  it('says what it can’t read', () => {
    expect(() => lint({ specs: ['none.parley'] })).toThrow('there is no file none.parley');
    expect(() => lint({ specs: ['spec'] })).toThrow('spec is a folder: a spec is one file, NAME.parley');
    writeFileSync(join(cwd, 'spec/bytes.parley'), new Uint8Array([0x70, 0xff, 0x1b]));
    expect(() => lint()).toThrow('spec/bytes.parley is not UTF-8');
  });
});
