import { describe, expect, it } from 'vitest';
import { readSpec } from '../../front-end.js';
import { specs } from '../../language/test/specs.js';

/** Words of a spec's own language and names, but those inside of texts, classes, comments and headings. */
function* wordsOf(text: string): Iterable<{ readonly word: string; readonly at: number }> {
  for (const { 0: word, index: at } of text.matchAll(/[A-Za-z][A-Za-z-]{2,}/g)) {
    const before = text.slice(text.lastIndexOf('\n', at) + 1, at);
    const isInText = (before.split('"').length - 1) % 2 === 1;
    if (!isInText && !/\[[^\]]*$|\/\/\/|^source|^protocol/.test(before)) yield { word, at };
  }
}

describe.each(specs)('a letter left out of a word of $file', ({ text }) => {
  it('is reported as that, wherever it shows, and as nothing else', () => {
    let reported = 0;
    for (const { word, at } of wordsOf(text)) {
      const spec = text.slice(0, at + 1) + text.slice(at + 2);
      const errors = readSpec('slip', spec).diagnostics.filter(({ severity }) => severity === 'error');
      // That somebody is not connected is said of what is done, and of views.
      const codes = new Set(errors.map(({ code }) => (code === 'P604' ? 'P601' : code)));
      expect([word, at, [...codes]]).toEqual([word, at, [...codes].slice(0, 1)]);
      if (codes.size > 0) reported++;
    }
    expect(reported).toBeGreaterThan(50);
  });
});
