/** The driver was given something that it can't run: a fault of the caller, never of the server. */
export class DriverError extends Error {
  override readonly name = 'DriverError';

  constructor(
    /** `bad-scenario`: its steps can't be performed in their order, by any server. */
    readonly code: 'bad-scenario',
    message: string,
  ) {
    super(message);
  }
}
