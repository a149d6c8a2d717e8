import type { Command } from 'commander';

/** `parley lint`: everything that is known to be wrong with specs, or that nobody may have meant. */
export function register(program: Command): void {
  program
    .command('lint')
    .summary('say what is wrong with specs, and what may be')
    .description(
      'Reads and analyses specs and shows every error and every warning, each with its place, a hint and a shortest\n' +
        'witness. Writes no file.\n\n' +
        'Exit status: 0 nothing wrong (warnings are no faults), 1 a warning and --strict, 2 an error in a spec, or\n' +
        'wrong use.',
    )
    .argument('[spec...]', 'the spec files (default: spec/*.parley here, else those of the package)')
    .option('--strict', 'fail on warnings too', false)
    .option('--json', 'write the findings as JSON', false)
    .action(async (specs: string[], options: { strict: boolean; json: boolean }) => {
      const { lintCommand } = await import('../lint-command.js');
      process.exitCode = lintCommand({ specs, ...options, cwd: process.cwd() }, process);
    });
}
