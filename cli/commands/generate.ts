import type { Command } from 'commander';

/** `parley generate`: everything that is made from the specs. */
export function register(program: Command): void {
  program
    .command('generate')
    .summary('make the code, arbitraries and vectors of specs')
    .description(
      'Makes types, parser, encoder, session, machine, arbitraries and test vectors of each spec, in a folder named for\n' +
        'its protocol. Errors of all specs are shown together; nothing is written then.\n\n' +
        'Exit status: 0 done, 1 something differs (--check), 2 a spec has an error.',
    )
    .argument('[spec...]', 'the spec files (default: spec/*.parley here, else those of the package)')
    .option('--out <dir>', 'the folder to write to', 'generated')
    .option('--check', 'write nothing, and fail when a file is missing, altered or left over', false)
    .action(async (specs: string[], options: { out: string; check: boolean }) => {
      const { generateCommand } = await import('../generate-command.js');
      process.exitCode = await generateCommand({ specs, ...options, cwd: process.cwd() }, process);
    });
}
