import { VECTOR_SCAN_CODE } from './vector-scan-code.js';

/** Characters of one class, as vectors of bytes are tested for them. */
export class VectorRun {
  /** Made when it is first needed; `null`: it can't be. */
  private scan: Scan | null | undefined = undefined;

  constructor(
    /** The class as it stands in an expression: its UTF-16 units. */
    readonly characters: string,
    /** The first and the last unit, both ASCII and not NUL, of a range in it that makes up most texts. */
    readonly narrow: readonly [number, number] | undefined,
  ) {}

  /** See `endOfVectors`. */
  endIn(text: string, from: number): number {
    if (this.scan === undefined) this.scan = scanFor(this) ?? null;
    const { scan } = this;
    if (scan === null || text.length > LONGEST) return from;
    const { scanner, table, wide, add, first } = scan;
    const { texts } = scanner;
    if (texts.ucs2Write === undefined) texts.write(text, 'utf16le');
    else texts.ucs2Write(text, 0);
    return (scanner.scan(TABLES + from * 2, TABLES + text.length * 2, table, wide, add, first) - TABLES) >> 1;
  }
}

/** What scans texts for a class, and what it takes: see vector-scan.wat. */
interface Scan {
  readonly scanner: Scanner;
  readonly table: number;
  readonly wide: number;
  readonly add: number;
  readonly first: number;
}

/**
 * Makes a class that vectors can be tested for: of the units from U+00FF on it has all, surrogates in pairs, or none.
 * @param characters - the class as it stands in an expression; what it says of surrogates does not count.
 */
export function vectorRun(characters: string, narrow?: readonly [number, number]): VectorRun {
  return new VectorRun(characters, narrow);
}

/**
 * Tests a text to its end, several characters at once; worth it from some hundred characters on. Copies the text, whatever
 * there is to be tested of it.
 * @param from - at least 64 units from the end.
 * @returns a place up to which all are in the class; what stands there is not decided, and may be in it too.
 */
export function endOfVectors(run: VectorRun, text: string, from: number): number {
  return run.endIn(text, from);
}

/** How many bytes the tables of all classes may take; the text stands behind them. */
const TABLES = 4096;

/** How many bytes one table takes: sixteen for low halves of a byte, sixteen for high ones. */
const TABLE = 32;

/** How many units a text may have: one page of WebAssembly's memory is all there is. */
const LONGEST = (65_536 - TABLES) / 2;

/** vector-scan.wat, which says what it takes, and its memory. */
interface Scanner {
  scan(at: number, end: number, table: number, wide: number, add: number, first: number): number;
  readonly tables: Uint8Array;
  readonly texts: TextBuffer;
}

/**
 * Node's `Buffer` has this for `write(text, 'utf16le')` to call, and so have those of Deno and Bun; called as it is, it takes
 * a sixth less time.
 */
interface TextBuffer extends Buffer {
  ucs2Write?(text: string, offset: number): number;
}

let loaded: Scanner | null | undefined;
let taken = 0;

/** Undefined: there are no vectors here, no room for another class, or too much that differs in it. */
function scanFor({ characters, narrow }: VectorRun): Scan | undefined {
  if (loaded === undefined) loaded = load() ?? null;
  const one = new RegExp(`^${characters}$`);
  const contains = (unit: number) => unit > 0 && one.test(String.fromCharCode(unit));
  const bytes = tableOf(contains);
  // A class without a range has at least one unit.
  const some = Array.from({ length: 128 }, (_, unit) => unit).find(contains);
  if (loaded === null || bytes === undefined || some === undefined || taken + TABLE > TABLES) return undefined;
  const table = taken;
  taken += TABLE;
  loaded.tables.set(bytes, table);
  const [first, last] = narrow ?? [some, some];
  return { scanner: loaded, table, wide: Number(contains(0xff)), add: 127 - last, first: first + 127 - last };
}

/** For each high half of a byte a bit, the same where it has the same low halves, and for each low half its bits. */
function tableOf(contains: (unit: number) => boolean): Uint8Array | undefined {
  const table = new Uint8Array(TABLE);
  const bits = new Map<string, number>();
  const halves = Array.from({ length: 16 }, (_, half) => half);
  for (const high of halves) {
    const lows = halves.filter((low) => contains(high * 16 + low));
    if (lows.length === 0) continue;
    let bit = bits.get(lows.join());
    if (bit === undefined) {
      if (bits.size === 8) return undefined;
      bit = 1 << bits.size;
      bits.set(lows.join(), bit);
      for (const low of lows) table[low] = (table[low] ?? 0) | bit;
    }
    table[16 + high] = bit;
  }
  return table;
}

/** What is used here of WebAssembly, which the types of Node leave to those of browsers. */
interface WebAssemblyApi {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => { readonly exports: Pick<Scanner, 'scan'> & { readonly memory: { readonly buffer: ArrayBuffer } } };
}

/** Undefined: WebAssembly is turned off, or the processor has no vectors. */
function load(): Scanner | undefined {
  const { WebAssembly: api } = globalThis as { readonly WebAssembly?: WebAssemblyApi };
  if (api === undefined) return undefined;
  try {
    const module = new api.Module(Buffer.from(VECTOR_SCAN_CODE, 'base64'));
    const { scan, memory } = new api.Instance(module).exports;
    return { scan, tables: new Uint8Array(memory.buffer, 0, TABLES), texts: Buffer.from(memory.buffer, TABLES) };
  } catch {
    // No failure: expressions read the same.
    return undefined;
  }
}
