import type { Command } from 'commander';
import { type ConformArguments, DEFAULT_RUNS, DEFAULT_SAVE_DIRECTORY } from '../conform/arguments.js';

const DETAILS = `
Exit status: 0 conformant; 1 a MUST is broken; 2 wrong use; 3 could not be
judged; 130 interrupted with Ctrl-C (what was found by then is reported). Of
several protocols the worst counts.

Examples:
  parley conform                                           all reference servers
  parley conform 127.0.0.1:7000 --protocol NAME            your server
  parley conform 127.0.0.1:7000 --protocol NAME --seed 42  the same cases again
  parley conform 127.0.0.1:7000 --replay ${DEFAULT_SAVE_DIRECTORY}/NAME-1.json
                                                           one failure again
  parley conform [::1]:7000 --protocol NAME --json - | jq .status`;

/** `parley conform`: judges a server. */
export function register(program: Command): void {
  program
    .command('conform')
    .summary('judge a server: which clauses of its protocol does it break?')
    .description(
      'Judges whatever listens at an address by a protocol, and shows each clause that it breaks with the shortest ' +
        'exchange found. Without an address, starts the reference server and judges that; without a protocol too, all of them.',
    )
    .argument('[address]', 'the server: HOST:PORT, or [HOST]:PORT for IPv6')
    .option('--protocol <name>', 'the protocol: its name, or the path of a .parley file')
    .option('--seed <number>', 'fixes the generated cases (default: random, and printed)')
    .option('--runs <number>', `how many cases to generate beside those of the clauses (default: ${DEFAULT_RUNS})`)
    .option('--timeout <seconds>', 'end after so long, and report what is known by then')
    .option('--replay <file>', 'play one saved failure again; it says its protocol itself')
    .option('--json <file>', 'also write the report as JSON; - is standard output, and people read standard error')
    .option('--save <dir>', `where failures are saved, to be played again (default: ${DEFAULT_SAVE_DIRECTORY})`)
    .option('--no-save', 'save no failures')
    .addHelpText('after', DETAILS)
    .action(async (address: string | undefined, options: Omit<ConformArguments, 'address'>) => {
      const { conformCommand } = await import('../conform/conform-command.js');
      process.exitCode = await conformCommand({ ...options, ...(address === undefined ? {} : { address }) });
    });
}
