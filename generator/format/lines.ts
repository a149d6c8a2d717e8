import { type Area, spaced } from './spacing.js';
import { type Token, tokenLines } from './tokens.js';

/** A line on its way: its columns are set below those of its neighbours in the same table. */
export interface Line {
  readonly depth: number;
  /** The first ones are padded; the last one ends the line. */
  readonly columns: readonly string[];
  /** Lines of one table stand in columns; undefined: this one stands alone. */
  readonly table: string | undefined;
  /** Columns wider than this don't move those of their neighbours. */
  readonly widest: readonly number[];
  /** How far a table reaches: through its braces, to the next empty line, or as long as its lines follow each other. */
  readonly extent: 'block' | 'paragraph' | 'neighbours';
  /** Whether it is about the line behind it: it divides no table. */
  readonly isRemark: boolean;
  /** Whether a brace stays open at its end. */
  readonly opens: boolean;
}

/** What opens a brace, by the word that its construct begins with. */
type Block = 'transport' | 'rules' | 'session' | 'state' | 'variables' | 'body' | 'example';

const BLOCKS: Readonly<Record<string, Block>> = {
  transport: 'transport',
  client: 'rules',
  server: 'rules',
  session: 'session',
  state: 'state',
  in: 'state',
  user: 'variables',
  world: 'variables',
  example: 'example',
};

const SECTIONS = new Set([
  'protocol',
  'source',
  'transport',
  'delivery',
  'promise',
  'client',
  'server',
  'session',
  'example',
]);
const CLAUSES = new Set(['on', 'unrecognized', 'invalid', 'overlong', 'disconnect', 'should', 'may']);
const STATEMENTS = new Set(
  'send reply any may should join leave set unset close become do when else either or undefined connect state in user world group block on unrecognized invalid overlong disconnect'.split(
    ' ',
  ),
);

/** The lines of a spec that can be read. Empty lines are lines without columns. */
export function layOut(text: string): readonly Line[] {
  const lines: Line[] = [];
  const blocks: { readonly kind: Block; readonly number: number }[] = [];
  let opened = 0;
  /** The word that the construct begins with in which the next brace stands. */
  let head = '';
  for (const tokens of tokenLines(text)) {
    const [first] = tokens;
    const block = blocks[blocks.length - 1];
    const area = areaOf(block?.kind, first);
    const leaving = leadingBraces(tokens);
    const depth = blocks.length - leaving;
    const startedIn = blocks[depth - 1];
    const continues = first !== undefined && leaving === 0 && isContinuation(tokens, block?.kind);
    const start = blocks.length;
    let isNew = !continues;
    for (const token of tokens) {
      if (isNew && token.kind === 'word') {
        head = token.text;
        isNew = false;
      }
      if (token.kind !== 'sign') continue;
      if (token.text === '{') {
        opened++;
        blocks.push({ kind: BLOCKS[head] ?? 'body', number: opened });
        isNew = true;
      } else if (token.text === '}') {
        blocks.pop();
        isNew = true;
      } else if (token.text === ';') isNew = true;
    }
    const at = { tokens, area, block: startedIn, isOneLine: blocks.length === start, continues };
    const isStep = startedIn?.kind === 'example';
    lines.push({
      depth: depth + (continues && !isStep ? 1 : 0),
      ...columnsOf(at),
      opens: blocks.length > start - leaving,
    });
  }
  return lines;
}

function leadingBraces(tokens: readonly Token[]): number {
  const count = tokens.findIndex((token) => token.kind !== 'sign' || token.text !== '}');
  return count < 0 ? tokens.length : count;
}

function areaOf(block: Block | undefined, first: Token | undefined): Area {
  switch (block) {
    case undefined:
      // What stands on the section's own first line goes by what is in its braces.
      return first !== undefined && BLOCKS[first.text] !== undefined ? areaOf(BLOCKS[first.text], undefined) : 'rules';
    case 'rules':
      return 'rules';
    case 'transport':
    case 'example':
      return block;
    default:
      return 'session';
  }
}

/** Whether a line goes on with what the line before it began. */
function isContinuation(tokens: readonly Token[], block: Block | undefined): boolean {
  const [first, second] = tokens;
  if (first === undefined || first.kind === 'doc' || first.kind === 'comment') return false;
  const isDefinition = first.kind === 'word' && second?.kind === 'sign' && second.text === '=';
  switch (block) {
    case undefined:
      return !isDefinition && !(first.kind === 'word' && SECTIONS.has(first.text));
    case 'rules':
      return !isDefinition;
    case 'transport':
    case 'variables':
      return first.kind !== 'word';
    case 'example':
      return first.kind === 'sign';
    default:
      return !(first.kind === 'word' && STATEMENTS.has(first.text));
  }
}

/** How wide the columns of a table get. */
const WIDEST = {
  definition: [30],
  setting: [9],
  clause: [48],
  guard: [38],
  choice: [30, 30],
  step: [12, 60, 10],
} as const;

interface Place {
  readonly tokens: readonly Token[];
  readonly area: Area;
  readonly block: { readonly kind: Block; readonly number: number } | undefined;
  readonly isOneLine: boolean;
  readonly continues: boolean;
}

type Columns = Pick<Line, 'columns' | 'table' | 'widest' | 'extent' | 'isRemark'>;

function columnsOf(place: Place): Columns {
  const { tokens, area, block, isOneLine, continues } = place;
  const [first, second] = tokens;
  const alone = (columns: readonly string[]): Columns => ({
    columns,
    table: undefined,
    widest: [],
    extent: 'block',
    isRemark: false,
  });
  if (first === undefined) return alone([]);
  if (first.kind === 'doc' || first.kind === 'comment') {
    return { ...alone([spaced(tokens, area)]), isRemark: true };
  }
  const table = (
    kind: keyof typeof WIDEST,
    columns: readonly string[],
    extent: Line['extent'] = 'paragraph',
  ): Columns => ({
    columns,
    table: `${kind} ${block?.number ?? 0}`,
    widest: WIDEST[kind],
    extent,
    isRemark: false,
  });
  if (block?.kind === 'example') return table('step', stepColumns(tokens, continues), 'block');
  if (continues) return alone([spaced(tokens, area)]);
  if (second?.text === '=' && second.kind === 'sign' && (block === undefined || block.kind === 'rules')) {
    return table('definition', split(tokens, [1], area));
  }
  if (block === undefined && ['transport', 'delivery', 'promise'].includes(first.text) && isOneLine) {
    return table('setting', split(tokens, [1], area));
  }
  const brace = tokens.findIndex((token) => token.kind === 'sign' && token.text === '{');
  if (isOneLine && block?.kind === 'state' && CLAUSES.has(first.text) && brace > 0)
    return table('clause', split(tokens, [brace], area));
  if (isOneLine && brace > 0 && (first.text === 'when' || first.text === 'else')) {
    return table('guard', split(tokens, [brace], area), 'neighbours');
  }
  if (isOneLine && brace > 0 && (first.text === 'either' || first.text === 'or')) {
    return table('choice', split(tokens, brace > 1 ? [1, brace] : [brace], area), 'neighbours');
  }
  return alone([spaced(tokens, area)]);
}

/** A line in pieces that begin at these tokens. */
function split(tokens: readonly Token[], at: readonly number[], area: Area): readonly string[] {
  const starts = [0, ...at, tokens.length];
  return starts.slice(0, -1).map((start, index) => spaced(tokens.slice(start, starts[index + 1]), area));
}

/** Who; what it does; who hears; what. What others hear besides, and what the step's next lines say, follows as it comes. */
function stepColumns(tokens: readonly Token[], continues: boolean): readonly string[] {
  const isBar = ({ kind, text }: Token) => kind === 'sign' && text === '|';
  if (continues) return ['', '', ...heardColumns(tokens)];
  const [first, second] = tokens;
  if (first?.text === 'view' && second?.kind === 'word') return [spaced(tokens, 'example')];
  const bar = tokens.findIndex(isBar);
  const act = tokens.slice(1, bar < 0 ? undefined : bar);
  const start = [first?.text ?? '', spaced(act, 'example')];
  return bar < 0 ? start : [...start, ...heardColumns(tokens.slice(bar))];
}

function heardColumns(tokens: readonly Token[]): readonly string[] {
  const what = tokens.findIndex(
    ({ kind, text }) => (kind === 'sign' && text === '<') || (kind === 'word' && text === 'closed'),
  );
  if (what < 0) return [spaced(tokens, 'example')];
  return [spaced(tokens.slice(0, what), 'example'), spaced(tokens.slice(what), 'example')];
}
