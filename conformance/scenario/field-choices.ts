import {
  type Clause,
  type Effect,
  type Expr,
  type Field,
  type MessageModel,
  type Model,
  ruleLanguage,
} from '../../runtime/index.js';
import type { TemplatePart, Why } from './candidate.js';
import { classEdges } from './class-edges.js';
import { fieldGuards, literalsOf } from './guards.js';
import { probeBytes } from './probe.js';
import type { Rehearsal } from './rehearsal.js';
import { FRESH_VARIANTS } from './scenario.js';

/** A value to put into a field; `parts` undefined: the field is absent. */
export interface FieldChoice {
  readonly why: Why;
  readonly essential: boolean;
  readonly parts: readonly TemplatePart[] | undefined;
}

/** How many labels of its client a field's values may use. */
export const SLOTS = 2;

/** What is put before or after a value to bring it out of a rule. */
const AFFIXES = ['-', '_', '.', '!', ':', "'", '1', 'é', '字', '😀', ' x', '\u0301'];
/** What servers trip over: long in bytes, combining, folding into others, vanishing, looking like ends of lines or strings. */
const CHARACTERS = [
  'é',
  'e\u0301',
  '字',
  '😀',
  '👩\u200d👧',
  'ß',
  '\u017f',
  '\u212a',
  '\u200b',
  '\ufeff',
  '\u00ad',
  '\ufffd',
  '\ue000',
  '\u{10fffd}',
  '\u2028',
  '\u0085',
  '\u00a0',
  '\u202e',
  '\u0000',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\u000b',
  '\u001b[2J',
  '\\n',
  '\\',
  '%s',
  '{0}',
  '"',
  "'",
  '&amp;',
  '%41',
  '\\u0041',
];
/** The punctuation that everyone has on the keyboard: some of it means something to a page, a shell or a format. */
const PUNCTUATION = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'];
/** Words to which programs of all kinds give a meaning: here nothing has one but what the spec says. */
export const WORDS = [
  'exit',
  'quit',
  'bye',
  'help',
  'admin',
  'server',
  'all',
  'null',
  '0',
  '007',
  '1e3',
  '/quit',
  '/nick x',
  '/me x',
  ':)',
  '.',
  '\u0004',
];
/** Characters that stand for none: they are in texts all the same. */
const NONCHARACTERS = ['\ufffe', '\uffff', '\ufdd0', '\u{1fffe}'];
/** Those that terminals obey and libraries drop, and the letters of western and other scripts. */
const CONTROLS = textOf([0x01, 0x08], [0x0e, 0x1a], [0x1c, 0x1f], [0x7f, 0x84], [0x86, 0x9f]);
const LETTERS = [...textOf([0xa1, 0xac], [0xae, 0xff]), ...'őŠŸΩяאشहあ한'];
/** Texts in which there is nothing to be seen: no less of a text for that. */
const BLANKS = ['\n', '\r\n', '\t', '  '];
/** How numbers are written elsewhere: what one library reads as a number another does not, and this spec perhaps neither. */
const NUMBERS = [
  '+1',
  '-1',
  '-0',
  '01',
  '1.0',
  '1.',
  '1e1',
  '0x1',
  '1_0',
  '1,0',
  '\u0661',
  '\uff11',
  '1 1',
  '18446744073709551617',
];
/** To be filled up with: of one byte, of four bytes and two UTF-16 units, of two bytes. */
const PADDING = ['x', '😀', 'é', ' ', '0'];

/**
 * The values worth trying in a field of the message that a clause takes; the first is its default. The last of them are
 * just outside of its language (`near`).
 */
export function fieldChoices(
  rehearsal: Rehearsal,
  clause: Clause,
  message: MessageModel,
  field: Field,
  /** How many bytes a value can have before the frame is full. */
  room: number,
): readonly FieldChoice[] {
  if (field.value.kind === 'integer') {
    const held = [...fieldGuards(clause, field.name).attributes].map((attribute): FieldChoice => {
      return { why: 'collision', essential: true, parts: [{ collision: attribute }] };
    });
    const spelt = NUMBERS.map((text): FieldChoice => ({ why: 'near', essential: false, parts: [{ text }] }));
    return [
      ...withAbsence(field, [
        { why: 'integer', essential: true, parts: [{ integer: field.name, message: message.id }] },
        ...held,
      ]),
      ...spelt,
    ];
  }
  const { model } = rehearsal.protocol;
  const slot = message.fields.indexOf(field) * SLOTS;
  const base = ruleOf(field.language);
  const language = ruleLanguage(model, field.language);
  const guards = fieldGuards(clause, field.name);
  const takes = (parts: readonly TemplatePart[]): boolean => {
    const bytes = probeBytes(rehearsal, parts);
    return bytes !== undefined && bytes.length <= room && language.test(Buffer.from(bytes).toString('utf8'));
  };
  const fresh = (rules: readonly string[], at = slot): TemplatePart => ({
    slot: at,
    in: [...(base === undefined ? [] : [base]), ...rules],
  });
  const feasible = takes([fresh(guards.rules)]);
  const plain = fresh(feasible ? guards.rules : []);
  const second = { ...plain, slot: slot + 1 };

  const choices: FieldChoice[] = [];
  const misses: FieldChoice[] = [];
  const add = (why: Why, essential: boolean, parts: readonly TemplatePart[]): boolean => {
    if (!takes(parts)) return false;
    choices.push({ why, essential, parts });
    return true;
  };
  add('fresh', true, [plain]);
  if (guards.rules.length > 0 && !feasible) for (const rule of guards.rules) add('fresh', true, [fresh([rule])]);
  for (const rule of guards.rules) {
    const outside = outsideOf(rehearsal, rule, fresh([]), takes);
    for (const [i, parts] of outside.entries()) add('outside', i < 2, parts);
  }
  for (const attribute of new Set([...guards.attributes, ...attributesSetFrom(clause, field.name)])) {
    add('collision', true, [{ collision: attribute }]);
    for (const as of FRESH_VARIANTS) add('variant', false, [{ collision: attribute, as }]);
    for (const affix of ['x', ' ', '1', '\u0301', '\u200b']) {
      add('variant', false, [{ collision: attribute }, { text: affix }]);
      add('variant', false, [{ text: affix }, { collision: attribute }]);
    }
  }
  for (const text of ['x', '7']) if (add('length', false, [{ text }])) break;
  // The longest that a guard's rule takes, and the characters at the borders of its classes.
  for (const rule of guards.rules) {
    const inRule = (parts: readonly TemplatePart[]): boolean => takes(parts) && isIn(rehearsal, rule, parts);
    const padding = PADDING.find((text) => inRule([plain, { text }])) ?? '';
    const most = padding === '' ? 0 : longest(room, (times) => inRule([plain, { text: padding.repeat(times) }]));
    if (most > 0) add('length', false, [plain, { text: padding.repeat(most) }]);
    for (const text of classEdges(model, { kind: 'reference', rule }))
      if (inRule([plain, { text }])) add('character', false, [plain, { text }]);
  }
  for (const padding of PADDING) {
    const most = longest(room, (times) => takes([plain, { text: padding.repeat(times) }]));
    if (most > 0 && add('length', false, [plain, { text: padding.repeat(most) }])) {
      misses.push({ why: 'near', essential: false, parts: [plain, { text: padding.repeat(most + 1) }] });
    }
  }
  for (const text of literalsOf(model, wordsOf(model))) {
    add('literal', false, [{ text }]);
    add('literal', false, [{ text }, plain]);
    add('literal', false, [plain, { text }]);
  }
  // Where nothing but a text is sent, a word that users are told about may be taken for a command.
  const isText = message.parts.length === 1 && takes([plain, { text: ' ' }, second]);
  const own = isText ? wordsIn(literalsOf(model, wordsOf(model))) : [];
  for (const text of [...WORDS, ...own]) add('word', false, [{ text }]);
  // Whatever somebody has, where it means nothing: alone, and in front of what is meant.
  for (const { scope, name } of model.session.variables) {
    if (
      scope !== 'connection' ||
      guards.attributes.includes(name) ||
      attributesSetFrom(clause, field.name).includes(name)
    )
      continue;
    const held: TemplatePart = { collision: name };
    for (const parts of [
      [held],
      [held, { text: ' ' }, plain],
      [held, { text: ': ' }, plain],
      [{ text: '@' }, held, { text: ': ' }, plain],
    ])
      add('word', false, parts);
  }
  // Many in one value first: whoever alters one of them anywhere is found by few inputs, of which all are sent.
  for (const text of gathered([...CHARACTERS, ...NONCHARACTERS, ...PUNCTUATION, ...CONTROLS, ...LETTERS], (text) =>
    takes([plain, { text }, second]),
  ))
    add('character', false, [plain, { text }, second]);
  for (const text of BLANKS) add('character', false, [{ text }]);
  for (const text of CHARACTERS) {
    add('character', false, [plain, { text }]);
    add('character', false, [{ text }, plain]);
  }
  for (const text of classEdges(model, field.language)) {
    const parts = [plain, { text }];
    if (!add('character', false, parts)) misses.push({ why: 'near', essential: false, parts });
  }
  add('character', false, [{ text: ' ' }, plain, { text: ' ' }]);
  add('character', false, [plain, { text: '  ' }, second]);
  for (const quote of ['"', "'"]) add('character', false, [{ text: quote }, plain, { text: quote }]);
  return [...withAbsence(field, choices), ...misses];
}

function withAbsence(field: Field, choices: readonly FieldChoice[]): readonly FieldChoice[] {
  return field.arity === 'one' ? choices : [...choices, { why: 'absent', essential: true, parts: undefined }];
}

/** Texts of as many of these together as are taken; what is not taken alone is left out. */
function gathered(texts: readonly string[], takes: (text: string) => boolean): readonly string[] {
  const whole: string[] = [];
  for (const text of texts.filter(takes)) {
    const longer = `${whole.at(-1) ?? ''}${text}`;
    if (whole.length > 0 && takes(longer)) whole[whole.length - 1] = longer;
    else whole.push(text);
  }
  return whole;
}

/** The words of texts, each once. */
function wordsIn(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => text.match(/\p{L}+/gu) ?? []))];
}

/** The characters of these ranges. */
function textOf(...ranges: readonly (readonly [number, number])[]): readonly string[] {
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)),
  );
}

/** The rule that an expression is no more than the name of. */
function ruleOf(expr: Expr): string | undefined {
  if (expr.kind === 'reference') return expr.rule;
  const [only, ...others] = expr.kind === 'sequence' ? expr.of : [];
  return only !== undefined && others.length === 0 ? ruleOf(only) : undefined;
}

/** Values of the field that a rule does not take: one by its end, one by its beginning, one by its length, and others. */
function outsideOf(
  rehearsal: Rehearsal,
  rule: string,
  value: TemplatePart,
  takes: (parts: readonly TemplatePart[]) => boolean,
): readonly (readonly TemplatePart[])[] {
  const outside = (parts: readonly TemplatePart[]): boolean => takes(parts) && !isIn(rehearsal, rule, parts);
  const after = AFFIXES.map((text): readonly TemplatePart[] => [value, { text }]).filter(outside);
  const before = AFFIXES.map((text): readonly TemplatePart[] => [{ text }, value]).filter(outside);
  const longer = [9, 17, 33, 65, 129, 300]
    .map((times): readonly TemplatePart[] => [value, { text: 'x'.repeat(times) }])
    .filter(outside);
  return [...after.slice(0, 1), ...before.slice(0, 1), ...longer.slice(0, 1), ...after.slice(1)];
}

function isIn(rehearsal: Rehearsal, rule: string, parts: readonly TemplatePart[]): boolean {
  const bytes = probeBytes(rehearsal, parts);
  return bytes !== undefined && rehearsal.protocol.codec.matches(rule, Buffer.from(bytes).toString('utf8'));
}

/** The attributes that become what the field holds. */
function attributesSetFrom(clause: Clause, field: string): readonly string[] {
  const attributes: string[] = [];
  const walk = (body: readonly Effect[]): void => {
    for (const effect of body) {
      if (effect.kind === 'branch') for (const arm of effect.arms) walk(arm.body);
      if (
        effect.kind === 'set' &&
        effect.place.scope === 'connection' &&
        effect.value.kind === 'field' &&
        effect.value.name === field
      ) {
        attributes.push(effect.place.name);
      }
    }
  };
  walk(clause.body);
  return attributes;
}

function wordsOf(model: Model): readonly Expr[] {
  return [...model.messages.client, ...model.messages.server].flatMap((message) =>
    message.parts.map((part) => part.expr),
  );
}

/** The greatest number up to a limit for which something holds that holds for all smaller ones, or 0. */
function longest(limit: number, holds: (times: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
