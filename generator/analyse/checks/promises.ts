import { diagnostic } from '../../diagnostics/diagnostic.js';
import { misread } from '../misread.js';
import { type Check, decide, type Subject } from '../subject.js';
import { sitesByMessage } from './forgeable.js';

/**
 * What `promise unforgeable` asks for beside messages that can be told apart: frames that mark where a message ends,
 * sends that stay in their frame and are read as what they are.
 */
export const checkPromises: Check = function* (subject) {
  const { model } = subject;
  const [promise] = model.promises;
  if (promise === undefined) return;
  if (model.framing.server.kind === 'chunk') {
    yield diagnostic(
      'P520',
      model.file,
      { start: promise.at },
      {
        promise: promise.kind,
        why: 'the framing of the server is `chunk`, which does not say where one message ends and the next begins',
        hint: 'frame by lines: `server framing line(1024)`',
      },
    );
  }
  for (const [message, sites] of sitesByMessage(subject)) {
    for (const site of sites) {
      yield* decide(subject, site.at, `what is sent as \`${message.id}\` is read as that`, function* () {
        const why = obstacle(subject, site);
        if (why === undefined) return;
        const hint = 'let the rules of its arguments match no more than the rules of its fields';
        yield diagnostic('P520', model.file, { start: site.at }, { promise: promise.kind, why, hint });
      });
    }
  }
};

function obstacle(subject: Subject, site: Parameters<Subject['site']>[0]): string | undefined {
  const { model } = subject;
  const automaton = subject.site(site);
  const name = `\`${site.message.id}\``;
  const fault = model.framing.server.kind === 'line' ? subject.lineFault(automaton) : undefined;
  if (fault !== undefined) {
    const how = fault.kind === 'split' ? 'which is read as two lines' : 'whose last character a reader drops';
    return `${name} can be sent as ${JSON.stringify(fault.text)}, ${how}`;
  }
  const unread = misread(automaton, subject.tried(model.messages.server), (as) => as === undefined);
  if (unread === undefined) return undefined;
  return `${name} can be sent as ${JSON.stringify(unread.text)}, which is read as no message`;
}
