import { createFrameDecoder } from '../../runtime/framing.js';
import { decodeText } from '../../runtime/text.js';
import type { Screen, ScreenHandlers, ScreenInput, ScreenOutput } from './screen.js';

/** A longer line than any spec allows; it is there so that an endless one does not fill our memory. */
const longestLine = 1024 * 1024;

const LF = Uint8Array.of(0x0a);

/** Lines in, lines out, no prompt; what we say ourselves goes to `errors`. */
export function createPipe(
  input: ScreenInput,
  output: ScreenOutput,
  errors: ScreenOutput,
  handlers: ScreenHandlers,
): Screen {
  let closed = false;
  // A reader that goes away (`| head -1`) is no error of ours.
  output.on('error', () => handlers.end());
  errors.on('error', () => undefined);
  void readLines(input, handlers)
    .catch((error: Error) => {
      if (!closed) handlers.badLine(`the rest of the input: ${error.message}`);
    })
    .then(() => {
      if (!closed) handlers.end();
    });
  return {
    show: (line) => void output.write(`${line}\n`),
    note: (text) => void errors.write(`${text}\n`),
    status: () => undefined,
    close() {
      closed = true;
      input.destroy?.();
    },
  };
}

async function readLines(input: ScreenInput, handlers: ScreenHandlers): Promise<void> {
  const decoder = createFrameDecoder({ kind: 'line', max: longestLine, write: 'lf' });
  const take = async (bytes: Uint8Array): Promise<void> => {
    for (const event of decoder.push(bytes)) {
      const text = event.kind === 'frame' ? decodeText(event.bytes) : undefined;
      if (text !== undefined) await handlers.line(text);
      else handlers.badLine(event.kind === 'frame' ? 'a line that is not UTF-8' : 'a line that is too long');
    }
  };
  for await (const bytes of input) await take(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  if (decoder.pending > 0) await take(LF);
}
