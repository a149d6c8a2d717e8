import type { Clause, Model } from '../../runtime/model.js';
import { describeEffects, describeTrigger } from './describe.js';
import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';

/** session.ts: the session as a pure machine, with a table of what each state does. */
export function emitSession({ model, origin, runtime }: Emission): string {
  const file = new EmittedFile(origin, `The session of \`${model.name}\`: all that the spec lets an event come to.`);
  const createSession = file.value('createSession', runtime);
  const session = file.type('Session', runtime);
  file.doc(sessionDoc(model));
  file.line(
    `export const session: ${session} = ${createSession}(${file.value('model', './model.js')}, ${file.value('codec', './codec.js')});`,
  );
  return file.toString();
}

/** The clauses as a table; a row for each state and trigger. */
function sessionDoc(model: Model): string {
  const rows = model.session.states.flatMap((state) => state.clauses.map((clause) => row(state.name, clause)));
  return [
    'Pure: no input or output, no clock, no randomness.',
    '',
    '| state | when | what happens |',
    '|---|---|---|',
    row('', model.session.connect),
    ...rows,
  ].join('\n');
}

function row(state: string, clause: Clause): string {
  const cell = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``);
  return `| ${state === '' ? '' : `\`${state}\``} | ${cell(describeTrigger(clause.trigger))} | ${cell(describeEffects(clause.body))} |`;
}
