import { Command, InvalidArgumentError } from 'commander';

/** Ends a program of the project's own that was asked for what it can't do. */
const WRONG_USE = 2;

/** The command line of one of the project's own programs, run as `npm run NAME -- …`: its help, and one line where it is used wrongly. */
export function scriptCommand(name: string, description: string): Command {
  return new Command(`npm run ${name} --`)
    .description(description)
    .allowExcessArguments(false)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USE));
}

/** A number of things, at least so many. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`it must be a whole number, ${least} or more.`);
  };
}

/** A number greater than 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('it must be a number greater than 0.');
}

/** Some of these, with commas between them. */
export function someOf(choices: readonly string[]): (text: string) => readonly string[] {
  return (text) => {
    const names = text.split(',');
    const unknown = names.find((one) => !choices.includes(one));
    if (unknown === undefined) return names;
    throw new InvalidArgumentError(`there is no ${unknown || 'empty name'}; there are: ${choices.join(', ')}.`);
  };
}
