import { CodecError, EncodeError } from './errors.js';
import type { Message, ParseResult } from './protocol.js';
import type { Language } from './rule-language.js';
import { isWellFormed } from './text.js';

/** What a field's value is checked against. */
export interface FieldLanguage {
  /** Tests whole values: a regular expression, where none of its texts can be tried in many ways. */
  readonly pattern: Language;
  /** The rule as an error shows it: `Name = [^ \r\n]+`. */
  readonly rule: string;
}

/**
 * Checks a text that goes into a field.
 * @throws EncodeError `not-in-language` or `ill-formed`.
 */
export function requireText(kind: string, field: string, value: unknown, language: FieldLanguage): void {
  requireTextAt(`${kind}.${field}`, field, value, language);
}

function requireTextAt(place: string, field: string, value: unknown, language: FieldLanguage): void {
  if (typeof value !== 'string') throw wrongType(place, field, value, 'text');
  if (!isWellFormed(value)) {
    const reason = `${place} has half of a surrogate pair, which no charset can carry: ${shown(value)}.`;
    throw new EncodeError('ill-formed', reason, field);
  }
  if (!language.pattern.test(value)) throw outside(place, field, shown(value), language.rule);
}

/**
 * Checks a number that goes into a field.
 * @throws EncodeError `not-in-language`.
 */
export function requireInteger(kind: string, field: string, value: unknown, language: FieldLanguage): void {
  const place = `${kind}.${field}`;
  if (typeof value !== 'number') throw wrongType(place, field, value, 'a number');
  // -0 is written `0`, and would be read as 0.
  if (!Number.isSafeInteger(value) || Object.is(value, -0) || !language.pattern.test(String(value))) {
    throw outside(place, field, Object.is(value, -0) ? '-0' : String(value), language.rule);
  }
}

/**
 * Checks the texts that go into a list, and how many they are.
 * @param max - absent: there may be any number of them.
 * @throws EncodeError `not-in-language` or `ill-formed`.
 */
export function requireList(
  kind: string,
  field: string,
  value: unknown,
  language: FieldLanguage,
  min = 0,
  max = Number.POSITIVE_INFINITY,
): void {
  const place = `${kind}.${field}`;
  if (!Array.isArray(value)) throw wrongType(place, field, value, 'a list of texts');
  if (value.length < min || value.length > max) {
    const wanted = value.length < min ? `at least ${min}` : `at most ${max}`;
    throw new EncodeError('not-in-language', `${place} holds ${wanted}, and not ${value.length}.`, field);
  }
  for (const [index, one] of value.entries()) requireTextAt(`${place}[${index}]`, field, one, language);
}

/**
 * Checks that a text fits into one frame.
 * @param capacity - in bytes, without the frame's terminator.
 * @throws EncodeError `too-long`.
 */
export function requireFit(kind: string, text: string, capacity: number): void {
  // No code point takes more than three bytes for each of its UTF-16 units.
  if (text.length * 3 <= capacity) return;
  requireBytesFit(kind, Buffer.byteLength(text), capacity);
}

/**
 * Checks that so many bytes fit into one frame.
 * @throws EncodeError `too-long`.
 */
export function requireBytesFit(kind: string, bytes: number, capacity: number): void {
  if (bytes > capacity) throw new EncodeError('too-long', `${kind} of ${bytes} bytes: a frame holds ${capacity}.`);
}

/**
 * Checks that what was written is read as what was meant.
 * @param result - what the receiver reads the text as.
 * @param reader - who reads it, for the error: a state's name, or `a client`.
 * @throws EncodeError `reads-as-other`.
 */
export function requireReadBack(message: Message, text: string, result: ParseResult<Message>, reader: string): void {
  if (!result.ok) {
    throw new EncodeError(
      'reads-as-other',
      `${message.kind} of ${shown(text)} would be read as no message by ${reader}.`,
    );
  }
  const field = differingField(message, result.message);
  if (field === undefined) return;
  const as = field === 'kind' ? '' : ` with ${field} = ${shown(property(result.message, field))}`;
  throw new EncodeError(
    'reads-as-other',
    `${message.kind} of ${shown(text)} would be read as ${result.message.kind}${as}.`,
  );
}

/**
 * Checks that what was written is read as the message that was meant, where its fields can't be read otherwise.
 * @throws EncodeError `reads-as-other`.
 */
export function requireReadAs(message: Message, text: string, result: ParseResult<Message>, reader: string): void {
  if (!result.ok || result.message.kind !== message.kind) requireReadBack(message, text, result, reader);
}

/**
 * Checks that there is a message at all.
 * @throws CodecError `not-a-message`.
 */
export function requireMessage(message: unknown): void {
  if (typeof message === 'object' && message !== null && 'kind' in message && typeof message.kind === 'string') return;
  throw new CodecError('not-a-message', `what is to be written has no kind: ${shown(message)}`);
}

/** The error for a message that no server of a protocol sends. */
export function notOfServer(protocol: string, message: Message): CodecError {
  return new CodecError('not-a-message', `the server of ${protocol} sends no ${shown(message.kind)}`);
}

/** The error for a message that a state does not take. */
export function notInState(state: string, kind: string, takes: readonly string[]): EncodeError {
  const instead = takes.length > 0 ? `it takes ${takes.join(', ')}` : 'it takes none';
  return new EncodeError('not-in-state', `The state ${state} takes no ${kind}: ${instead}.`);
}

/** The first property in which what was read is not what was meant; `kind` comes first. */
function differingField(meant: Message, read: Message): string | undefined {
  const names = new Set([...Object.keys(read), ...Object.keys(meant)]);
  return [...names].find((name) => {
    const [a, b] = [property(meant, name), property(read, name)];
    if (Array.isArray(a) && Array.isArray(b)) return a.length !== b.length || a.some((one, index) => one !== b[index]);
    return a !== b;
  });
}

function property(message: Message, name: string): unknown {
  return (message as unknown as Readonly<Record<string, unknown>>)[name];
}

function wrongType(place: string, field: string, value: unknown, wanted: string): EncodeError {
  const got = value === undefined ? 'is missing' : `must be ${wanted}, and is ${shown(value)}`;
  return new EncodeError('not-in-language', `${place} ${got}.`, field);
}

function outside(place: string, field: string, value: string, rule: string): EncodeError {
  return new EncodeError('not-in-language', `${place} can't be ${value}: ${rule}.`, field);
}

const SHOWN = 60;

/** A value as an error shows it: quoted, and not at length. */
function shown(value: unknown): string {
  if (typeof value === 'string') {
    if (value.length <= SHOWN) return JSON.stringify(value);
    return `${JSON.stringify(value.slice(0, SHOWN))}… (${value.length} characters)`;
  }
  if (typeof value === 'bigint') return `${value}n`;
  return value === undefined ? 'absent' : (JSON.stringify(value) ?? typeof value);
}
