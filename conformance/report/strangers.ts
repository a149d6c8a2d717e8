import type { Failure } from '../engine/events.js';
import { PEOPLE } from '../scenario/people.js';

/** Names as they are made for clients: one of the people, then the case and a number. */
const MADE = new RegExp(`(?<![A-Za-z])(?:${PEOPLE.join('|')})[0-9a-z]{5}(?![0-9a-z])`, 'g');
/** More are not told of. */
const MOST = 3;

/** What is to be said of the names in an exchange that are none of its clients': a reader would look for them. */
export function strangersIn({ trace, scenario }: Pick<Failure, 'trace' | 'scenario'>): readonly string[] {
  const texts = (wanted: 'read' | 'write'): string =>
    trace.flatMap((entry) => (entry.kind === wanted ? [Buffer.from(entry.bytes).toString('utf8')] : [])).join('\n');
  const namesIn = (text: string): readonly string[] => [...new Set(text.match(MADE))];
  const written = texts('write');
  const cases = namesIn(written).map(caseOf);
  const earlier = namesIn(texts('read')).filter((name) => cases.length > 0 && !cases.includes(caseOf(name)));
  const nobody = namesIn(written).filter((name) => !scenario.clients.some((client) => name.startsWith(client)));
  return [
    ...earlier.map((name) => `${name}: a client of an earlier case`),
    ...nobody.map((name) => `${name}: nobody here has this name`),
  ].slice(0, MOST);
}

/** The part of a name that is the case's. */
function caseOf(name: string): string {
  return name.slice(3, 6);
}
