import type { Measured } from './measure.js';

/** How a contender is to compare: at least so many times as slow as the first one. */
export interface Goal {
  readonly contender: string;
  readonly ratio: number;
}

export interface Row {
  readonly name: string;
  readonly measured: readonly Measured[];
  readonly goals: readonly Goal[];
}

/**
 * Prints rows as they are measured.
 * @returns what fell short, in words.
 */
export function printRows(title: string, rows: Iterable<Row>): readonly string[] {
  console.log(title);
  const missed: string[] = [];
  let head = '';
  for (const { name, measured, goals } of rows) {
    const names = measured.map((one) => one.name);
    if (names.join() !== head) {
      head = names.join();
      console.log(`  ${' '.repeat(38)}${names.map((one) => one.padStart(18)).join('')}`);
    }
    console.log(`  ${name.padEnd(38)}${measured.map((one, index) => cell(one, index === 0).padStart(18)).join('')}`);
    for (const { contender, ratio } of goals) {
      const found = measured.find((one) => one.name === contender);
      if (found !== undefined && found.ratio < ratio) {
        missed.push(`${name}: ${contender} takes ${shown(found.ratio)} as long, the goal is ${shown(ratio)}`);
      }
    }
  }
  console.log();
  return missed;
}

function cell({ median, ratio }: Measured, isFirst: boolean): string {
  return isFirst ? `${nanoseconds(median)} ns` : `${nanoseconds(median)} ${shown(ratio).padStart(7)}`;
}

function nanoseconds(time: number): string {
  return time < 100 ? time.toFixed(1) : Math.round(time).toLocaleString('en');
}

function shown(ratio: number): string {
  return `${ratio < 20 ? ratio.toFixed(2) : Math.round(ratio)}×`;
}
