import { capacityOf } from '../../../runtime/framing.js';
import type { Framing, MessageModel, Model } from '../../../runtime/model.js';
import { messagesOf } from '../../rules/grammar.js';
import { longestOf, mayReadAsOther } from '../../rules/read-back.js';
import type { Emission } from '../emission.js';
import { EmittedFile } from '../file.js';
import { key, quote } from '../literal.js';
import { MessageFunctions } from './message-functions.js';
import { INTO_BUFFER, OUTPUTS, type Output, TEXT } from './output.js';

/**
 * encoder.ts: messages written as texts or as bytes, and refused where they would not be read back. Which of the checks can
 * fail is proved on the automata of the rules; the others are not there.
 */
export function emitEncoder(emission: Emission): string {
  const { model, origin } = emission;
  const about = `Writes the texts of \`${model.name}\`, and refuses what would not be read back as what was meant.`;
  const names = OUTPUTS.flatMap(({ encode, encodeServer, write }) => [encode, encodeServer, write]);
  const file = new EmittedFile(origin, about, [...names, 'taken', 'Object', 'Number', 'String', 'Buffer']);
  return new Encoder(emission, file).emit();
}

/** How a message is checked once it is written. */
interface Checks {
  /** How many bytes a frame holds, where the message can have more. */
  readonly capacity: number | undefined;
  /** Whether it may be read as another message, or not at all. */
  readonly kind: boolean;
  /** Whether it may be read with other fields. */
  readonly fields: boolean;
}

class Encoder {
  private readonly model: Model;
  private readonly messages: MessageFunctions;

  constructor(
    private readonly emission: Emission,
    private readonly file: EmittedFile,
  ) {
    this.model = emission.model;
    this.messages = new MessageFunctions(emission, file);
  }

  emit(): string {
    const { client, server } = this.model.messages;
    this.messages.emit([...client, ...server]);
    this.takenInStates();
    for (const output of OUTPUTS) {
      this.client(output);
      this.server(output);
    }
    this.messages.emitPut();
    return this.file.toString();
  }

  private takenInStates(): void {
    const { file, model } = this;
    file.doc('The messages that each state takes, in the order in which they are tried.');
    file.block(
      `const taken: Readonly<Record<${this.type('State')}, readonly string[]>> = {`,
      () => {
        for (const one of model.session.states) {
          file.list(
            `${key(one.name)}: [`,
            messagesOf(model, one).map(({ id }) => quote(id)),
            '],',
          );
        }
      },
      '};',
    );
    file.line();
  }

  private client(output: Output): void {
    const { file, model } = this;
    file.doc(
      output.into === 'text'
        ? 'Writes what a client sends in a state, so that `parse(state, encode(state, message))` is the message.\n\n' +
            '@throws EncodeError for a message that the state does not take, and for a value that would not be read back as itself.\n' +
            '@throws CodecError for a state that there is not, and for what is no message.'
        : `Writes what \`${TEXT.encode}\` writes as bytes into a buffer, from \`at\` on.${INTO_BUFFER}`,
    );
    const parameters = `state: ${this.type('State')}, message: ${this.type('ClientMessage')}${output.parameters}`;
    file.block(`export function ${output.encode}(${parameters}): ${output.returns} {`, () => {
      file.block('switch (state) {', () => {
        for (const one of model.session.states) {
          const list = messagesOf(model, one);
          const read = () => `${file.value('parse', './parser.js')}(state, text)`;
          if (list.length === 0) continue;
          file.block(
            `case ${quote(one.name)}:`,
            () => {
              this.cases(list, model.framing.client, read, quote(`the server in ${one.name}`), output);
              file.line('break;');
            },
            '',
          );
        }
      });
      file.line(`${this.runtime('requireMessage')}(message);`);
      const error = this.runtime('CodecError');
      file.block('if (!Object.hasOwn(taken, state)) {', () => {
        file.line(`throw new ${error}('unknown-state', \`${model.name} has no state \${String(state)}\`);`);
      });
      file.line(`throw ${this.runtime('notInState')}(state, message.kind, taken[state]);`);
    });
    file.line();
  }

  private server(output: Output): void {
    const { file, model } = this;
    const parameters = `message: ${this.type('ServerMessage')}${output.parameters}`;
    file.doc(
      output.into === 'text'
        ? 'Writes what the server sends, so that `parseServer(encodeServer(message))` is the message.\n\n' +
            '@throws EncodeError for a value that would not be read back as itself.\n' +
            '@throws CodecError for what is no message of the server.'
        : `Writes what \`${TEXT.encodeServer}\` writes as bytes into a buffer, from \`at\` on.${INTO_BUFFER}`,
    );
    file.block(`export function ${output.encodeServer}(${parameters}): ${output.returns} {`, () => {
      const read = () => `${file.value('parseServer', './parser.js')}(text)`;
      this.cases(model.messages.server, model.framing.server, read, "'a client'", output);
      this.unknown();
    });
    file.line();
    file.doc(
      output.into === 'text'
        ? 'Writes a server message by its rule alone, as the session does: it may read back as something else.\n\n' +
            '@throws CodecError for what is no message of the server.'
        : `Writes what \`${TEXT.write}\` writes as bytes into a buffer, from \`at\` on.${INTO_BUFFER}`,
    );
    file.block(`export function ${output.write}(${parameters}): ${output.returns} {`, () => {
      if (model.messages.server.length > 0) {
        file.block('switch (message?.kind) {', () => {
          for (const message of model.messages.server) {
            file.line(`case ${quote(message.id)}:`);
            const written =
              output.into === 'text' ? this.messages.textOf(message) : this.inRoom(this.messages.putOf(message));
            file.line(`  return ${written};`);
          }
        });
      }
      this.unknown();
    });
    file.line();
  }

  /** What ends in a buffer, where it has room. */
  private inRoom(end: string): string {
    return `${this.runtime('requireRoom')}(buffer, at, ${end})`;
  }

  /** What there is to say of a kind that the types don't know. */
  private unknown(): void {
    const { name } = this.model;
    this.file.line(`${this.runtime('requireMessage')}(message);`);
    this.file.line(`throw ${this.runtime('notOfServer')}(${quote(name)}, message);`);
  }

  /** Returns any of some messages as it is written, once all that can be wrong with it is found to be right. */
  private cases(
    list: readonly MessageModel[],
    framing: Framing,
    read: () => string,
    reader: string,
    output: Output,
  ): void {
    const { file } = this;
    if (list.length === 0) return;
    file.block('switch (message?.kind) {', () => {
      for (const message of list) {
        const checks = this.checksOf(message, list, framing);
        file.block(`case ${quote(message.id)}: {`, () => {
          for (const line of this.messages.checkOf(message)) file.line(line);
          // What has to be read back is needed as a text.
          if (output.into === 'text' || checks.kind) this.checkedText(message, checks, read, reader, output);
          else this.checkedBytes(message, checks);
        });
      }
    });
  }

  private checkedText(
    message: MessageModel,
    checks: Checks,
    read: () => string,
    reader: string,
    { into }: Output,
  ): void {
    const { file } = this;
    if (checks.capacity === undefined && !checks.kind) {
      file.line(`return ${this.messages.textOf(message)};`);
      return;
    }
    file.line(`const text = ${this.messages.textOf(message)};`);
    if (checks.capacity !== undefined) {
      file.line(`${this.runtime('requireFit')}(${quote(message.id)}, text, ${checks.capacity});`);
    }
    if (checks.kind) {
      const require = this.runtime(checks.fields ? 'requireReadBack' : 'requireReadAs');
      file.line(`${require}(message, text, ${read()}, ${reader});`);
    }
    file.line(`return ${into === 'text' ? 'text' : this.inRoom(`${this.runtime('putText')}(buffer, at, text)`)};`);
  }

  private checkedBytes(message: MessageModel, { capacity }: Checks): void {
    const { file } = this;
    if (capacity === undefined) {
      file.line(`return ${this.inRoom(this.messages.putOf(message))};`);
      return;
    }
    file.line(`const end = ${this.messages.putOf(message)};`);
    file.line(`${this.runtime('requireBytesFit')}(${quote(message.id)}, end - at, ${capacity});`);
    file.line(`return ${this.inRoom('end')};`);
  }

  private checksOf(message: MessageModel, list: readonly MessageModel[], framing: Framing): Checks {
    const capacity = capacityOf(framing);
    const longest = longestOf(this.model, message);
    const isWorkedOut = this.messages.isWorkedOut(message);
    return {
      capacity: longest !== null && longest <= capacity ? undefined : capacity,
      kind: isWorkedOut || mayReadAsOther(this.model, message, list),
      fields: isWorkedOut,
    };
  }

  private runtime(name: string): string {
    return this.file.value(name, this.emission.runtime);
  }

  private type(name: string): string {
    return this.file.type(name, './types.js');
  }
}
