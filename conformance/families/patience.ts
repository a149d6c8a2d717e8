import { findConnection } from '../../runtime/index.js';
import { isAudience } from '../scenario/observer.js';
import { caseOf, type Family, openingScript } from './family.js';

/** For how long nothing is said at least, where nobody is served meanwhile. */
const REST_MS = 2_000;

/**
 * Somebody who has connected and says nothing while all others are served: the spec says how long a server has to bear
 * with that. Only where nothing reaches such a client, and it changes nothing for the others, can both be judged each for itself.
 */
export const patience: Family = {
  name: 'patience',
  doc: 'A client that says nothing for as long as all other cases take: it is not dropped before its time, and then served like anybody else.',
  *cases(context) {
    const { session } = context.protocol;
    const script = openingScript(context);
    const client = script.connect();
    const { world } = script.stage;
    const silent = findConnection(world, client);
    if (silent === undefined || Object.keys(silent.attributes).length > 0) return;
    if (Object.keys(session.initial.variables).length > 0 || isAudience(script.rehearsal, world, client)) return;
    script.act({ kind: 'rest', client, ms: REST_MS });
    script.settle(client);
    script.everyoneSpeaks();
    yield { ...caseOf('patience', 'silent while others are served', script), beside: true };
  },
};
