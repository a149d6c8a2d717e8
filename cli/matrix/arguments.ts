/** What was typed, as it was typed. */
export interface MatrixArguments {
  readonly file: string;
  readonly seed?: string;
  readonly runs?: string;
  readonly workers?: string;
  readonly timeout?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly level?: string;
  readonly reports?: string;
  readonly html?: string;
  /** `-` is standard output. */
  readonly markdown?: string;
  readonly json?: string;
}
