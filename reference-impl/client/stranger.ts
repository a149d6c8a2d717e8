import type { Protocol } from '../../runtime/protocol.js';
import { type ExpectedAnswer, holdsAnswer } from './expected-answer.js';

/** So much of what comes first is looked at. */
const looked = 4_096;

/**
 * Notices that whatever answers does not speak the protocol, by what it says first: it does not greet as the protocol
 * does, or not at all, or its first line is no message.
 */
export class Stranger {
  private read = '';
  private decided = false;
  private readonly byLines: boolean;

  constructor(
    private readonly protocol: Protocol,
    private readonly greeting: ExpectedAnswer,
  ) {
    this.byLines = protocol.model.framing.server.kind === 'line';
  }

  /** A text has come: whether it can't be from a server of the protocol. Told once at most. */
  heard(text: string): boolean {
    if (this.decided) return false;
    this.read = (this.read + text).slice(0, looked);
    const greets = !this.greeting.certain || holdsAnswer(this.read, this.greeting);
    if (this.byLines) {
      this.decided = true;
      return !greets || !this.protocol.codec.parseServer(text).ok;
    }
    // A greeting may come in pieces, or have another user's text in front of it.
    this.decided = greets || this.read.length >= this.enough;
    return this.decided && !greets;
  }

  /** Nothing has come for long: whether that can't be. */
  get isSilent(): boolean {
    return !this.decided && this.read === '' && this.greeting.certain;
  }

  private get enough(): number {
    return Math.max(...this.greeting.texts.map((pieces) => pieces.join('').length));
  }
}
