import type { Field, MessageModel } from '../../../runtime/model.js';
import type { Matcher } from '../../rules/matcher.js';
import { Code } from '../code.js';
import { access, key, quote } from '../literal.js';
import { pascalCase } from '../names.js';
import { standsHere } from './literals.js';
import { type Action, type Reading, type Tree, treeOf } from './message-tree.js';
import { type Bindings, partFunction } from './part-functions.js';
import type { ReaderFile } from './reader-file.js';
import { runFunction } from './run-functions.js';
import { stepsOf } from './step.js';
import { readsPairs } from './well-formed.js';

/** A place in a text: behind a variable, or from its start. */
interface Position {
  readonly variable: string | undefined;
  readonly offset: number;
}

const START: Position = { variable: undefined, offset: 0 };

/** The steps of a message. */
export function readingOf(file: ReaderFile, message: MessageModel, matcher: Matcher): Reading {
  const steps = stepsOf(matcher, file.rules);
  const marks = steps.flatMap((step) => (step.kind === 'mark' && step.edge === 'begin' ? [step.field] : []));
  const once = new Set(message.fields.filter(({ arity }) => arity === 'one').map(({ name }) => name));
  const isPlain = marks.length === message.fields.length && marks.every((field) => once.has(field));
  const actions: Action[] = [];
  const fields = new Map<string, [number, number]>();
  const isChecked = readsPairs(matcher, file.rules);
  if (isPlain) {
    let rule: string | undefined;
    for (const step of steps) {
      if (step.kind === 'mark') rule = step.edge === 'begin' ? ruleOf(message, step.field) : undefined;
      else if (rule !== undefined) file.name(step, pascalCase(rule));
      if (step.kind !== 'mark') actions.push(step);
      else if (step.edge === 'begin') fields.set(step.field, [actions.length, actions.length]);
      else fields.set(step.field, [fields.get(step.field)?.[0] ?? 0, actions.length]);
    }
    return { message, actions, fields, bindsInParts: false, isChecked };
  }
  return { message, actions: [{ kind: 'part', matcher }], fields, bindsInParts: true, isChecked };
}

function ruleOf(message: MessageModel, field: string): string | undefined {
  const language = message.fields.find(({ name }) => name === field)?.language;
  return language?.kind === 'reference' ? language.rule : undefined;
}

/**
 * Functions `(text) => message | undefined`, one for neighbours that begin alike.
 * @returns their names, in the order in which they are tried.
 */
export function messageFunctions(
  file: ReaderFile,
  readings: readonly Reading[],
  nameOf: (message: MessageModel) => string,
): readonly string[] {
  const keyOf = (action: Action): string =>
    action.kind === 'part' ? `part ${file.numberOf(action.matcher)}` : JSON.stringify(action);
  const tree = treeOf(readings, keyOf);
  return tree.branches.map((branch) => {
    const messages = messagesIn(branch.tree);
    const names = messages.map((message) => nameOf(message));
    const wanted = names.length <= 3 ? names.join('Or') : `${names[0]}To${names[names.length - 1]}`;
    return file.functionFor(`read ${names.join()}`, `read${wanted}`, (name) => {
      const types = names.map((one) => file.type(one, './types.js'));
      const code = new Code();
      code.doc(messages.map((message) => `\`${message.source}\``).join('\n\n'));
      const result = file.typed(`: ${types.join(' | ')} | undefined`);
      code.block(`function ${name}(text${file.typed(': string')})${result} {`, () => {
        new MessageWriter(file, code, nameOf).write({ whole: undefined, branches: [branch] });
      });
      return code;
    });
  });
}

function messagesIn({ whole, branches }: Tree): readonly MessageModel[] {
  return [...branches.flatMap(({ tree }) => messagesIn(tree)), ...(whole ? [whole.message] : [])];
}

class MessageWriter {
  private variables = 0;

  constructor(
    private readonly file: ReaderFile,
    private readonly code: Code,
    private readonly nameOf: (message: MessageModel) => string,
  ) {}

  write(tree: Tree): void {
    this.tree(tree, [START], true);
  }

  /** `isLast`: nothing is tried behind it, so that what fails here fails for good. */
  private tree({ whole, branches }: Tree, positions: readonly Position[], isLast: boolean): void {
    branches.forEach(({ action, tree }, index) => {
      this.action(action, tree, positions, isLast && whole === undefined && index === branches.length - 1);
    });
    if (whole !== undefined) this.made(whole, positions);
  }

  private action(action: Action, tree: Tree, positions: readonly Position[], isLast: boolean): void {
    const { code } = this;
    const at = positions[positions.length - 1] ?? START;
    const go = (next: readonly Position[], tests: readonly Test[], then = tree): void => {
      if (isLast) {
        code.line(`if (${tests.map(({ no }) => no).join(' || ')}) return undefined;`);
        this.tree(then, [...positions, ...next], true);
      } else {
        code.block(`if (${tests.map(({ yes }) => yes).join(' && ')}) {`, () => {
          this.tree(then, [...positions, ...next], false);
        });
      }
    };
    switch (action.kind) {
      case 'literal': {
        const next = { ...at, offset: at.offset + action.text.length };
        const [only] = tree.branches;
        if (tree.branches.length === 1 && only?.action.kind === 'end' && tree.whole === undefined) {
          // The length is the cheaper test.
          const isWhole = at.variable === undefined && at.offset === 0;
          const tests = isWhole
            ? [comparison('text', '===', quote(action.text))]
            : [comparison('text.length', '===', shown(next)), ...literalAt(action.text, at)];
          go([next, next], tests, only.tree);
        } else go([next], literalAt(action.text, at));
        return;
      }
      case 'not':
        go([at], [turned(beginsWith(action.text, at))]);
        return;
      case 'end':
        go([at], [comparison(shown(at), '===', 'text.length')]);
        return;
      case 'rest':
        this.tree(tree, [...positions, at], isLast);
        return;
      case 'run': {
        const wanted = this.file.nameFor(action) ?? pascalCase(messagesIn(tree)[0]?.id ?? '');
        const [only] = tree.branches;
        const endsHere = tree.branches.length === 1 && only?.action.kind === 'end' && tree.whole === undefined;
        const variable = this.advance(runFunction(this.file, action, wanted, endsHere), at);
        const end = { variable, offset: 0 };
        if (endsHere) go([end, end], [comparison(variable, '===', 'text.length')], only.tree);
        else go([end], [comparison(variable, '>=', '0')]);
        return;
      }
      case 'part': {
        const [message] = messagesIn(tree);
        if (message === undefined) return;
        if (tree.whole?.bindsInParts) {
          this.bound(action.matcher, tree.whole);
          return;
        }
        const end = this.advance(partFunction(this.file, action.matcher, pascalCase(message.id), undefined), at);
        go([{ variable: end, offset: 0 }], [comparison(end, '>=', '0')]);
      }
    }
  }

  private advance(reader: string, at: Position): string {
    const end = `end${++this.variables}`;
    this.code.line(`const ${end} = ${reader}(text, ${shown(at)});`);
    return end;
  }

  /** The message, its fields cut out of the text. */
  private made({ message, fields, isChecked }: Reading, positions: readonly Position[]): void {
    if (!isChecked) this.code.line(WELL_FORMED);
    const end = positions[positions.length - 1];
    const values = message.fields.map((field) => {
      const [begin = START, behind = START] = (fields.get(field.name) ?? []).map((place) => positions[place] ?? START);
      return property(field.name, fieldValue(field, slice(begin, behind, end)));
    });
    this.code.list('return {', [`kind: ${quote(message.id)}`, ...values], '};');
  }

  /** A message that binds fields inside of choices and repetitions. */
  private bound(matcher: Matcher, { message, isChecked }: Reading): void {
    const { code, file } = this;
    const type = file.declarationFor(`fields of ${message.id}`, `${this.nameOf(message)}Fields`, (name) => {
      const declaration = new Code();
      declaration.doc(`What \`${message.id}\` binds, as far as it has been read.`);
      declaration.block(`interface ${name} {`, () => {
        for (const { name: field, arity } of message.fields) {
          declaration.line(
            arity === 'list' ? `readonly ${key(field)}: string[];` : `${key(field)}: string | undefined;`,
          );
        }
      });
      return file.typed(declaration.toString());
    });
    const bindings: Bindings = {
      type,
      isList: (name) => message.fields.find((field) => field.name === name)?.arity === 'list',
    };
    const reader = partFunction(file, matcher, pascalCase(message.id), bindings);
    const empty = message.fields.map(({ name, arity }) => `${key(name)}: ${arity === 'list' ? '[]' : 'undefined'}`);
    code.list(`const found${file.typed(`: ${type}`)} = {`, empty, '};');
    code.line(`if (${reader}(text, 0, found) < 0) return undefined;`);
    if (!isChecked) code.line(WELL_FORMED);
    const optional = message.fields.filter(({ arity }) => arity === 'optional');
    const values = message.fields.flatMap((field) => {
      const place = access('found', field.name);
      if (field.arity === 'list') return [`${key(field.name)}: ${place}`];
      if (field.arity === 'optional') return [];
      return [`${key(field.name)}: ${fieldValue(field, `${place} ?? ''`)}`];
    });
    const present = optional.map((field) => {
      const place = access('found', field.name);
      return `...(${place} !== undefined && { ${key(field.name)}: ${fieldValue(field, place)} })`;
    });
    code.list('return {', [`kind: ${quote(message.id)}`, ...values, ...present], '};');
  }
}

/** No charset carries half of a surrogate pair. */
const WELL_FORMED = 'if (!text.isWellFormed()) return undefined;';

function property(name: string, value: string): string {
  return name === value ? name : `${key(name)}: ${value}`;
}

function fieldValue(field: Field, text: string): string {
  return field.value.kind === 'integer' ? `Number(${text})` : text;
}

function slice(begin: Position, behind: Position, end: Position | undefined): string {
  const isRest = end !== undefined && behind.variable === end.variable && behind.offset === end.offset;
  const starts = begin.variable === undefined && begin.offset === 0;
  if (isRest) return starts ? 'text' : `text.slice(${shown(begin)})`;
  return `text.slice(${shown(begin)}, ${shown(behind)})`;
}

function shown({ variable, offset }: Position): string {
  if (variable === undefined) return String(offset);
  return offset === 0 ? variable : `${variable} + ${offset}`;
}

/** A condition, and its opposite. */
interface Test {
  readonly yes: string;
  readonly no: string;
}

function comparison(left: string, operator: '===' | '>=', right: string): Test {
  return { yes: `${left} ${operator} ${right}`, no: `${left} ${operator === '===' ? '!==' : '<'} ${right}` };
}

function turned({ yes, no }: Test): Test {
  return { yes: no, no: yes };
}

function beginsWith(text: string, at: Position): Test {
  const [only, ...more] = text.length === 1 ? literalAt(text, at) : [];
  if (only !== undefined && more.length === 0) return only;
  const place = shown(at);
  const yes = `text.startsWith(${quote(text)}${place === '0' ? '' : `, ${place}`})`;
  return { yes, no: `!${yes}` };
}

/** The first unit tells most texts apart; what follows it is compared as `standsHere` does. */
function literalAt(text: string, at: Position): readonly Test[] {
  return standsHere(text, (offset) => shown({ ...at, offset: at.offset + offset })).map(({ left, right }) => {
    return comparison(left, '===', right);
  });
}
