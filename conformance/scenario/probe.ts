import { createFrameDecoder, decodeText, terminatorOf } from '../../runtime/index.js';
import type { Reading, TemplatePart } from './candidate.js';
import { labelOf } from './fresh.js';
import { PEOPLE } from './people.js';
import type { Rehearsal } from './rehearsal.js';
import type { FreshVariant, PayloadPart } from './scenario.js';

/** The bytes of a template for a client and a world of no consequence, without the terminator. */
export function probeBytes(rehearsal: Rehearsal, parts: readonly TemplatePart[]): Uint8Array | undefined {
  try {
    return rehearsal.bytes(parts.map((part) => probePart(rehearsal, part)));
  } catch {
    // No fresh value is in all of the rules that the part names.
    return undefined;
  }
}

function probePart(rehearsal: Rehearsal, part: TemplatePart): PayloadPart {
  const { model } = rehearsal.protocol;
  if ('slot' in part) return freshPart(labelOf(PEOPLE[0] ?? '', part.slot), part.in, part.as);
  if ('collision' in part) {
    const variable = model.session.variables.find((one) => one.scope === 'connection' && one.name === part.collision);
    return freshPart(PEOPLE[1] ?? '', variable === undefined ? [] : [variable.type.rule], part.as);
  }
  if ('integer' in part) {
    const field = model.messages.client
      .find((one) => one.id === part.message)
      ?.fields.find((one) => one.name === part.integer);
    return { text: String(field?.value.kind === 'integer' ? field.value.min : 0) };
  }
  return part;
}

export function freshPart(label: string, rules: readonly string[], as: FreshVariant | undefined): PayloadPart {
  return as === undefined ? { fresh: label, in: rules } : { fresh: label, in: rules, as };
}

/** What a template is read as in a state; undefined if it is not exactly one frame. */
export function probeReading(rehearsal: Rehearsal, state: string, parts: readonly TemplatePart[]): Reading | undefined {
  const { model, codec } = rehearsal.protocol;
  const bytes = probeBytes(rehearsal, parts);
  if (bytes === undefined) return undefined;
  const framing = model.framing.client;
  const [frame, ...more] = createFrameDecoder(framing).push(Buffer.concat([bytes, Buffer.from(terminatorOf(framing))]));
  if (frame === undefined || more.length > 0) return undefined;
  if (frame.kind === 'overlong') return { kind: 'overlong' };
  const text = decodeText(frame.bytes);
  if (text === undefined) return { kind: 'invalid' };
  const read = codec.parse(state, text);
  return read.ok ? { kind: 'message', message: read.message.kind } : { kind: 'unrecognized' };
}
