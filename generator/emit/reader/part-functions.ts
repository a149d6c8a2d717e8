import { bindsFields, type Matcher } from '../../rules/matcher.js';
import { Code } from '../code.js';
import { access, literal, quote } from '../literal.js';
import type { ReaderFile } from './reader-file.js';
import { runFunction } from './run-functions.js';
import { type Step, stepsOf } from './step.js';

/** The fields that a part binds: a list has its texts pushed, any other field is set. */
export interface Bindings {
  /** The name of the type of what they are kept in. */
  readonly type: string;
  isList(field: string): boolean;
}

/**
 * A function `(text, from) => end` for a part of a rule; -1: it does not stand there. With `bindings` it has a third
 * parameter, `found`, where it leaves what it binds; on failure it leaves there what was there.
 * @returns its name.
 */
export function partFunction(
  file: ReaderFile,
  matcher: Matcher,
  wanted: string,
  bindings: Bindings | undefined,
): string {
  if (matcher.kind === 'machine') return machineFunction(file, matcher, wanted);
  if (matcher.kind === 'rule' && bindings === undefined) {
    const rule = file.rules.get(matcher.name);
    if (rule !== undefined) return partFunction(file, rule, wanted, undefined);
  }
  return file.functionFor(`part ${file.numberOf(matcher)} ${bindings?.type ?? ''}`, `endOf${wanted}`, (name) => {
    const code = new Code();
    const found = bindings === undefined ? '' : `, found${file.typed(`: ${bindings.type}`)}`;
    const number = file.typed(': number');
    code.doc(`Where \`${wanted}\` ends that begins at \`from\`; -1: not there.`);
    code.block(`function ${name}(text${file.typed(': string')}, from${number}${found})${number} {`, () => {
      code.line('let at = from;');
      new PartWriter(file, code, wanted, bindings).write(matcher, 'return -1;');
      code.line('return at;');
    });
    return code;
  });
}

function machineFunction(file: ReaderFile, matcher: Matcher & { kind: 'machine' }, wanted: string): string {
  const { machine, first, sight } = matcher;
  const key = `machine ${file.numberOf(machine)} ${file.numberOf(sight)}`;
  return file.constantFor(key, `${wanted} automaton`, (name) => {
    const ahead = first.length === 0 ? undefined : file.part(sight, `${wanted} rest`);
    const sees = ahead === undefined ? [] : [literal(first), `(text, at) => ${ahead}(text, at) >= 0`];
    const states = literal(
      machine.map(({ accepts, next }) => ({ accepts, next: next.map(({ set, to }) => ({ set, to })) })),
    );
    return new Code().list(`const ${name} = ${file.runtime('automatonReader')}(`, [states, ...sees], ');').toString();
  });
}

/** Writes statements that move `at` past what a matcher takes, or do what stands for failure. */
class PartWriter {
  private labels = 0;

  constructor(
    private readonly file: ReaderFile,
    private readonly code: Code,
    private readonly wanted: string,
    private readonly bindings: Bindings | undefined,
  ) {}

  write(matcher: Matcher, fail: string): void {
    const begins = new Map<string, string>();
    for (const step of stepsOf(matcher, this.file.rules)) this.step(step, fail, begins);
  }

  private step(step: Step, fail: string, begins: Map<string, string>): void {
    const { code } = this;
    switch (step.kind) {
      case 'literal':
        code.line(`if (!text.startsWith(${quote(step.text)}, at)) ${fail}`);
        code.line(`at += ${step.text.length};`);
        return;
      case 'not':
        code.line(`if (text.startsWith(${quote(step.text)}, at)) ${fail}`);
        return;
      case 'end':
        code.line(`if (at !== text.length) ${fail}`);
        return;
      case 'run':
        this.advance(runFunction(this.file, step, this.wanted), fail);
        return;
      case 'mark':
        this.mark(step.field, step.edge, begins);
        return;
      case 'part':
        this.part(step.matcher, fail);
        return;
      case 'rest':
    }
  }

  private advance(reader: string, fail: string): void {
    const end = this.fresh('end');
    this.code.line(`const ${end} = ${reader}(text, at);`);
    this.code.line(`if (${end} < 0) ${fail}`);
    this.code.line(`at = ${end};`);
  }

  private mark(field: string, edge: 'begin' | 'end', begins: Map<string, string>): void {
    if (this.bindings === undefined) return;
    if (edge === 'begin') {
      const begin = this.fresh('begin');
      begins.set(field, begin);
      this.code.line(`const ${begin} = at;`);
      return;
    }
    const value = `text.slice(${begins.get(field)}, at)`;
    const place = access('found', field);
    this.code.line(this.bindings.isList(field) ? `${place}.push(${value});` : `${place} = ${value};`);
  }

  private part(matcher: Matcher, fail: string): void {
    switch (matcher.kind) {
      case 'choice':
        this.choice(matcher.of, fail);
        return;
      case 'repeat':
        this.repeat(matcher, fail);
        return;
      case 'ahead':
      case 'not':
        this.look(matcher, fail);
        return;
      case 'rule':
      case 'machine':
        this.advance(partFunction(this.file, matcher, this.wanted, undefined), fail);
        return;
      default:
        this.write(matcher, fail);
    }
  }

  private look({ kind, of }: Matcher & { kind: 'ahead' | 'not' }, fail: string): void {
    const reader = this.file.part(of, `${this.wanted} sight`);
    this.code.line(`if (${reader}(text, at) ${kind === 'ahead' ? '<' : '>='} 0) ${fail}`);
  }

  private choice(alternatives: readonly Matcher[], fail: string): void {
    const { code } = this;
    const chosen = this.fresh('chosen');
    const start = this.fresh('start');
    code.block(`${chosen}: {`, () => {
      code.line(`const ${start} = at;`);
      for (const alternative of alternatives) {
        this.attempt(alternative, { name: this.fresh('tried'), start, done: `break ${chosen};` });
      }
      code.line(fail);
    });
  }

  private repeat({ of, min, max }: Matcher & { kind: 'repeat' }, fail: string): void {
    const { code } = this;
    const rounds = this.fresh('rounds');
    const round = this.fresh('round');
    const count = this.fresh('count');
    const start = this.fresh('start');
    const counts = min > 0 || max !== null;
    const head = counts
      ? `${rounds}: for (let ${count} = 0; ${max === null ? '' : `${count} < ${max}`}; ${count}++) {`
      : `${rounds}: for (;;) {`;
    code.block(head, () => {
      code.line(`const ${start} = at;`);
      this.attempt(of, { name: round, start, done: `continue ${rounds};` });
      if (min > 0) code.line(`if (${count} < ${min}) ${fail}`);
      code.line('break;');
    });
  }

  /** Does `done` behind a part that stands here; where it does not, all is as it was at `start`, and goes on. */
  private attempt(
    matcher: Matcher,
    { name, start, done }: { readonly name: string; readonly start: string; readonly done: string },
  ): void {
    const restore = this.saved(matcher);
    this.code.block(`${name}: {`, () => {
      this.write(matcher, `break ${name};`);
      this.code.line(done);
    });
    this.code.line(`at = ${start};`);
    restore();
  }

  /** Keeps what a part may bind; the function that is returned puts it back. */
  private saved(matcher: Matcher): () => void {
    const { bindings, code } = this;
    if (bindings === undefined || !bindsFields(matcher)) return () => undefined;
    const saved = [...fieldsIn(matcher)].map((field) => {
      const before = this.fresh('before');
      const place = bindings.isList(field) ? `${access('found', field)}.length` : access('found', field);
      code.line(`const ${before} = ${place};`);
      return `${place} = ${before};`;
    });
    return () => {
      for (const line of saved) code.line(line);
    };
  }

  private fresh(name: string): string {
    return `${name}${++this.labels}`;
  }
}

function fieldsIn(matcher: Matcher): ReadonlySet<string> {
  switch (matcher.kind) {
    case 'capture':
      return new Set([matcher.field]);
    case 'sequence':
    case 'choice':
      return new Set(matcher.of.flatMap((one) => [...fieldsIn(one)]));
    case 'repeat':
    case 'without':
      return fieldsIn(matcher.of);
    default:
      return new Set();
  }
}
