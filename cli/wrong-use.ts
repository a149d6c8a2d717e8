/** The command was used wrongly: arguments, names, files, specs. Shown as one line, without a stack; the exit status is 2. */
export class WrongUse extends Error {
  override readonly name: string = 'WrongUse';
}
