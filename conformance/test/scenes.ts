import fc from 'fast-check';
import type { TraceEntry } from '../oracle/trace.js';
import { protocolOf } from './protocols.js';
import { type Deed, type ServerFault, SimulatedServer } from './simulated-server.js';

/** What one client does after it has come in; texts are made unique by their place. */
export type Word = 'say' | 'whisper' | 'whisperNobody' | 'quit' | 'halfClose' | 'reset';

const word: fc.Arbitrary<Word> = fc.oneof(
  { arbitrary: fc.constant<Word>('say'), weight: 5 },
  { arbitrary: fc.constantFrom<Word>('whisper', 'whisperNobody'), weight: 3 },
  { arbitrary: fc.constantFrom<Word>('quit', 'halfClose', 'reset'), weight: 1 },
);

/** Scripts for some clients, and the server's chances: every trace that it can produce is found by some of these. */
export interface Scene {
  readonly words: readonly (readonly Word[])[];
  readonly chances: Iterable<number>;
  /** Texts are equal, or begin alike, and so are names where the spec says what becomes of it. */
  readonly colliding?: boolean;
}

/** Lanes that race from their connects on. */
export function scenes(size: { readonly lanes: number; readonly words: number }): fc.Arbitrary<Scene> {
  return fc.record({
    words: fc.array(fc.array(word, { maxLength: size.words }), { minLength: 1, maxLength: size.lanes }),
    chances: fc.infiniteStream(fc.nat({ max: 0x7fffffff })),
  });
}

/** How a protocol says it. */
interface Spoken {
  readonly line: boolean;
  /** Undefined: nobody comes in with a name. */
  login(name: string): string | undefined;
  /** A line whose answer proves that the one before it was read. */
  readonly proof?: string;
  /** Whether the spec says what becomes of a name that somebody has. */
  readonly uniqueNames?: boolean;
  say(token: string, place: number): string;
  whisper(to: string, token: string, place: number): string;
  readonly quit: string | undefined;
}

const talk = (token: string): string => token;
const whispered = (to: string, token: string): string => `\\w ${to} ${token}`;
const named = (name: string): string => name;

const SPOKEN: Readonly<Record<string, Spoken>> = {
  'chat-basic': { line: false, login: named, say: talk, whisper: (_, token) => token, quit: 'QUIT' },
  'chat-private': { line: false, login: named, say: talk, whisper: whispered, quit: 'QUIT' },
  'chat-relay': { line: false, login: named, say: talk, whisper: (_, token) => token, quit: 'q' },
  'chat-line': { line: true, uniqueNames: true, login: named, say: talk, whisper: whispered, quit: 'QUIT' },
  counter: {
    line: true,
    login: (name) => (name < 'C' ? 'WATCH' : undefined),
    proof: 'GET',
    say: (_, place) => (place % 2 === 0 ? 'INC' : `ADD ${place + 1}`),
    whisper: (_, __, place) => (place % 2 === 0 ? 'GET' : 'INC'),
    quit: undefined,
  },
};

export const PROTOCOLS = Object.keys(SPOKEN);

const NAMES = ['Ana', 'Bob', 'Eva', 'Luis'];
const OBSERVERS = [10, 11];

export interface SceneOptions {
  /** Two members watch from before the lanes begin, and stay. */
  readonly observed?: boolean;
  readonly fault?: Omit<ServerFault, 'victims'>;
  /** Whoever does something waits until all has come that comes of what was done before. */
  readonly oneByOne?: boolean;
}

/** A trace of a simulated server. */
export function traceOf(
  name: string,
  scene: Scene,
  options: SceneOptions = {},
): { readonly trace: readonly TraceEntry[]; readonly damaged: boolean } {
  const spoken = SPOKEN[name];
  if (spoken === undefined) throw new RangeError(`no scenes are known for ${name}`);
  const chances = scene.chances[Symbol.iterator]();
  const server = new SimulatedServer(protocolOf(name), (n) => Number(chances.next().value) % n);
  if (options.observed === true) {
    const scripts: Deed[][] = [];
    for (const [i, id] of OBSERVERS.entries())
      scripts[id] = [...comeIn(spoken, `B${i}`), ...(spoken.proof === undefined ? [] : [write(spoken, spoken.proof)])];
    server.run(Array.from(scripts, (script) => script ?? []));
  }
  const victims = options.observed === true ? OBSERVERS : [...scene.words.keys()];
  if (options.fault !== undefined) server.fault = { ...options.fault, victims };
  const scripts = scene.words.map((words, client) => scriptOf(spoken, client, words, scene.colliding === true));
  if (options.oneByOne !== true) server.run(scripts);
  else for (const turn of turnsOf(scripts, () => Number(chances.next().value))) server.run(turn);
  return { trace: server.trace, damaged: server.damaged };
}

/** One deed of one script each. */
function* turnsOf(
  scripts: readonly (readonly Deed[])[],
  chance: () => number,
): Generator<readonly (readonly Deed[])[]> {
  const left = scripts.map((script) => [...script]);
  for (;;) {
    const waiting = left.flatMap((script, client) => (script.length > 0 ? [client] : []));
    const next = waiting[chance() % Math.max(1, waiting.length)];
    if (next === undefined) return;
    const deed = left[next]?.shift();
    yield left.map((_, client) => (client === next && deed !== undefined ? [deed] : []));
  }
}

function write(spoken: Spoken, text: string): Deed {
  return { kind: 'write', bytes: Buffer.from(spoken.line ? `${text}\n` : text) };
}

function comeIn(spoken: Spoken, name: string): Deed[] {
  const login = spoken.login(name);
  return [{ kind: 'connect' }, ...(login === undefined ? [] : [write(spoken, login)])];
}

function scriptOf(spoken: Spoken, client: number, words: readonly Word[], colliding: boolean): Deed[] {
  const name = NAMES[colliding && spoken.uniqueNames === true ? client >> 1 : client];
  const deeds = comeIn(spoken, name ?? `Z${client}`);
  for (const [i, one] of words.entries()) {
    if (one === 'halfClose' || one === 'reset') return [...deeds, { kind: one }];
    if (one === 'quit')
      return [...deeds, spoken.quit === undefined ? { kind: 'halfClose' } : write(spoken, spoken.quit)];
    const token = colliding ? 'x'.repeat(1 + ((client + i) % 2)) : `t${client}${i}x`;
    const to = one === 'whisperNobody' ? 'Zoe' : (NAMES[(client + 1) % NAMES.length] ?? '');
    deeds.push(write(spoken, one === 'say' ? spoken.say(token, i) : spoken.whisper(to, token, i)));
  }
  return deeds;
}
