import type { CodePointRange } from '../../../runtime/model.js';
import { classPattern, classTitle } from '../../rules/class-pattern.js';
import type { CodePointSet } from '../../rules/code-points.js';
import type { Matcher } from '../../rules/matcher.js';
import { Code } from '../code.js';
import { quote } from '../literal.js';
import type { FunctionsFile } from './functions-file.js';
import { standsHere } from './literals.js';
import type { ReaderFile } from './reader-file.js';
import { kindOf } from './run-kind.js';
import { isAll, type Run, sightOf } from './step.js';
import { comparisons, hex, isUniform, type UnitClass, unitClass } from './units.js';

/** How many characters are tested one by one before a regular expression is asked for the rest. */
const NEAR = 8;

/** How many characters are worth being copied to where vectors can see them. */
const MANY = 256;

/** The shortest range of ASCII that is worth rounds of its own. */
const NARROW = 24;

/** Where a run ends before its characters do. */
interface Stop {
  /** Whether it does at `at`, where `unit` is the first unit, as an expression. */
  readonly test: string;
  /** The same for a comment. */
  readonly words: string;
}

/**
 * A function `(text, from) => end` for a run of one class; -1: too few, or one of the texts that it may not be. What
 * stops where something else stands is the file's own; all others are shared.
 * @param isLast - whether a text is only read if the run ends where it does.
 * @returns its name in the file.
 */
export function runFunction(file: ReaderFile, run: Run, wanted: string, isLast = false): string {
  const units = unitClass(run.set);
  const inVectors = isLast && kindOf(run, units) === 'endless' && isUniform(units);
  const key = `run ${JSON.stringify([run.min, run.max, run.but, run.stop, run.set])}${inVectors ? ' in vectors' : ''}`;
  if (run.stop === undefined) {
    const { runs } = file;
    const word = runs === file ? 'function' : 'export function';
    const write = (name: string) => runCode(runs, { ...run, inVectors }, units, wanted, `${word} ${name}`);
    return file.fromRuns(runs.functionFor(key, `endOf${inVectors ? 'Last' : ''}${wanted}`, write));
  }
  const stop = stopOf(file, run.stop, run, units, wanted);
  return file.functionFor(key, `endOf${wanted}`, (name) => runCode(file, run, units, wanted, `function ${name}`, stop));
}

/** How a run's function is to be written. */
interface WrittenRun extends Run {
  /** Whether many characters are tested in vectors first. They look at all of the text: each text once, or time grows with its square. */
  readonly inVectors?: boolean;
}

function runCode(
  file: FunctionsFile,
  run: WrittenRun,
  units: UnitClass,
  wanted: string,
  head: string,
  stop?: Stop,
): Code {
  const kind = kindOf(run, units);
  const from = kind === 'all' && run.min === 0 && !run.but ? '_from' : 'from';
  const code = new Code();
  code.doc(describeRun(run, stop));
  const number = file.typed(': number');
  return code.block(`${head}(text${file.typed(': string')}, ${from}${number})${number} {`, () => {
    switch (kind) {
      case 'all':
        code.line('const at = text.length;');
        finish(code, run, run.min === 0 ? undefined : 'at === from');
        return;
      case 'endless':
        endless(file, code, run, units, wanted);
        return;
      case 'units':
        countedUnits(file, code, run, units, wanted);
        return;
      case 'pairs':
        countedPairs(file, code, run, units, wanted);
        return;
      case 'counted':
        counted(file, code, run, units, wanted, stop);
    }
  });
}

/** The longest class that a comment holds. */
const SHOWN = 40;

/** What a run is, for the comment above its function. */
function describeRun({ min, max, set, but = [], inVectors }: WrittenRun, stop: Stop | undefined): string {
  const bounds = max === null ? `${min} or more` : min === max ? String(min) : `${min} to ${max}`;
  const until = stop !== undefined ? `, up to ${stop.words}` : inVectors ? ', where the text is to end too' : '';
  const not = but.length === 0 ? '' : `, but not ${but.map((text) => JSON.stringify(text)).join(', ')}`;
  const title = classTitle(set);
  const characters = title.length <= SHOWN && !title.includes('\\uD') ? `\`${title}\`` : 'such characters';
  return `Where ${bounds} of ${characters} end that begin at \`from\`${until}${not}; -1: not there.`;
}

/** Any number of them: a few by themselves, then in one go, where surrogates are taken in pairs only. */
function endless(file: FunctionsFile, code: Code, run: WrittenRun, units: UnitClass, wanted: string): void {
  const single = units.hasPairs && !units.beyond ? withoutSurrogates(units) : units;
  const pattern = classPattern(units.beyond ? run.set : single.units);
  const narrow = narrowOf(units.units);
  const options = [
    ...(narrow === undefined || units.units.length === 1 ? [] : [`narrow: ${quote(classPattern([narrow]))}`]),
    ...(single === units ? [] : ['pairs: true']),
  ];
  const values = [quote(pattern), ...(options.length === 0 ? [] : [`{ ${options.join(', ')} }`])];
  const expression = file.constantFor(`run of ${values.join()}`, `${wanted} run`, (name) => {
    return `const ${name} = ${file.runtime('characterRun')}(${values.join(', ')});`;
  });
  const rest = (from: string) => `${file.runtime('endOfRun')}(${expression}, text, ${from})`;
  if (units.beyond) code.line(`const at = ${rest('from')};`);
  else {
    code.line('let at = from;');
    if (run.inVectors) {
      const vectors = vectorsOf(file, pattern, narrow, wanted);
      code.line(`if (text.length - from >= ${MANY}) at = ${file.runtime('endOfVectors')}(${vectors}, text, from);`);
    }
    code.line(`const near = Math.min(text.length, at + ${NEAR});`);
    code.line(`while (at < near && ${unitTest(file, single, 'text.charCodeAt(at)', wanted)}) at++;`);
    const goesOn = single === units ? 'at === near' : `(at === near || ${isSurrogate('text.charCodeAt(at)')})`;
    code.line(`if (at < text.length && ${goesOn}) at = ${rest('at')};`);
  }
  finish(code, run, run.min === 0 ? undefined : 'at === from');
}

/** At most so many, each of one unit. */
function countedUnits(file: FunctionsFile, code: Code, run: Run, units: UnitClass, wanted: string): void {
  code.line(`const last = Math.min(text.length, from + ${run.max});`);
  code.line('let at = from;');
  code.line(`while (at < last && ${unitTest(file, units, 'text.charCodeAt(at)', wanted)}) at++;`);
  finish(code, run, run.min === 0 ? undefined : run.min === 1 ? 'at === from' : `at - from < ${run.min}`);
}

/** Where no half of a pair comes, units are counted; from the first one on, characters. */
function countedPairs(file: FunctionsFile, code: Code, run: Run, units: UnitClass, wanted: string): void {
  const test = (unit: string) => unitTest(file, withoutSurrogates(units), unit, wanted);
  code.line(`const near = Math.min(text.length, from + ${run.max});`);
  code.line('let at = from;');
  code.line(`while (at < near && ${test('text.charCodeAt(at)')}) at++;`);
  code.block(`if (at < near && ${isSurrogate('text.charCodeAt(at)')}) {`, () => {
    code.line('let count = at - from;');
    code.block('while (at < text.length) {', () => {
      code.line('const unit = text.charCodeAt(at);');
      code.line(`if ((unit & 0xfc00) !== 0xdc00 && count++ === ${run.max}) break;`);
      code.line(`if ((unit & 0xf800) !== 0xd800 && !(${test('unit')})) break;`);
      code.line('at++;');
    });
    code.line('if (!text.slice(from, at).isWellFormed()) return -1;');
  });
  finish(code, run, run.min === 0 ? undefined : 'at === from');
}

function isSurrogate(unit: string): string {
  return `(${unit} & 0xf800) === 0xd800`;
}

/** A class whose pairs are tested apart. */
function withoutSurrogates({ units }: UnitClass): UnitClass {
  const low = units.flatMap(([first, last]): CodePointRange[] => {
    if (last < 0xd800 || first > 0xdfff) return [[first, last]];
    const around: CodePointRange[] = [
      [first, 0xd7ff],
      [0xe000, last],
    ];
    return around.filter(([from, to]) => from <= to);
  });
  return { units: low, beyond: undefined, hasPairs: false };
}

/** Counted by characters, a pair of surrogates as one, or up to where something else stands. */
function counted(
  file: FunctionsFile,
  code: Code,
  run: Run,
  units: UnitClass,
  wanted: string,
  stop: Stop | undefined,
): void {
  const counts = run.min > 1 || run.max !== null;
  if (counts) code.line('let count = 0;');
  code.line('let at = from;');
  code.block('while (at < text.length) {', () => {
    code.line('const unit = text.charCodeAt(at);');
    if (stop !== undefined) code.line(`if (${stop.test}) break;`);
    if (counts && run.max !== null) {
      const isNext = units.hasPairs ? '(unit & 0xfc00) !== 0xdc00 && ' : '';
      code.line(`if (${isNext}count === ${run.max}) break;`);
    }
    const test = isAll(run.set) ? undefined : unitTest(file, units, 'unit', wanted);
    if (units.beyond) {
      const beyond = comparisons(units.beyond, 'codePoint', 0x10ffff, Number.POSITIVE_INFINITY) ?? 'false';
      code.block(`if (!(${test ?? 'true'})) {`, () => {
        code.line('const codePoint = text.codePointAt(at) ?? 0;');
        code.line(`if (codePoint <= 0xffff || !(${beyond})) break;`);
        code.line('at++;');
      });
    } else if (test !== undefined) code.line(`if (!(${test})) break;`);
    if (counts) code.line(units.hasPairs && !units.beyond ? 'if ((unit & 0xfc00) !== 0xdc00) count++;' : 'count++;');
    code.line('at++;');
  });
  finish(code, run, run.min === 0 ? undefined : run.min === 1 ? 'at === from' : `count < ${run.min}`);
}

function stopOf(file: ReaderFile, matcher: Matcher, { min }: Run, units: UnitClass, wanted: string): Stop {
  const enough = min === 0 ? '' : min === 1 ? 'at > from && ' : `count >= ${min} && `;
  // Nothing stands between the halves of a pair.
  const first = sightOf(matcher, file.rules)[0];
  const whole = units.hasPairs && !units.beyond && first?.kind !== 'literal' ? '(unit & 0xfc00) !== 0xdc00 && ' : '';
  const words = first?.kind === 'literal' ? JSON.stringify(first.text) : 'what follows';
  return { test: `${whole}${enough}${standsAt(file, matcher, wanted)}`, words };
}

/** Whether something stands at `at`, where `unit` is the first unit, as an expression. */
function standsAt(file: ReaderFile, matcher: Matcher, wanted: string): string {
  const steps = sightOf(matcher, file.rules);
  const [first, second] = steps;
  if (first?.kind === 'literal') {
    const unit = `unit === ${hex(first.text.charCodeAt(0))}`;
    const whole = first.text.length === 1 ? unit : `${unit} && text.startsWith(${quote(first.text)}, at)`;
    if (steps.length === 1) return whole;
    if (steps.length === 2 && second?.kind === 'end') return `at + ${first.text.length} === text.length && ${whole}`;
    // One more character, whichever it is.
    if (steps.length === 2 && second?.kind === 'run' && isAll(second.set) && second.min === 1 && second.max === 1)
      return `${whole} && at + ${first.text.length} < text.length`;
  }
  const whole = `${file.part(matcher, `${wanted} stop`)}(text, at) >= 0`;
  return first?.kind === 'literal' ? `unit === ${hex(first.text.charCodeAt(0))} && ${whole}` : whole;
}

function finish(code: Code, run: Run, tooFew: string | undefined): void {
  for (const text of run.but ?? []) {
    const same = standsHere(text, (offset) => (offset === 0 ? 'from' : `from + ${offset}`));
    const tests = [`at - from === ${text.length}`, ...same.map(({ left, right }) => `${left} === ${right}`)];
    code.line(`if (${tests.join(' && ')}) return -1;`);
  }
  code.line(tooFew === undefined ? 'return at;' : `return ${tooFew} ? -1 : at;`);
}

/** Whether a unit is in a class: by comparisons where a few do, else by a table. */
function unitTest(file: FunctionsFile, units: UnitClass, unit: string, wanted: string): string {
  const few = comparisons(units.units, unit === 'unit' ? unit : 'unit');
  if (few !== undefined && unit === 'unit') return few;
  if (few !== undefined) {
    const test = file.functionFor(`test ${units.units.join()}`, `is${wanted}`, (name) => {
      const code = new Code();
      const head = `function ${name}(unit${file.typed(': number')})${file.typed(': boolean')} {`;
      return code.block(head, () => code.line(`return ${few};`));
    });
    return `${test}(${unit})`;
  }
  const ranges = units.units.map((range) => `[${range.map(hex).join(', ')}]`);
  const table = file.constantFor(`table ${units.units.join()}`, `${wanted} characters`, (name) => {
    return new Code().list(`const ${name} = ${file.runtime('characterTable')}([`, ranges, ']);').toString();
  });
  return `${table}[${unit}] === 1`;
}

/** The constant of a class for vectors. */
function vectorsOf(file: FunctionsFile, pattern: string, narrow: CodePointRange | undefined, wanted: string): string {
  const values = [quote(pattern), ...(narrow === undefined ? [] : [`[${narrow.map(hex).join(', ')}]`])].join(', ');
  return file.constantFor(`vectors of ${values}`, `${wanted} vectors`, (name) => {
    return `const ${name} = ${file.runtime('vectorRun')}(${values});`;
  });
}

/** The longest range of ASCII in a class, where it is long enough. */
function narrowOf(units: CodePointSet): CodePointRange | undefined {
  const ranges = units
    .map(([first, last]): CodePointRange => [Math.max(first, 1), Math.min(last, 0x7e)])
    .sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
  const [best] = ranges;
  return best === undefined || best[1] - best[0] < NARROW ? undefined : best;
}
