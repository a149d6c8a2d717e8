/** Models made by hand, for tests of what works on rules: no spec is read. */

import { expressionSource } from '../../../runtime/expression-source.js';
import type {
  Clause,
  CodePointRange,
  Expr,
  Field,
  Framing,
  IntegerRange,
  MessageModel,
  Model,
  Rule,
  State,
} from '../../../runtime/model.js';

const at = { line: 1, column: 1 };

export function lit(text: string, fold: 'none' | 'ascii' = 'none'): Expr {
  return { kind: 'literal', text, fold };
}

/** `[a-z]` is `cls('az')`, a single character its own range; `^` in front takes all others. */
export function cls(...parts: string[]): Expr {
  const negated = parts[0] === '^';
  const ranges = (negated ? parts.slice(1) : parts)
    .map((part): [number, number] => {
      const [first = '', last = first] = [...part];
      return [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0];
    })
    .sort((a, b) => a[0] - b[0]);
  return { kind: 'class', ranges: negated ? others(ranges) : ranges, source: `[${parts.map(shown).join('')}]` };
}

function shown(part: string): string {
  const plain = JSON.stringify(part).slice(1, -1);
  return [...part].length === 2 ? `${[...part][0]}-${[...part][1]}` : plain;
}

function others(ranges: readonly CodePointRange[]): CodePointRange[] {
  const left: CodePointRange[] = [];
  let next = 0;
  for (const [first, last] of [...ranges, [0x110000, 0x110000] as const]) {
    if (first > next) left.push([next, first - 1]);
    next = last + 1;
  }
  return left.flatMap(([first, last]): CodePointRange[] => {
    if (last < 0xd800 || first > 0xdfff) return [[first, last]];
    const around: CodePointRange[] = [
      [first, 0xd7ff],
      [0xe000, last],
    ];
    return around.filter(([from, to]) => from <= to);
  });
}

export const any: Expr = {
  kind: 'class',
  ranges: [
    [0, 0xd7ff],
    [0xe000, 0x10ffff],
  ],
  source: '.',
};

export function seq(...of: Expr[]): Expr {
  return { kind: 'sequence', of };
}

export function alt(...of: Expr[]): Expr {
  return { kind: 'choice', of };
}

export function rep(of: Expr, min: number, max: number | null, separator?: Expr): Expr {
  return separator ? { kind: 'repeat', of, min, max, separator } : { kind: 'repeat', of, min, max };
}

export const opt = (of: Expr): Expr => rep(of, 0, 1);
export const star = (of: Expr): Expr => rep(of, 0, null);
export const plus = (of: Expr): Expr => rep(of, 1, null);

export function cap(field: string, of: Expr): Expr {
  return { kind: 'capture', field, of };
}

export function ref(rule: string): Expr {
  return { kind: 'reference', rule };
}

export function rule(id: string, expr: Expr, more: { except?: Expr; integer?: IntegerRange } = {}): Rule {
  return { id, doc: '', at, expr, ...more, source: `${id} = ${expressionSource(expr)}` };
}

/** A message with the fields that its expression binds. */
export function msg(id: string, expr: Expr, rules: readonly Rule[] = [], except?: Expr): MessageModel {
  return {
    id,
    direction: 'server',
    doc: '',
    at,
    parts: [{ kind: 'text', expr }],
    ...(except && { except }),
    fields: fieldsOf(expr, rules),
    regular: true,
    source: `${id} = ${expressionSource(expr)}`,
  };
}

function fieldsOf(expr: Expr, rules: readonly Rule[]): Field[] {
  const fields = new Map<string, Field>();
  const walk = (part: Expr, arity: Field['arity']): void => {
    switch (part.kind) {
      case 'literal':
      case 'class':
        return;
      case 'sequence':
        for (const one of part.of) walk(one, arity);
        return;
      case 'choice':
        for (const one of part.of) walk(one, arity === 'list' ? 'list' : 'optional');
        return;
      case 'repeat':
        walk(part.of, part.max === 1 && arity !== 'list' ? 'optional' : 'list');
        return;
      case 'reference': {
        const lent = rules.find(({ id }) => id === part.rule);
        if (lent) walk(lent.expr, arity);
        return;
      }
      case 'capture': {
        const known = fields.get(part.field);
        const range =
          part.of.kind === 'reference'
            ? rules.find(({ id }) => part.of.kind === 'reference' && id === part.of.rule)?.integer
            : undefined;
        fields.set(part.field, {
          name: part.field,
          doc: '',
          arity: known?.arity === 'list' ? 'list' : arity,
          value: range ? { kind: 'integer', ...range } : { kind: 'text' },
          language: known ? { kind: 'choice', of: [known.language, part.of] } : part.of,
        });
      }
    }
  };
  walk(expr, 'one');
  return [...fields.values()];
}

export interface SampleParts {
  readonly rules?: readonly Rule[];
  readonly client?: readonly MessageModel[];
  readonly server?: readonly MessageModel[];
  /** The messages that each state takes, in order. Without it one state `Open` takes them all. */
  readonly states?: Readonly<Record<string, readonly string[]>>;
  readonly framing?: Framing;
}

export function sampleModel({
  rules = [],
  client = [],
  server = [],
  states,
  framing = { kind: 'chunk', max: 1 << 20 },
}: SampleParts): Model {
  const clause = (state: string, name: string): Clause => ({
    id: `sample/${state}/${name}`,
    doc: '',
    level: 'must',
    at,
    trigger: { kind: 'message', name, params: [] },
    body: [],
    text: `on ${name}`,
  });
  const all = states ?? { Open: client.map(({ id }) => id) };
  return {
    name: 'sample',
    doc: '',
    file: 'spec/sample.parley',
    sources: [],
    transport: { tcp: 1 },
    charset: 'utf-8',
    framing: { client: framing, server: framing },
    delivery: { order: 'fifo', unit: 'send' },
    promises: [],
    rules,
    messages: { client: client.map((message) => ({ ...message, direction: 'client' })), server },
    session: {
      variables: [],
      groups: [],
      connect: { ...clause('connect', 'connect'), trigger: { kind: 'connect' } },
      states: Object.entries(all).map(
        ([name, names]): State => ({ name, doc: '', at, clauses: names.map((one) => clause(name, one)) }),
      ),
    },
    examples: [],
  };
}
