import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { type SequenceDiagram, type SequenceRow, sequenceDiagramSvg } from './sequence-diagram.js';

const SERVER = 2;

function drawn(...rows: readonly SequenceRow[]): string {
  return sequenceDiagramSvg({ title: 'An exchange', id: 'one', lanes: ['Ana', 'Luis', 'Server'], rows });
}

const hears = (wire: string | Uint8Array, more: Partial<SequenceRow> = {}): SequenceRow => ({
  kind: 'send',
  from: SERVER,
  to: 0,
  wire,
  ...more,
});

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('<', '>', '&', '"', "'", ']]>', '</title>', '\0', '\r', '\n', '\u001b[2J', '\u202e', '\ud800', 'א'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

const anyRow = fc.record<SequenceRow>(
  {
    kind: fc.constantFrom('send', 'connect', 'fin', 'rst', 'missing', 'note'),
    from: fc.nat(SERVER),
    to: fc.nat(SERVER),
    wire: fc.oneof(anyText, fc.uint8Array()),
    text: anyText,
    time: anyText,
    fault: fc.boolean(),
  },
  { requiredKeys: ['kind', 'from', 'to'] },
);

const anyDiagram = fc.record<SequenceDiagram>({
  title: anyText,
  id: fc.constant('x'),
  lanes: fc.array(anyText, { minLength: 3, maxLength: 12 }),
  rows: fc.array(anyRow, { maxLength: 12 }),
});

describe('a sequence diagram', () => {
  test('is well-formed whatever it is made of, and holds nothing but drawing', () => {
    fc.assert(
      fc.property(anyDiagram, (diagram) => {
        const svg = sequenceDiagramSvg(diagram);
        expect(XMLValidator.validate(svg)).toBe(true);
        const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', preserveOrder: true });
        const names = new Set<string>();
        const visit = (nodes: readonly Record<string, unknown>[]): void => {
          for (const node of nodes) {
            for (const [name, inner] of Object.entries(node)) {
              if (name === ':@' || name === '#text') continue;
              names.add(name);
              visit(inner as readonly Record<string, unknown>[]);
            }
          }
        };
        visit(parser.parse(svg) as readonly Record<string, unknown>[]);
        const known = ['svg', 'title', 'desc', 'g', 'rect', 'line', 'path', 'circle', 'text'];
        expect([...names].filter((name) => !known.includes(name))).toEqual([]);
        expect(svg).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}|\p{Cs}/u);
      }),
    );
  });

  test('says in words what it shows, the fault too', () => {
    const svg = drawn(
      { kind: 'connect', from: 0, to: SERVER, text: 'connects', begins: 0 },
      hears('NAME'),
      hears('a\r\n', { fault: true }),
      { kind: 'missing', from: SERVER, to: 1, text: 'nothing comes' },
      { kind: 'note', from: 1, to: 1, text: 'reads no more' },
    );
    expect(svg).toContain('<title id="one-title">An exchange</title>');
    expect(/<desc id="one-desc">([^<]*)<\/desc>/.exec(svg)?.[1]?.split('\n')).toEqual([
      '1. Ana to Server: connects',
      '2. Server to Ana: &quot;NAME&quot;',
      '3. At fault: Server to Ana: &quot;a\\r\\n&quot;',
      '4. Server to Luis: missing: nothing comes',
      '5. Luis: reads no more',
    ]);
    expect(svg.match(/class="row send fault"/g)).toHaveLength(1);
  });

  test('quotes what went over the wire, bytes that are no text in hexadecimal', () => {
    expect(drawn(hears('\\w "x"'))).toContain('&quot;\\\\w \\&quot;x\\&quot;&quot;');
    expect(drawn(hears(Uint8Array.of(0xff, 0x0a)))).toContain('>hex ff 0a<');
  });

  test('stays small whatever is sent, and keeps more of it in a tooltip', () => {
    const svg = drawn(hears('x'.repeat(1_000_000)));
    expect(svg.length).toBeLessThan(10_000);
    expect(svg).toContain('(1000000 bytes)');
    expect(svg).toMatch(/<g class="row send"><title>&quot;x{900}/);
    expect(drawn(hears('short'))).not.toMatch(/<g class="row send"><title>/);
  });

  test('is as wide as a phone for few lanes, and grows with many', () => {
    const widthOf = (lanes: number): number => {
      const names = Array.from({ length: lanes }, (_, n) => `Somebody with a long name ${n}`);
      const svg = sequenceDiagramSvg({ title: '', id: 'x', lanes: names, rows: [] });
      return Number(/ width="(\d+)"/.exec(svg)?.[1]);
    };
    expect(widthOf(2)).toBe(360);
    expect(widthOf(4)).toBe(360);
    expect(widthOf(12)).toBeGreaterThan(800);
  });

  test('draws a lane solid from where it begins to where it ends', () => {
    const svg = drawn(
      { kind: 'connect', from: 0, to: SERVER, text: 'connects', begins: 0 },
      { kind: 'rst', from: 0, to: SERVER, text: 'RST', ends: 0 },
    );
    const own = [...svg.matchAll(/<line x1="([\d.]+)" x2="([\d.]+)" y1="(\d+)" y2="(\d+)"([^>]*)>/g)]
      .filter(([, x1, x2]) => x1 === x2)
      .map(([, x, , from, to, rest]) => ({ x, from, to, dotted: rest?.includes('dasharray') }));
    const ana = own.filter(({ x }) => x === own[0]?.x);
    expect(ana.map(({ dotted }) => dotted)).toEqual([true, false, true]);
    expect(ana[0]?.to).toBe(ana[1]?.from);
    expect(ana[1]?.to).toBe(ana[2]?.from);
    // The other two are there all the time.
    expect(own.length).toBe(5);
  });
});
