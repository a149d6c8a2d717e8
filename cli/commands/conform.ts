import type { Command } from 'commander';
import { DEFAULT_RUNS, GENERATED_MS } from '../../conformance/engine/defaults.js';
import { type ConformArguments, DEFAULT_SAVE_DIRECTORY } from '../conform/arguments.js';

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
  parley conform --protocol NAME --spawn "python3 server.py {port}"
                                                           started for each worker
  parley conform [::1]:7000 --protocol NAME --json - | jq .status
  parley explain NAME/connect                              what a requirement asks`;

/** An option that may be given several times. */
function another(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

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
    .option('--spawn <command>', 'start the server with this command: {port} in it is the port to listen at')
    .option(
      '--workers <number>',
      'with --spawn: how many servers are judged side by side (default: up to 4, up to 8 while processors are idle)',
    )
    .option('--tls', 'speak TLS to the server')
    .option('--tls-ca <file>', 'trust this certificate and those that it vouches for (PEM); implies --tls')
    .option('--tls-insecure', "don't check whose certificate it is; implies --tls")
    .option('--seed <number>', 'fixes the generated cases (default: random, and printed)')
    .option(
      '--runs <number>',
      `how many cases to generate beside those of the clauses (default: ${DEFAULT_RUNS}, or what begins within ${GENERATED_MS / 1000} s)`,
    )
    .option('--timeout <seconds>', 'end after so long, and report what is known by then')
    .option('--only <pattern>', 'judge only these requirements or cases; * stands for any text (repeatable)', another)
    .option('--skip <pattern>', 'leave these requirements or cases out (repeatable)', another)
    .option('--level <level>', 'must: leave out SHOULDs and MAYs; should: leave out MAYs; may: all (default)')
    .option('--list', 'list what would be judged, and the cases, and run nothing')
    .option('--known-failures <file>', 'failures that are known of: a line each, ID KIND REASON')
    .option('--update-known-failures', 'write that file anew, reasons kept')
    .option('--replay <file>', 'play one saved failure again; it says its protocol itself')
    .option('--json <file>', 'also write the report as JSON; - is standard output, and people read standard error')
    .option('--junit <file>', 'also write JUnit XML: a test case for each requirement')
    .option('--html <file>', 'also write the report as one HTML page: exchanges as diagrams, search, coverage')
    .option('--tap', 'write TAP 14 to standard output; people read standard error')
    .option('--gradescope <file>', 'also write results.json for Gradescope, while the run goes on')
    .option('--weights <file>', 'with --gradescope: how requirements count, as JSON')
    .option('--script <file>', 'also write each failure as a program of its own: .mjs, .js or .py')
    .option('--save <dir>', `where failures are saved, to be played again (default: ${DEFAULT_SAVE_DIRECTORY})`)
    .option('--no-save', 'save no failures')
    .addHelpText('after', DETAILS)
    .action(async (address: string | undefined, options: Omit<ConformArguments, 'address'>) => {
      const { conformCommand } = await import('../conform/conform-command.js');
      process.exitCode = await conformCommand({ ...options, ...(address === undefined ? {} : { address }) });
    });
}
