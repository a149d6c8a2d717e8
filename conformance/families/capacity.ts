import type { Script } from '../scenario/script.js';
import { type CasePlan, caseOf, type Family, type FamilyContext, openingScript } from './family.js';

/** Clients at once; servers with room for fewer are rare, and are told so by the first that is kept out. */
const MANY = [16, 48] as const;
/** So many more than the most are only connected: a server has room for more than its 64. */
const WAITING = 17;
/** Of these, how many speak. */
const SPEAKERS = 6;

/** Many clients: everyone receives everything, and the server forgets those who have gone. */
export const capacity: Family = {
  name: 'capacity',
  doc: 'Many clients come in, some talk, some leave, others come: everyone receives everything.',
  *cases(context) {
    for (const many of MANY) yield* crowd(context, many);
  },
};

function* crowd(context: FamilyContext, many: number): Generator<CasePlan> {
  const script = openingScript(context);
  for (let i = 0; i < many; i++) if (script.enter() === undefined) return;
  if (many === MANY.at(-1)) waitOutside(script);
  speakSome(script);
  // Every other leaves, from the middle of whatever list the server keeps.
  for (const client of script.present.filter((_, i) => i % 2 === 1)) script.leave(client);
  speakSome(script);
  for (let i = 0; i < SPEAKERS; i++) script.enter();
  speakSome(script);
  yield caseOf('capacity', `${many} clients`, script);
}

/** Some only connect; the last of them comes in, and the others go again. */
function waitOutside(script: Script): void {
  const waiting = Array.from({ length: WAITING }, () => script.connect());
  for (const client of waiting.splice(-1)) script.settle(client);
  for (const client of waiting) script.act({ kind: 'halfClose', client });
}

/** A few, from the first to the last. */
function speakSome(script: Script): void {
  const { present } = script;
  const step = Math.max(1, Math.floor(present.length / SPEAKERS));
  for (const [i, client] of present.entries()) if (i % step === 0) script.speak(client);
}
