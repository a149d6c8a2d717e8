import { describe, expect, it } from 'vitest';
import { run } from './program.js';

/** What a call of `parley` writes, and its status. */
async function parley(...args: string[]): Promise<{ status: number | undefined; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await run(['node', 'parley', ...args], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

describe('parley', () => {
  it('prints its version', async () => {
    expect(await parley('--version')).toEqual({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' });
  });

  it('lists its commands', async () => {
    const { status, out } = await parley('--help');
    expect(status).toBe(0);
    for (const command of ['generate', 'lint', 'diff', 'fmt', 'serve', 'chat', 'conform', 'explain'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it('shows the help, and fails, when it is not told what to do', async () => {
    expect(await parley()).toEqual({ status: 2, out: '', err: expect.stringContaining('Usage: parley') });
  });

  it('says in one line that it does not know a command', async () => {
    expect(await parley('genrate')).toEqual({
      status: 2,
      out: '',
      err: "parley: unknown command 'genrate'; did you mean generate?\n",
    });
  });

  it('says in one line that it does not know an option', async () => {
    expect(await parley('generate', '--chekc')).toEqual({
      status: 2,
      out: '',
      err: "parley: unknown option '--chekc'; did you mean --check?\n",
    });
  });

  it('says in one line which file is not there', async () => {
    expect(await parley('generate', 'spec/none.parley')).toEqual({
      status: 2,
      out: '',
      err: 'parley generate: there is no file spec/none.parley\n',
    });
  });
});
