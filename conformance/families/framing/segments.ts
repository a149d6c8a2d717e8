import { findConnection } from '../../../runtime/index.js';
import type { Situation } from '../../scenario/planner.js';
import type { Rehearsal } from '../../scenario/rehearsal.js';
import type { Payload } from '../../scenario/scenario.js';
import { Script } from '../../scenario/script.js';
import { bytewise, endOf, linesOf, withoutEnd } from './lines.js';

type Segments = (rehearsal: Rehearsal, situation: Situation) => Script | undefined;

/** Several lines in one write: each is a message of its own. */
export const inOneWrite: Segments = (rehearsal, { stage, actor }) => {
  const script = new Script(rehearsal, stage);
  const lines = linesOf(script, actor, 3);
  if (lines.length < 2) return undefined;
  script.write(actor, lines.flat());
  script.everyoneSpeaks();
  return script;
};

/**
 * A line cut in two, at every place behind its value, inside characters too. In front of the first half stands a whole
 * line: what comes of that shows that the half has been read, and no server can have seen the two as one.
 */
export const cut: Segments = (rehearsal, { stage, actor }) => {
  const script = new Script(rehearsal, stage);
  for (let place = 1; place < 16; place++) {
    const [whole, halved, ...more] = linesOf(script, actor, 2);
    if (whole === undefined || halved === undefined) return undefined;
    // The ways in are said as they are, so that what is cut is the same each time.
    if (more.length > 0) {
      script.write(actor, whole);
      continue;
    }
    const pieces = bytewise(halved);
    if (place >= pieces.length) break;
    script.write(actor, [...whole, ...pieces.slice(0, place).flat()]);
    script.write(actor, pieces.slice(place).flat());
  }
  cutInsideEnd(script, actor);
  script.everyoneSpeaks();
  return script;
};

/** The CR in one segment, the LF in the next: it is still the CR before the LF, and nothing ends twice. */
function cutInsideEnd(script: Script, actor: number): void {
  const [whole, halved, ...more] = linesOf(script, actor, 2);
  if (whole === undefined || halved === undefined || more.length > 0) return;
  script.write(actor, [...whole, ...withoutEnd(script, halved), { text: '\r' }]);
  script.write(actor, [{ text: endOf(script) }]);
}

/** Every byte in a write of its own. */
export const byteByByte: Segments = (rehearsal, { stage, actor }) => {
  const script = new Script(rehearsal, stage);
  const lines = linesOf(script, actor, 2);
  if (lines.length === 0) return undefined;
  for (const line of lines) script.act({ kind: 'write', client: actor, writes: bytewise(line) });
  script.everyoneSpeaks();
  return script;
};

/** Half a line of one, half a line of another, then the rest of each: they must not run into one another. */
export const interleaved: Segments = (rehearsal, { stage, actor }) => {
  const script = new Script(rehearsal, stage);
  const other = script.present.find((client) => client !== actor);
  if (other === undefined) return undefined;
  const rests: { readonly client: number; readonly rest: Payload }[] = [];
  for (const client of [actor, other]) {
    const [whole, halved] = linesOf(script, client, 2);
    if (whole === undefined || halved === undefined) return undefined;
    const pieces = bytewise(halved);
    const place = Math.ceil(pieces.length / 2);
    script.write(client, [...whole, ...pieces.slice(0, place).flat()]);
    rests.push({ client, rest: pieces.slice(place).flat() });
  }
  for (const { client, rest } of rests) script.write(client, rest);
  script.everyoneSpeaks();
  return script;
};

/** What stands behind the message that closes the connection, in the same write, is dropped. */
export const behindTheEnd: Segments = (rehearsal, { stage, actor }) => {
  const script = new Script(rehearsal, stage);
  const [line] = linesOf(script, actor, 1);
  const closing = closingOf(script, actor);
  if (line === undefined || closing === undefined) return undefined;
  script.write(actor, [...closing, ...line]);
  script.everyoneSpeaks();
  return script;
};

/** Lines, and behind them in the same write the message that closes the connection: they are answered, then it ends. */
export const upToTheEnd: Segments = (rehearsal, { stage, actor }) => {
  const script = new Script(rehearsal, stage);
  const lines = linesOf(script, actor, 3);
  const ahead = new Script(rehearsal, stage);
  for (const line of lines) ahead.write(actor, line);
  const closing = closingOf(ahead, actor);
  if (lines.length === 0 || closing === undefined) return undefined;
  script.write(actor, [...lines.flat(), ...closing]);
  script.everyoneSpeaks();
  return script;
};

/** What a client may send that closes its connection. */
function closingOf(script: Script, client: number): Payload | undefined {
  return script.essentials(client).find(({ payload }) => {
    const { plain, stage: after } = script.try(client, payload);
    return plain && findConnection(after.world, client) === undefined;
  })?.payload;
}

/** Whole lines, and half a one, right before the end of input: the whole ones count, the half one does not. */
export const beforeTheEnd =
  (kind: 'halfClose' | 'close', half: boolean): Segments =>
  (rehearsal, { stage, actor }) => {
    const script = new Script(rehearsal, stage);
    const lines = linesOf(script, actor, 3);
    const last = lines.at(-1);
    if (lines.length < 2 || last === undefined) return undefined;
    const text = half ? [...lines.slice(0, -1).flat(), ...withoutEnd(script, last)] : lines.flat();
    script.together([
      { kind: 'write', client: actor, writes: [text] },
      { kind, client: actor },
    ]);
    script.everyoneSpeaks();
    return script;
  };

/** A message, and the end of input behind it without waiting: the one is no reason to forget the other. */
export const oneBeforeTheEnd: Segments = (rehearsal, { stage, actor }) => {
  const script = new Script(rehearsal, stage);
  const [message] = linesOf(script, actor, 1);
  if (message === undefined) return undefined;
  script.together([
    { kind: 'write', client: actor, writes: [message] },
    { kind: 'halfClose', client: actor },
  ]);
  script.everyoneSpeaks();
  return script;
};

/** One CR before the LF belongs to the end of the line, a second one to the line, and one inside of it, too. */
export const carriageReturns: Segments = (rehearsal, { stage, actor }) => {
  const script = new Script(rehearsal, stage);
  const end = endOf(script);
  for (const tail of ['\r\n', '\n', '\r\r\n', `\r${end}`, '\rx\r\n', '\n\n', '\r\n\r\n']) {
    const line = linesOf(script, actor, 1).at(-1);
    if (line === undefined) return undefined;
    const ended: Payload = [...withoutEnd(script, line), { text: tail }];
    const { plain, seen } = script.try(actor, ended);
    if (plain && seen) script.write(actor, ended);
  }
  script.everyoneSpeaks();
  return script;
};
