/** What is read in the benchmark: messages of about 30 and about 1,000 characters, and lines that are none. */
export type Reader = 'Naming' | 'Chatting' | 'server';

export interface Case {
  readonly name: string;
  readonly reader: Reader;
  readonly length: 'short' | 'long' | 'rejected';
  readonly texts: readonly string[];
}

/** How many texts a case has: alike, and yet not the same string. */
const VARIANTS = 16;

const SHORT = 'hola a todos, que tal estan? ';
const LONG = 'Si, este viernes vamos a Cinecita; y luego a cenar. '.repeat(19);
const WIDE = 'Sí, este viernes vamos a Cinecittà; ¿y luego? '.repeat(20);
const UNITS = 'ñandú → ελληνικά 日本語 😀 '.repeat(40);

function variants(make: (letter: string) => string): readonly string[] {
  // Through bytes, as they come from the wire: strings that are put together of others are slower to read.
  return Array.from({ length: VARIANTS }, (_, index) =>
    Buffer.from(make(String.fromCharCode(0x61 + index))).toString(),
  );
}

function one(name: string, reader: Reader, length: Case['length'], make: (letter: string) => string): Case {
  return { name, reader, length, texts: variants(make) };
}

/** Every character of a text is tested: it holds no control character. */
export const CHAT_LINE: readonly Case[] = [
  one('Say', 'Chatting', 'short', (x) => SHORT + x),
  one('Whisper', 'Chatting', 'short', (x) => `\\w Luis hola que tal estas? ${x}`),
  one('Login', 'Naming', 'short', (x) => `GabrielEduardoBlancoReina-${x}`),
  one('Said', 'server', 'short', (x) => `Luis: hola que tal estas hoy ${x}`),
  one('Private', 'server', 'short', (x) => `priv(Luis): hola que tal va ${x}`),
  one('Joined', 'server', 'short', (x) => `Luis${x} has joined the chat.`),
  one('UserNotFound', 'server', 'short', (x) => `User 'Gabriel${x}' not found.`),
  one('Say', 'Chatting', 'long', (x) => LONG + x),
  one('Say, Latin-1', 'Chatting', 'long', (x) => WIDE + x),
  one('Say, any script', 'Chatting', 'long', (x) => UNITS + x),
  one('Whisper', 'Chatting', 'long', (x) => `\\w Luis ${LONG}${x}`),
  one('Said', 'server', 'long', (x) => `Luis: ${LONG}${x}`),
  one('no name', 'Naming', 'rejected', (x) => `this is no name, it has blank${x}`),
  one('no command', 'Chatting', 'rejected', (x) => `\\whisper Luis hola que tal ${x}`),
  one('to no name', 'Chatting', 'rejected', (x) => `\\w Lu(is hola que tal estas ${x}`),
  one('control', 'Chatting', 'rejected', (x) => `${LONG}${x}\x07`),
  one('no message', 'server', 'rejected', (x) => `Luis has left the building. ${x}`),
];

/** A text is whatever UTF-8 can carry. */
export const CHAT_BASIC: readonly Case[] = [
  one('Say', 'Chatting', 'short', (x) => SHORT + x),
  one('Said', 'server', 'short', (x) => `Luis: hola que tal estas hoy ${x}`),
  one('Joined', 'server', 'short', (x) => `Luis${x} has joined the chat.\n`),
  one('Say', 'Chatting', 'long', (x) => LONG + x),
  one('Say, Latin-1', 'Chatting', 'long', (x) => WIDE + x),
  one('Said', 'server', 'long', (x) => `Luis: ${LONG}${x}`),
  one('no name', 'Naming', 'rejected', (x) => `this is no name, it has blank${x}`),
  one('no message', 'server', 'rejected', (x) => `Luis has left the building. ${x}`),
];
