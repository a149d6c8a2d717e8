/**
 * The names that emitted code gives to what a spec names. A spec's names are kept as they are wherever TypeScript lets
 * them be; where two things would share a name, the later one gets a suffix.
 */
import type { MessageModel, Model, State } from '../../runtime/model.js';

/** Names that types.ts and index.ts export beside the messages, or use as the language means them. */
const OWN_NAMES = ['State', 'ClientMessage', 'ServerMessage', 'UserAttributes', 'WorldVariables', 'Protocol'];

export interface Names {
  /** The interface of a message. */
  message(message: MessageModel): string;
  /** The union of the messages that a state takes. */
  stateMessages(state: State): string;
}

export function namesOf(model: Model): Names {
  const taken = new Set(OWN_NAMES);
  const claim = uniqueNames(taken);
  const { client, server } = model.messages;
  const inBoth = new Set(client.map(({ id }) => id).filter((id) => server.some((other) => other.id === id)));
  const messages = new Map<MessageModel, string>();
  for (const message of [...client, ...server]) {
    const side = message.direction === 'client' ? 'Client' : 'Server';
    const plain = inBoth.has(message.id) ? side + message.id : message.id;
    messages.set(message, claim(taken.has(plain) ? `${message.id}Message` : plain));
  }
  const states = new Map(model.session.states.map((state) => [state, claim(`${pascalCase(state.name)}Message`)]));
  return {
    message: (message) => messages.get(message) ?? message.id,
    stateMessages: (state) => states.get(state) ?? state.name,
  };
}

function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

/** `key-value` → `KeyValue`. */
export function pascalCase(name: string): string {
  const whole = words(name)
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join('');
  return /^[0-9]/.test(whole) ? `_${whole}` : whole;
}

/** `ListRequest` → `listRequest`, `end-of-list` → `endOfList`; a word that TypeScript keeps for itself gets a `_`. */
function camelCase(name: string): string {
  const pascal = pascalCase(name);
  const camel = pascal.replace(/^_?[A-Z]+(?![a-z])|^_?[A-Z]/, (start) => start.toLowerCase());
  return RESERVED_WORDS.has(camel) ? `${camel}_` : camel;
}

/** `ListRequest` → `LIST_REQUEST`. */
export function constantCase(name: string): string {
  return words(name).join('_').toUpperCase();
}

const RESERVED_WORDS = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Gives each thing a name that is not in `taken`, and puts it there: the wanted one, or one with a number behind it. */
export function uniqueNames(taken: Set<string>): (wanted: string) => string {
  return (wanted) => {
    let name = wanted;
    for (let suffix = 2; taken.has(name); suffix++) name = `${wanted}${suffix}`;
    taken.add(name);
    return name;
  };
}

/** Gives each of a set of things its own local name. */
export function localNames(reserved: Iterable<string> = []): (wanted: string) => string {
  const unique = uniqueNames(new Set(reserved));
  return (wanted) => unique(camelCase(wanted));
}
