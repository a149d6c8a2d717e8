import { isDeepStrictEqual } from 'node:util';
import { EncodeError } from '../../runtime/errors.js';
import type { Model } from '../../runtime/model.js';
import type { Codec, Message } from '../../runtime/protocol.js';
import { peggyReaderOf } from '../rules/peggy-reader.js';

/** Who reads a text: the server in a state, or a client. */
export interface Reader {
  readonly model: Model;
  /** Undefined: a client, what the server sends. */
  readonly state: string | undefined;
  /** The generated parser. */
  readonly read: (text: string) => Message | undefined;
  /** Peggy's own output for the same rules. */
  readonly reference: (text: string) => Message | undefined;
  readonly encode: (message: Message) => string;
}

/** All readers of a protocol. */
export function readersOf(model: Model, codec: Codec): readonly Reader[] {
  const peggyReader = peggyReaderOf(model);
  const states = [...model.session.states.map(({ name }) => name), undefined];
  return states.map((state) => {
    const messageOf = ({ parse, parseServer }: Pick<Codec, 'parse' | 'parseServer'>, text: string) => {
      const result = state === undefined ? parseServer(text) : parse(state, text);
      return result.ok ? result.message : undefined;
    };
    return {
      model,
      state,
      read: (text) => messageOf(codec, text),
      reference: (text) => messageOf(peggyReader, text),
      encode: (message) => (state === undefined ? codec.encodeServer(message) : codec.encode(state, message)),
    };
  });
}

/** What is wrong with how a text is read, in words; undefined: nothing. */
export function differenceIn({ read, reference, encode }: Reader, text: string): string | undefined {
  const found = attempt(() => read(text));
  if ('thrown' in found) return `the generated parser throws ${found.thrown}`;
  const message = found.value;
  const expected = reference(text);
  if (!isDeepStrictEqual(message, expected)) {
    return `the generated parser reads ${shown(message)}, Peggy’s ${shown(expected)}`;
  }
  if (message === undefined) return undefined;
  const written = attempt(() => encode(message));
  // What has more bytes than a frame is read here, where there are no frames, and not written.
  if ('thrown' in written) return written.refusal ? undefined : `encoding ${shown(message)} throws ${written.thrown}`;
  const again = read(written.value);
  return isDeepStrictEqual(again, message) ? undefined : `${shown(message)} is read back as ${shown(again)}`;
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly thrown: string; readonly refusal: boolean } {
  try {
    return { value: run() };
  } catch (error) {
    return { thrown: String(error), refusal: error instanceof EncodeError };
  }
}

function shown(message: Message | undefined): string {
  return message === undefined ? 'no message' : JSON.stringify(message);
}

/** The smallest text in which something is still wrong: pieces are taken out, and characters made plain, while it is. */
export function smallest(text: string, isWrong: (text: string) => boolean): string {
  let best = [...text];
  for (let size = best.length >> 1 || 1; size >= 1; ) {
    const before = best.length;
    for (let at = 0; at < best.length; ) {
      const shorter = [...best.slice(0, at), ...best.slice(at + size)];
      if (isWrong(shorter.join(''))) best = shorter;
      else at += size;
    }
    if (size === 1 && best.length === before) break;
    size = best.length < before ? Math.max(1, Math.min(size, best.length >> 1)) : size >> 1;
  }
  best.forEach((_, at) => {
    const plainer = best.with(at, 'a');
    if (isWrong(plainer.join(''))) best = plainer;
  });
  return best.join('');
}
