/** What a screen tells the program that uses it. */
export interface ScreenHandlers {
  /** A line was typed. The next is read when the promise resolves. */
  line(text: string): Promise<void>;
  /** A line that can't be sent was typed, and why. */
  badLine(reason: string): void;
  /** What a line that is being typed can go on as. */
  completions(line: string): readonly string[];
  /** The input is over, or nobody reads the output any more. */
  end(): void;
  /** Ctrl-C. */
  interrupt(): void;
}

/** Where a user reads and types: a terminal, or two pipes. */
export interface Screen {
  /** Shows a line that has come; nothing in it drives a terminal any more but our own colours. */
  show(line: string): void;
  /** Says something of our own, told apart from what has come. */
  note(text: string): void;
  /** How things stand, where there is a place for it: what may be left out where there is little room stands first. */
  status(parts: readonly string[]): void;
  /** Lets go of the input. */
  close(): void;
}

/** What a screen reads from: standard input, or a stream like it. */
export type ScreenInput = NodeJS.ReadableStream & { readonly isTTY?: boolean; destroy?(): unknown };

/** What a screen writes to. */
export type ScreenOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};
