import type { Command } from 'commander';

/** `parley fmt`: specs in the one layout that all have. */
export function register(program: Command): void {
  program
    .command('fmt')
    .summary('lay specs out in the one way')
    .description(
      'Rewrites specs in the one layout that all have; comments and line ends stay where their author put them. A spec\n' +
        'that can’t be read is left as it is, with its errors shown.\n\n' +
        'Exit status: 0 done, 1 a spec is laid out otherwise (--check), 2 a spec can’t be read, or wrong use.',
    )
    .argument('[spec...]', 'the spec files, or - for standard input to standard output (default: spec/*.parley here)')
    .option('--check', 'write nothing, and fail when a spec is laid out otherwise', false)
    .action(async (specs: string[], options: { check: boolean }) => {
      const { fmtCommand } = await import('../fmt-command.js');
      process.exitCode = await fmtCommand({ specs, ...options, cwd: process.cwd() }, process);
    });
}
