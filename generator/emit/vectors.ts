import { MALFORMED } from '../../runtime/arbitrary/malformed.js';
import { shortTexts } from '../../runtime/arbitrary/short-texts.js';
import { capacityOf, terminatorOf } from '../../runtime/framing.js';
import type { Example, ExampleStep, MessageModel, Model } from '../../runtime/model.js';
import type { Message, ParseResult } from '../../runtime/protocol.js';
import { BoundaryTexts } from '../rules/boundary-texts.js';
import { messagesOf } from '../rules/grammar.js';
import type { Emission } from './emission.js';
import { MADE_BY } from './file.js';
import { json } from './literal.js';

/** The version of the format that docs/vectors.schema.json describes. */
const VECTORS_VERSION = 1;

/** How many texts are tried of a message whose boundaries are all something else. */
const SHORT_TEXTS = 8;
/** The longest text that is written out: files should stay readable. */
const LONGEST = 200;

/** vectors.json: texts and what they mean, for implementers in any language. */
export function emitVectors(emission: Emission): string {
  const { model, origin, codec } = emission;
  const states = Object.fromEntries(
    model.session.states.map((state) => {
      return [state.name, textVectors(model, messagesOf(model, state), (text) => codec.parse(state.name, text))];
    }),
  );
  const server = textVectors(model, model.messages.server, (text) => codec.parseServer(text));
  return json({
    schema: 'parley-vectors',
    version: VECTORS_VERSION,
    comment: MADE_BY,
    protocol: model.name,
    spec: { file: origin.spec, sha256: origin.sha256 },
    charset: model.charset,
    framing: { client: framing(model, 'client'), server: framing(model, 'server') },
    client: states,
    server,
    malformed: MALFORMED.map((bytes) => Buffer.from(bytes).toString('hex')),
    examples: model.examples.map(exampleVector),
  });
}

/** How frames stand on the wire; `terminator` is in hex. */
function framing(model: Model, side: 'client' | 'server'): object {
  const { kind, max } = model.framing[side];
  return { kind, max, capacity: capacityOf(model.framing[side]), terminator: hex(terminatorOf(model.framing[side])) };
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** A frame's text, and its bytes without the terminator. */
function frame(text: string): { readonly text: string; readonly hex: string } {
  return { text, hex: hex(text) };
}

/** Texts at the boundaries of messages: those that are the message, and those that are something else or nothing. */
function textVectors(
  model: Model,
  messages: readonly MessageModel[],
  read: (text: string) => ParseResult<Message>,
): { readonly valid: object[]; readonly invalid: object[] } {
  const boundaries = new BoundaryTexts(model);
  const valid: ValidText[] = [];
  const invalid: InvalidText[] = [];
  for (const message of messages) {
    let isRead = false;
    const take = (text: string): void => {
      const result = read(text);
      if (result.ok && result.message.kind === message.id) {
        valid.push({ text, message: result.message });
        isRead = true;
      } else invalid.push({ text, not: message.id, read: result.ok ? result.message : null });
    };
    for (const text of boundaries.of(message)) take(text);
    const whole = { kind: 'sequence', of: message.parts.map(({ expr }) => expr) } as const;
    if (!isRead) for (const text of shortTexts(model, whole, SHORT_TEXTS)) take(text);
  }
  return {
    valid: distinct(valid).map(({ text, message }) => ({ ...frame(text), message })),
    // `read` is the message that the text is instead, or null.
    invalid: distinct(invalid).map(({ text, not, read: instead }) => ({ ...frame(text), not, read: instead })),
  };
}

interface ValidText {
  readonly text: string;
  readonly message: Message;
}

interface InvalidText {
  readonly text: string;
  readonly not: string;
  readonly read: Message | null;
}

/** One of each text, the short ones first. */
function distinct<T extends { readonly text: string }>(vectors: readonly T[]): T[] {
  const byText = new Map(vectors.filter(({ text }) => text.length <= LONGEST).map((vector) => [vector.text, vector]));
  return [...byText.values()].sort((a, b) => a.text.length - b.text.length || (a.text < b.text ? -1 : 1));
}

function exampleVector(example: Example): object {
  return {
    id: example.id,
    title: example.title,
    after: example.after,
    source: example.source,
    steps: example.steps.flatMap((step) => (step.kind === 'act' ? [stepVector(step)] : [])),
  };
}

function stepVector(step: ExampleStep & { kind: 'act' }): object {
  const hears = step.expect.flatMap((expected) =>
    expected.kind === 'hears'
      ? expected.who.flatMap((who) => expected.texts.map((text) => ({ who, ...frame(text) })))
      : [],
  );
  const closed = step.expect.flatMap((expected) => (expected.kind === 'closed' ? expected.who : []));
  const sent = step.act.kind === 'sends' ? step.act.texts.map(frame) : undefined;
  return { who: step.who, does: step.act.kind, sent, hears, closed };
}
