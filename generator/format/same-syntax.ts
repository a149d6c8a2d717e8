import { parseSpec } from '../language/parse.js';

/** Whether two texts are read as one and the same spec, comments beside; false where one of them can't be read. */
export function isSameSpec(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => parseSpec('', text).syntax);
  return a !== undefined && b !== undefined && JSON.stringify(meaning(a)) === JSON.stringify(meaning(b));
}

/** A tree without places, and with white space folded in what it keeps as it was written. */
function meaning(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(meaning);
  if (typeof node !== 'object' || node === null) return node;
  const { kind }: { readonly kind?: unknown } = node;
  const asWritten = new Set(kind === 'rule' ? ['source'] : kind === 'connect' || 'triggers' in node ? ['text'] : []);
  const parts = Object.entries(node).filter(([key]) => key !== 'span' && !asWritten.has(key));
  return Object.fromEntries(
    parts.map(([key, part]) => [
      key,
      key === 'bounds' && typeof part === 'string' ? part.replace(/\s/g, '') : meaning(part),
    ]),
  );
}
