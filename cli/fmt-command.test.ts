import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fmtCommand } from './fmt-command.js';

const untidy = 'protocol   x\nA="a"   / [b]\n';
const tidy = 'protocol x\nA = "a" / [b]\n';

describe('parley fmt', () => {
  let cwd: string;
  const at = (path: string): string => join(cwd, path);

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'parley-fmt-'));
    mkdirSync(at('spec'));
    writeFileSync(at('spec/x.parley'), untidy);
  });

  afterEach(() => rmSync(cwd, { recursive: true }));

  const fmt = async (specs: string[] = [], check = false, input: readonly (string | Uint8Array)[] = []) => {
    let out = '';
    let err = '';
    const streams = {
      stdin: (async function* () {
        yield* input;
      })(),
      stdout: { write: (text: string) => (out += text) },
      stderr: { write: (text: string) => (err += text) },
    };
    return { status: await fmtCommand({ specs, check, cwd }, streams), out, err };
  };

  it('writes what is laid out otherwise, and leaves no other file', async () => {
    expect(await fmt()).toEqual({ status: 0, out: 'spec/x.parley written.\n', err: '' });
    expect(readFileSync(at('spec/x.parley'), 'utf8')).toBe(tidy);
    expect(readdirSync(at('spec'))).toEqual(['x.parley']);
    expect(await fmt()).toEqual({ status: 0, out: '', err: '' });
  });

  it('only says so under --check', async () => {
    const err = 'spec/x.parley is laid out otherwise.\nRun: npx parley fmt\n';
    expect(await fmt([], true)).toEqual({ status: 1, out: '', err });
    expect(readFileSync(at('spec/x.parley'), 'utf8')).toBe(untidy);
  });

  it('leaves alone what can’t be read, and formats the others', async () => {
    writeFileSync(at('spec/bad.parley'), 'protocol y\nA = "\n');
    const { status, out, err } = await fmt();
    expect({ status, out }).toEqual({ status: 2, out: 'spec/x.parley written.\n' });
    expect(err).toMatch(/^spec\/bad\.parley:2:5: error P106/);
    expect(readFileSync(at('spec/bad.parley'), 'utf8')).toBe('protocol y\nA = "\n');
  });

  it('writes through a link', async () => {
    symlinkSync(at('spec/x.parley'), at('link.parley'));
    expect((await fmt(['link.parley'])).status).toBe(0);
    expect(lstatSync(at('link.parley')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('spec/x.parley'), 'utf8')).toBe(tidy);
  });

  it('formats its input', async () => {
    const bytes = Buffer.from(`/// ñ\n${untidy}`);
    const input = [bytes.subarray(0, 5), bytes.subarray(5)];
    expect(await fmt(['-'], false, input)).toEqual({ status: 0, out: `/// ñ\n${tidy}`, err: '' });
    expect((await fmt(['-'], true, [untidy])).status).toBe(1);
    expect((await fmt(['-'], true, [tidy])).status).toBe(0);
  });

  it('says what it can’t do', async () => {
    await expect(fmt(['none.parley'])).rejects.toThrow('there is no file none.parley');
    await expect(fmt(['.'])).rejects.toThrow(' is a folder: ');
    await expect(fmt(['-', 'x'])).rejects.toThrow('- stands alone');
    rmSync(at('spec'), { recursive: true });
    await expect(fmt()).rejects.toThrow('there is no spec in spec/');
  });
});
