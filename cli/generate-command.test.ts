import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GenerateCommandOptions, generateCommand } from './generate-command.js';
import { packageRoot } from './package-paths.js';
import { tinySpec } from './test/tiny-spec.js';

describe('parley generate', () => {
  let cwd: string;

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'parley-test-'));
    mkdirSync(join(cwd, 'spec'));
    // One of which there is nothing to warn.
    cpSync(join(packageRoot, 'spec/counter.parley'), join(cwd, 'spec/counter.parley'));
  });

  afterEach(() => rmSync(cwd, { recursive: true }));

  const generate = async (options: Partial<GenerateCommandOptions> = {}) => {
    let out = '';
    let err = '';
    const streams = {
      stdout: { write: (text: string) => (out += text) },
      stderr: { write: (text: string) => (err += text) },
    };
    const status = await generateCommand({ specs: [], out: 'generated', check: false, cwd, ...options }, streams);
    return { status, out, err };
  };

  it('takes the specs of the folder that it is called in', async () => {
    const { status, out, err } = await generate();
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^[\w-]+: (\d+) files in generated, \1 written\.\n$/);
    expect(existsSync(join(cwd, 'generated/index.ts'))).toBe(true);
  });

  it('takes the specs of the package where there are none', async () => {
    rmSync(join(cwd, 'spec'), { recursive: true });
    const { status } = await generate({ out: 'here' });
    expect(status).toBe(0);
    expect(readdirSync(join(cwd, 'here')).length).toBeGreaterThan(readdirSync(join(packageRoot, 'spec')).length);
  });

  it('names under --check what differs, and the command to run', async () => {
    const { status, err } = await generate({ check: true });
    expect(status).toBe(1);
    expect(err).toMatch(/^missing generated\/[\w-]+\/arbitraries\.ts$/m);
    expect(err).toMatch(/Run: npx parley generate\n$/);
    expect(existsSync(join(cwd, 'generated'))).toBe(false);
    await generate();
    expect(await generate({ check: true })).toEqual({ status: 0, out: 'generated is what the specs say.\n', err: '' });
  });

  it('names the command of the package under --check in the package itself', async () => {
    writeFileSync(join(cwd, 'spec/tiny.parley'), tinySpec());
    const { status, err } = await generate({ check: true, cwd: packageRoot, specs: [join(cwd, 'spec/tiny.parley')] });
    expect(status).toBe(1);
    expect(err).toMatch(/Run: npm run generate -- \S+tiny\.parley\n$/);
  });

  it('says which folder it was given in place of a spec', async () => {
    await expect(generate({ specs: ['spec'] })).rejects.toThrow('spec is a folder: a spec is one file, NAME.parley');
  });

  it('shows every error with its place, and writes nothing', async () => {
    writeFileSync(join(cwd, 'spec/one.parley'), 'protocol one\n\nclient {\n  A = B\n}\n');
    writeFileSync(join(cwd, 'spec/two.parley'), 'protocl two\n');
    const { status, err } = await generate();
    expect(status).toBe(2);
    expect(err).toMatch(/^spec\/one\.parley:4:7: error /m);
    expect(err).toMatch(/^spec\/two\.parley:1:\d+: error /m);
    expect(err).toContain('nothing was written');
    expect(existsSync(join(cwd, 'generated'))).toBe(false);
  });
});
