import type { Command } from 'commander';

/** `parley explain`: what a requirement asks. */
export function register(program: Command): void {
  program
    .command('explain')
    .summary('explain a requirement: what it asks, where it is written, an example')
    .description(
      'Says what a requirement asks: its text and its place in the spec, its section in the source document, which cases ' +
        'come to it, and an exchange in which it is kept.\n\nIds stand in every report; "parley conform --list" shows them all.',
    )
    .argument('<id>', 'the id, as a report has it: PROTOCOL/STATE/CLAUSE')
    .option('--protocol <name>', "the protocol, if the id's first word is not its name: the path of a .parley file")
    .action(async (id: string, { protocol }: { readonly protocol?: string }) => {
      const { explain } = await import('../conform/explain.js');
      process.stdout.write(await explain(id, protocol));
    });
}
