import type { MessageModel, Model } from '../model.js';
import type { Message } from '../protocol.js';
import { writeText } from '../writer.js';
import { shortTexts } from './short-texts.js';

/**
 * The message with one of its texts made longer, so that it is written in exactly `bytes` bytes; undefined where that
 * can't be. The caller sees to it that the longer text is still in its language.
 */
export function stretched(
  model: Model,
  message: MessageModel,
  value: Message,
  field: string,
  bytes: number,
): Message | undefined {
  const properties: Readonly<Record<string, unknown>> = { ...value };
  const before = properties[field];
  const language = message.fields.find(({ name }) => name === field)?.language;
  if (typeof before !== 'string' || language === undefined) return undefined;
  const missing = bytes - Buffer.byteLength(writeText(model, value));
  const filler = shortTexts(model, language, 1)[0]?.at(-1);
  if (missing < 0 || filler === undefined || Buffer.byteLength(filler) !== 1) return undefined;
  return { ...value, [field]: before + filler.repeat(missing) };
}
