import type { Command } from 'commander';
import { DEFAULT_RUNS, GENERATED_MS } from '../../conformance/engine/defaults.js';
import type { MatrixArguments } from '../matrix/arguments.js';

const DETAILS = `
The file has a section for each implementation; what stands before the first
holds for all of them:

  protocol = chat-line

  [ours]
  spawn = ./server --port {port}
  env.LANG = C
  timeout = 120

  [theirs]
  address = 127.0.0.1:7000

Exit status: 0 all are conformant; 1 one of them breaks a MUST; 2 wrong use; 3
one could not be judged; 130 interrupted with Ctrl-C (what was found by then is
written).

Example:
  parley matrix chats.txt --html matrix.html --markdown matrix.md`;

/** An option that may be given several times. */
function another(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `parley matrix`: judges several servers, and compares them. */
export function register(program: Command): void {
  program
    .command('matrix')
    .summary('judge several servers, and make one table of them')
    .description('Judges each implementation that a file lists, one after the other and by the same cases.')
    .argument('<file>', 'the list of implementations')
    .option(
      '--reports <dir>',
      'write the report of each into this directory: HTML, JSON, failures to be played again (default: beside --html FILE or --markdown FILE, NAME-reports)',
    )
    .option('--no-reports', 'write no reports')
    .option('--html <file>', 'write the matrix as one HTML page, its cells linked to the reports')
    .option('--markdown <file>', 'write it as Markdown; - is standard output')
    .option('--json <file>', 'write it as JSON; - is standard output')
    .option('--seed <number>', 'fixes the generated cases (default: random, and printed)')
    .option(
      '--runs <number>',
      `how many cases to generate beside those of the clauses (default: ${DEFAULT_RUNS}, or what begins within ${GENERATED_MS / 1000} s)`,
    )
    .option('--workers <number>', 'how many servers of one command are judged side by side (default: up to 4)')
    .option('--timeout <seconds>', 'end the run of each after so long, unless the file says otherwise')
    .option('--only <pattern>', 'judge only these requirements or cases; * stands for any text (repeatable)', another)
    .option('--skip <pattern>', 'leave these requirements or cases out (repeatable)', another)
    .option('--level <level>', 'must: leave out SHOULDs and MAYs; should: leave out MAYs; may: all (default)')
    .addHelpText('after', DETAILS)
    .action(async (file: string, { reports, ...options }: MatrixOptions) => {
      const { matrixCommand } = await import('../matrix/matrix-command.js');
      const folder = reports === false ? undefined : (reports ?? besideTable(options));
      process.exitCode = await matrixCommand({
        ...options,
        ...(folder === undefined ? {} : { reports: folder }),
        file,
      });
    });
}

type MatrixOptions = Omit<MatrixArguments, 'file' | 'reports'> & { readonly reports?: string | false };

/** Where reports go that the cells of a table lead to, unless it is said. */
function besideTable({ html, markdown }: Pick<MatrixArguments, 'html' | 'markdown'>): string | undefined {
  const table = html ?? (markdown === '-' ? undefined : markdown);
  return table === undefined ? undefined : `${table.replace(/\.(?:html?|md)$/i, '')}-reports`;
}
