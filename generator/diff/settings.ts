import type { Delivery, Framing, Model, Variable } from '../../runtime/model.js';
import type { Change } from './change.js';

/** What differs in how bytes travel: port, patience, framing, order of delivery, promises. */
export function* settingChanges(before: Model, after: Model): Iterable<Change> {
  yield* transportChanges(before, after);
  for (const direction of ['client', 'server'] as const) {
    const [old, now] = [before.framing[direction], after.framing[direction]];
    const who = direction === 'client' ? 'clients send' : 'the server sends';
    if (showFraming(old) === showFraming(now)) continue;
    yield {
      level: 'wire',
      kind: 'framing',
      compatible: isWider(old, now, direction),
      message: `the framing of what ${who} was ${showFraming(old)} and is ${showFraming(now)}`,
      old: showFraming(old),
      new: showFraming(now),
    };
  }
  yield* deliveryChanges(before.delivery, after.delivery);
  yield* variableChanges(before, after);
  const promised = (model: Model) => model.promises.map(({ kind }) => kind);
  for (const kind of promised(before).filter((one) => !promised(after).includes(one))) {
    yield { level: 'wire', kind: 'promise', compatible: false, message: `\`promise ${kind}\` is no longer made` };
  }
  for (const kind of promised(after).filter((one) => !promised(before).includes(one))) {
    yield { level: 'wire', kind: 'promise', compatible: true, message: `\`promise ${kind}\` is made now` };
  }
}

function* transportChanges({ transport: old }: Model, { transport: now }: Model): Iterable<Change> {
  if (old.tcp !== now.tcp) {
    const message = `the port was ${old.tcp} and is ${now.tcp}`;
    yield {
      level: 'wire',
      kind: 'transport',
      compatible: false,
      message,
      old: `tcp ${old.tcp}`,
      new: `tcp ${now.tcp}`,
    };
  }
  if (old.idleMs !== now.idleMs) {
    const shown = (idleMs: number | undefined) =>
      idleMs === undefined ? 'kept for ever' : `kept for ${idleMs / 1000} s at least`;
    yield {
      level: 'wire',
      kind: 'transport',
      // Who could be silent so long can be silent longer.
      compatible: (now.idleMs ?? Number.POSITIVE_INFINITY) > (old.idleMs ?? Number.POSITIVE_INFINITY),
      message: `a silent client was ${shown(old.idleMs)} and is ${shown(now.idleMs)}`,
    };
  }
}

/** What a client may write can grow; what a server may write is what old clients have room for. */
function isWider(old: Framing, now: Framing, direction: 'client' | 'server'): boolean {
  if (old.kind !== 'line' || now.kind !== 'line') return false;
  // Readers of lines take both ends.
  return direction === 'client' ? now.max >= old.max : now.max <= old.max;
}

function showFraming(framing: Framing): string {
  const crlf = framing.kind === 'line' && framing.write === 'crlf' ? ' crlf' : '';
  return `\`${framing.kind}(${framing.max})${crlf}\``;
}

/** What the world begins with, and what its numbers can be. */
function* variableChanges(before: Model, after: Model): Iterable<Change> {
  for (const old of before.session.variables) {
    const now = after.session.variables.find(({ scope, name }) => scope === old.scope && name === old.name);
    if (now === undefined) continue;
    const shown = ({ type, initial }: Variable): string => {
      const range = type.value.kind === 'integer' ? `a number from ${type.value.min} to ${type.value.max}` : 'a text';
      if (initial?.kind === 'integer') return `${range}, ${initial.value} at first`;
      return initial?.kind === 'text' ? `${range}, ${JSON.stringify(initial.text)} at first` : range;
    };
    if (shown(old) === shown(now)) continue;
    const name = `${old.scope === 'world' ? 'world' : 'self'}.${old.name}`;
    const message = `\`${name}\` was ${shown(old)}, and is ${shown(now)}`;
    yield { level: 'wire', kind: 'variable', compatible: false, message, at: now.at };
  }
}

const ORDERS = ['fifo', 'causal', 'total'] as const;

function* deliveryChanges(old: Delivery, now: Delivery): Iterable<Change> {
  if (old.order !== now.order) {
    yield {
      level: 'wire',
      kind: 'delivery',
      compatible: ORDERS.indexOf(now.order) > ORDERS.indexOf(old.order),
      message: `the order of delivery was \`${old.order}\` and is \`${now.order}\``,
    };
  }
  if (old.unit !== now.unit) {
    yield {
      level: 'wire',
      kind: 'delivery',
      compatible: now.unit === 'event',
      message: `what happens at once was \`atomic ${old.unit}\` and is \`atomic ${now.unit}\``,
    };
  }
}
