import type { CodePointRange } from '../../runtime/model.js';

/** Sets of code points as the model writes them: ranges, sorted and apart from each other. */
export type CodePointSet = readonly CodePointRange[];

export const noCodePoints: CodePointSet = [];

/** All scalar values: what `.` stands for. */
export const allCodePoints: CodePointSet = [
  [0, 0xd7ff],
  [0xe000, 0x10ffff],
];

export function only(codePoint: number): CodePointSet {
  return [[codePoint, codePoint]];
}

export function overlaps(a: CodePointSet, b: CodePointSet): boolean {
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (!left || !right) return false;
    if (left[1] < right[0]) i++;
    else if (right[1] < left[0]) j++;
    else return true;
  }
}

export function union(a: CodePointSet, b: CodePointSet): CodePointSet {
  const merged: [number, number][] = [];
  for (const [first, last] of [...a, ...b].sort((x, y) => x[0] - y[0])) {
    const previous = merged[merged.length - 1];
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** An ASCII letter's two cases; any other character as it is. */
export function asciiCases(codePoint: number): CodePointSet {
  const upper = codePoint >= 0x61 && codePoint <= 0x7a ? codePoint - 0x20 : codePoint;
  if (upper < 0x41 || upper > 0x5a) return only(codePoint);
  return [
    [upper, upper],
    [upper + 0x20, upper + 0x20],
  ];
}
