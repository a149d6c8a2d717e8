import { element, escapeXml, rounded, textWidth } from '../diagrams/svg.js';

const SIZE = 13;
const LINE = 18;
const PADDING = 16;

/** The colours of a terminal, on a ground of its own: the picture stands in pages that are dark or light. */
const COLOURS: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  32: '#56d364',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#8b949e',
};

interface Style {
  readonly colour?: string | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

interface Run {
  readonly text: string;
  readonly style: Style;
}

/** A command and what it wrote to a terminal, as SVG. Whoever does not see it is told the same as text. */
export function terminalPicture(title: string, command: string, output: string): string {
  const prompt: Run = { text: '$ ', style: { colour: COLOURS[90] } };
  const typed = command.split('\n').map((text): Run[] => [{ text, style: { bold: true } }]);
  const lines = [[prompt, ...(typed[0] ?? [])], ...typed.slice(1), ...runsOf(output.trimEnd())];
  const longest = Math.max(...lines.map((line) => textWidth(line.map(({ text }) => text).join(''), SIZE)));
  const [width, height] = [Math.ceil(longest + 2 * PADDING), lines.length * LINE + 2 * PADDING];
  const texts = lines.map((line, nth) => {
    const y = PADDING + LINE * (nth + 0.75);
    const spans = line.map(({ text, style }) => element('tspan', attributesOf(style), escapeXml(text)));
    return element('text', { x: PADDING, y: rounded(y), 'xml:space': 'preserve' }, spans.join(''));
  });
  const plain = lines.map((line) => line.map(({ text }) => text).join('')).join('\n');
  const words = element('title', { id: 'title' }, escapeXml(title)) + element('desc', { id: 'desc' }, escapeXml(plain));
  const ground = element('rect', { width, height, rx: 8, fill: '#0d1117' });
  const face = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      'aria-labelledby': 'title',
      'aria-describedby': 'desc',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': face,
      'font-size': SIZE,
      fill: '#e6edf3',
    },
    `${words}\n${ground}\n${texts.join('\n')}\n`,
  )}\n`;
}

/** The text of a terminal, without its colours. */
export function plainText(output: string): string {
  return runsOf(output)
    .map((line) => line.map(({ text }) => text).join(''))
    .join('\n');
}

function attributesOf({ colour, bold, dim }: Style) {
  return { fill: colour ?? (dim ? COLOURS[90] : undefined), 'font-weight': bold ? 700 : undefined };
}

/** Lines in pieces of one look each: SGR sequences are read, nothing else is written by our reports. */
function runsOf(output: string): readonly (readonly Run[])[] {
  let style: Style = {};
  return output.split('\n').map((line) => {
    const runs: Run[] = [];
    for (const [nth, piece] of line.split(SGR).entries()) {
      if (nth % 2 === 1) for (const code of piece.split(';')) style = styled(style, Number(code));
      else if (piece !== '') runs.push({ text: piece, style });
    }
    return runs;
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is told begins with ESC
const SGR = /\u001b\[([0-9;]*)m/;

function styled(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { colour: style.colour };
  if (code === 39) return { ...style, colour: undefined };
  return { ...style, colour: COLOURS[code] ?? style.colour };
}
