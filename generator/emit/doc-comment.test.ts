import { describe, expect, it } from 'vitest';
import { docLines } from './doc-comment.js';

describe('a doc comment', () => {
  it('takes one line where it fits', () => {
    expect(docLines('Short.', 40)).toEqual(['/** Short. */']);
  });

  it('breaks prose at blanks, and leaves tables and code alone', () => {
    const code = `    ${'x'.repeat(30)} y`;
    expect(docLines(`one two three four five six\n\n${code}`, 24)).toEqual([
      '/**',
      ' * one two three four',
      ' * five six',
      ' *',
      ` * ${code}`,
      ' */',
    ]);
  });

  it('is not ended by its text', () => {
    expect(docLines('a */ b', 40)).toEqual(['/** a *\\/ b */']);
  });
});
