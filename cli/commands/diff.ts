import type { Command } from 'commander';

/** `parley diff`: what a new version of a spec changes for those who were written for the old one. */
export function register(program: Command): void {
  program
    .command('diff')
    .summary('say what a new version of a spec breaks')
    .description(
      'Compares two specs at two levels: WIRE (bytes mean something else, or something else follows) and SOURCE (names and\n' +
        'types of the generated code). Texts that are read differently are found exactly, each with a shortest one.\n\n' +
        'OLD and NEW are paths, or files of git revisions: HEAD~1:spec/chat.parley.\n\n' +
        'Exit status: 0 nothing incompatible, 1 something incompatible, 2 an error in a spec, or wrong use.',
    )
    .argument('<old>', 'the old version')
    .argument('<new>', 'the new version')
    .option('--json', 'write the changes as JSON', false)
    .action(async (old: string, now: string, options: { json: boolean }) => {
      const { diffCommand } = await import('../diff-command.js');
      process.exitCode = diffCommand({ old, new: now, ...options, cwd: process.cwd() }, process);
    });
}
