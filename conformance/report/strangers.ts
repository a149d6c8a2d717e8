import type { Failure } from '../engine/events.js';
import { madeNamesIn, strangeNamesIn } from '../scenario/made-names.js';

/** More are not told of. */
const MOST = 3;

/** What is to be said of the names in an exchange that are none of its clients': a reader would look for them. */
export function strangersIn({ trace, scenario }: Pick<Failure, 'trace' | 'scenario'>): readonly string[] {
  const texts = (wanted: 'read' | 'write'): string =>
    trace.flatMap((entry) => (entry.kind === wanted ? [Buffer.from(entry.bytes).toString('utf8')] : [])).join('\n');
  const written = texts('write');
  const earlier = strangeNamesIn(texts('read'), written);
  const nobody = madeNamesIn(written).filter((name) => !scenario.clients.some((client) => name.startsWith(client)));
  return [
    ...earlier.map((name) => `${name}: a client of an earlier case`),
    ...nobody.map((name) => `${name}: nobody here has this name`),
  ].slice(0, MOST);
}
