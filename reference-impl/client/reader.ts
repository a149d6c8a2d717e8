import { createFrameDecoder } from '../../runtime/framing.js';
import type { Framing } from '../../runtime/model.js';

/** The bytes of a server, as texts to show. What is not UTF-8 shows as U+FFFD. */
export interface Reader {
  /** The texts that these bytes complete. */
  push(bytes: Uint8Array): readonly string[];
  /** What is left when the server has ended. */
  end(): readonly string[];
}

/** A limit on lines holds for what clients send; ours is only there so that a server can't fill our memory. */
const longestLine = 1024 * 1024;

const LF = Uint8Array.of(0x0a);

/** A reader for what comes under this framing: by lines, or by reads. */
export function createReader(framing: Framing): Reader {
  return framing.kind === 'line' ? new LineReader(framing) : new ReadReader();
}

class LineReader implements Reader {
  private readonly decoder;
  private readonly decode = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(framing: Extract<Framing, { kind: 'line' }>) {
    this.decoder = createFrameDecoder({ ...framing, max: Math.max(framing.max, longestLine) });
  }

  push(bytes: Uint8Array): readonly string[] {
    return this.decoder
      .push(bytes)
      .map((event) =>
        event.kind === 'frame' ? this.decode.decode(event.bytes) : '(a line that is too long to be shown)',
      );
  }

  /** A line without its end is shown all the same. */
  end(): readonly string[] {
    return this.decoder.pending === 0 ? [] : this.push(LF);
  }
}

class ReadReader implements Reader {
  private readonly decode = new TextDecoder('utf-8', { ignoreBOM: true });

  /** A character that is cut between two reads comes with the second. */
  push(bytes: Uint8Array): readonly string[] {
    return texts(this.decode.decode(bytes, { stream: true }));
  }

  end(): readonly string[] {
    return texts(this.decode.decode());
  }
}

function texts(text: string): readonly string[] {
  return text === '' ? [] : [text];
}
