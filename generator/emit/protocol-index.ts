import { shortTexts } from '../../runtime/arbitrary/short-texts.js';
import type { MessageModel, Model } from '../../runtime/model.js';
import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';
import { key, quote } from './literal.js';

/** index.ts: all that users of a protocol need, but the arbitraries, which would load fast-check. */
export function emitProtocolIndex({ model, origin, runtime }: Emission): string {
  const about = `The protocol \`${model.name}\`: its messages, their texts, and its session. For tests there are arbitraries beside it.`;
  const file = new EmittedFile(origin, about);
  const protocol = file.type('Protocol', runtime);
  const types = ['State', 'ClientMessage', 'ServerMessage'].map((name) => file.type(name, './types.js'));
  const values = ['model', 'codec', 'session'].map((name) => file.value(name, `./${name}.js`));
  values.push(file.value('createMachine', './machine.js'));
  file.line("export * from './types.js';");
  file.line(`export { ${values.join(', ')} };`).line();
  file.doc([model.doc, sources(model), example(model)].filter((part) => part !== '').join('\n\n'));
  file.line(`export const protocol: ${protocol}<${types.join(', ')}> = { ${values.join(', ')} };`);
  return file.toString();
}

function sources(model: Model): string {
  const list = model.sources.map(({ file, title }) => `- ${title === undefined ? file : `${title} (${file})`}`);
  return list.length === 0 ? '' : ['Made from:', ...list].join('\n');
}

/** Reading and writing, with this protocol's own first messages. */
function example(model: Model): string {
  const state = model.session.states.find(({ clauses }) => clauses.some(({ trigger }) => trigger.kind === 'message'));
  const trigger = state?.clauses.find((clause) => clause.trigger.kind === 'message')?.trigger;
  const taken = trigger?.kind === 'message' ? model.messages.client.find(({ id }) => id === trigger.name) : undefined;
  const text = taken === undefined ? undefined : shortTexts(model, wholeOf(taken), 1)[0];
  const [written] = model.messages.server;
  const lines = [`import { protocol } from 'parley/generated/${model.name}';`, ''];
  if (state !== undefined && text !== undefined) {
    lines.push(`const read = protocol.codec.parse(${quote(state.name)}, ${quote(text)});`);
    lines.push(`if (read.ok) console.log(read.message.kind); // ${taken?.id}`);
  }
  if (written !== undefined) lines.push(`console.log(protocol.codec.encodeServer(${sampleOf(model, written)}));`);
  return ['@example', '```ts', ...lines, '```'].join('\n');
}

function wholeOf(message: MessageModel): MessageModel['parts'][number]['expr'] {
  return { kind: 'sequence', of: message.parts.map(({ expr }) => expr) };
}

function sampleOf(model: Model, message: MessageModel): string {
  const fields = message.fields.map((field) => {
    if (field.value.kind === 'integer') return `${key(field.name)}: ${field.value.min}`;
    const text = quote(shortTexts(model, field.language, 1)[0] ?? '');
    return `${key(field.name)}: ${field.arity === 'list' ? `[${text}]` : text}`;
  });
  return `{ ${[`kind: ${quote(message.id)}`, ...fields].join(', ')} }`;
}
