/** How long a client waits for what, in milliseconds. */
export interface Patience {
  /** For the server to accept. */
  readonly connectMs: number;
  /** For an answer that the spec says must come, before the next text goes out without it. */
  readonly answerMs: number;
  /**
   * After a text of which the sender hears nothing, or maybe nothing, before the next goes out; up to ten times longer
   * where the server was slow to answer. Under chunk framing a read is a message, and nothing else tells when the server
   * has read the last one.
   */
  readonly quietMs: number;
  /** For the server to end the connection, once the client is leaving and all that it said is written. */
  readonly leaveMs: number;
  /** Before the user is told that something is being waited for. */
  readonly noticeMs: number;
  /** For a server that takes nothing of what is still to be written then. */
  readonly stalledMs: number;
}

/** The patience of a client that was told nothing else. */
export const defaultPatience: Patience = {
  connectMs: 10_000,
  answerMs: 5_000,
  quietMs: 100,
  leaveMs: 3_000,
  noticeMs: 1_000,
  stalledMs: 30_000,
};

/** The longest time that a timer of Node can wait. */
const longestMs = 2 ** 31 - 1;

/**
 * The patience that was asked for, and the default for the rest.
 * @throws RangeError for what is no time.
 */
export function resolvePatience(asked: Partial<Patience> = {}): Patience {
  const patience = { ...defaultPatience, ...asked };
  for (const [name, time] of Object.entries(patience)) {
    if (!(time >= 0 && time <= longestMs))
      throw new RangeError(`patience.${name} must be milliseconds from 0 to ${longestMs}, not ${String(time)}`);
  }
  return patience;
}
