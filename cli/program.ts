import { Command, CommanderError } from 'commander';
import { packageVersion } from './package-paths.js';
import { WrongUse } from './wrong-use.js';

/** What every file of commands/ exports. Heavy imports belong into the action, so that the others start without them. */
interface CommandModule {
  register(program: Command): void;
}

/** The commands, in the order in which the help lists them. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  generate: () => import('./commands/generate.js'),
  lint: () => import('./commands/lint.js'),
  diff: () => import('./commands/diff.js'),
  fmt: () => import('./commands/fmt.js'),
  serve: () => import('./commands/serve.js'),
  chat: () => import('./commands/chat.js'),
  conform: () => import('./commands/conform.js'),
  matrix: () => import('./commands/matrix.js'),
  explain: () => import('./commands/explain.js'),
};

/** Wrong use: arguments, options, names, specs. */
const WRONG_USE = 2;

/** Where the program writes to. */
export interface Output {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Runs `parley` with the arguments of a process; returns the exit status of what went wrong, if something did. */
export async function run(argv: readonly string[], output: Output = process): Promise<number | undefined> {
  const wanted = argv[2];
  const program = await createProgram(wanted, output);
  if (wanted === undefined) {
    program.outputHelp({ error: true });
    return WRONG_USE;
  }
  try {
    await program.parseAsync(argv);
    return undefined;
  } catch (error) {
    if (error instanceof WrongUse) {
      output.stderr.write(`parley ${wanted}: ${error.message}\n`);
      return WRONG_USE;
    }
    if (!(error instanceof CommanderError)) throw error;
    // A command's own status counts; commander ends every use that it can't understand with 1.
    return error.code === 'commander.error' || error.exitCode === 0 ? error.exitCode : WRONG_USE;
  }
}

/** The whole command line; only the command that is called is loaded, all of them for the help. */
async function createProgram(wanted: string | undefined, { stdout, stderr }: Output): Promise<Command> {
  const program = new Command('parley')
    .description('Protocols that are written once: code, docs and a conformance suite from one spec file each.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(onOneLine(text)),
    });
  const isKnown = wanted !== undefined && Object.hasOwn(COMMANDS, wanted);
  for (const [name, load] of Object.entries(COMMANDS)) {
    if (!isKnown || name === wanted) (await load()).register(program);
  }
  return program;
}

/** Commander's errors as ours: who speaks, and the suggestion on the same line. */
function onOneLine(text: string): string {
  return text.replace(/^error: /, 'parley: ').replace(/\n\(Did you mean (.+)\?\)/, '; did you mean $1?');
}
