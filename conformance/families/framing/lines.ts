import { terminatorOf } from '../../../runtime/index.js';
import { isSameWorld } from '../../scenario/canonical.js';
import type { ClientIndex, Payload, PayloadPart } from '../../scenario/scenario.js';
import { Script } from '../../scenario/script.js';

/** Characters of two, three and four bytes, to be cut inside. */
const LONG_CHARACTERS = 'é€😀x';

/**
 * Messages that a client could send one after the other from where it is, each seen: first those that bring it in, then
 * ones that carry a value of their own, with characters of several bytes behind it where they may stand.
 */
export function linesOf(script: Script, client: ClientIndex, count: number): readonly Payload[] {
  const ahead = new Script(script.rehearsal, script.stage);
  const said = (): readonly Payload[] =>
    ahead.stage.actions
      .slice(script.stage.actions.length)
      .flatMap((action) => (action.kind === 'write' ? action.writes : []));
  ahead.settle(client);
  for (let i = 0; i < count; i++) {
    const before = ahead.stage;
    ahead.speak(client);
    const last = ahead.stage.actions.at(-1);
    if (ahead.stage === before || last?.kind !== 'write') break;
    const [payload = []] = last.writes;
    const longer = withTail(script, payload, LONG_CHARACTERS);
    ahead.stage = before;
    const { plain, seen, stage } = ahead.try(client, longer);
    const same = plain && seen && isSameWorld(stage.world, before.world);
    ahead.write(client, same ? longer : payload);
  }
  return said();
}

/** A line with something more before its terminator. */
export function withTail(script: Script, line: Payload, tail: string): Payload {
  return [...withoutEnd(script, line), { text: tail + endOf(script) }];
}

export function withoutEnd(script: Script, line: Payload): Payload {
  const end = endOf(script);
  return line.flatMap((part, i): Payload => {
    if (end === '' || i < line.length - 1 || !('text' in part) || !part.text.endsWith(end)) return [part];
    const text = part.text.slice(0, -end.length);
    return text === '' ? [] : [{ text }];
  });
}

export function endOf(script: Script): string {
  return terminatorOf(script.rehearsal.protocol.model.framing.client);
}

/**
 * A payload in pieces as small as can be: its values whole, since their bytes are not known before a run, everything
 * else byte by byte.
 */
export function bytewise(line: Payload): readonly Payload[] {
  return line.flatMap((part): readonly Payload[] => {
    if ('fresh' in part) return [[part]];
    const bytes = 'hex' in part ? Buffer.from(part.hex, 'hex') : Buffer.from(part.text, 'utf8');
    return [...bytes].map((byte): readonly PayloadPart[] => [{ hex: byte.toString(16).padStart(2, '0') }]);
  });
}
