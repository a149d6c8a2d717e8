import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { failingCommand, failingRun } from '../../site/failing-run.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the README shows the run to have written. */
function shown(): string {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  const block = /<summary>The same as text<\/summary>\n\n```\n(.*?)```/s.exec(readme)?.[1];
  if (block === undefined) throw new Error('the README shows no output of its run');
  return block;
}

test('the picture of the failing run says what the README says', () => {
  const svg = readFileSync(`${root}docs/failing-run.svg`, 'utf8');
  const { svg: read } = new XMLParser({ htmlEntities: true, trimValues: false }).parse(svg);
  expect(read.desc).toBe(`$ ${failingCommand(root)}\n${shown().trimEnd()}`);
  const drawn = [...svg.matchAll(/<text [^>]*?(?:\/>|>(.*?)<\/text>)/g)].map(([, line = '']) =>
    line.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  );
  expect(drawn.join('\n')).toBe(read.desc);
});

/**
 * Its lines but for what differs from run to run: times; whose thread was first; whether the private message had come to
 * its addressee too when it came to somebody else, which ends the exchange; how often that had come by the end; and how
 * often it was played again, which is less where a machine is slow.
 */
function settled(output: string): readonly string[] {
  const lines = output.trimEnd().split('\n');
  const fault = lines.find((line) => line.startsWith('!'));
  const text = fault?.slice(fault.indexOf('"')) ?? 'no row is at fault';
  return lines
    .filter((line) => line === fault || !/^ {2}\|.*\| {2}"/.test(line) || !line.endsWith(text))
    .map((line) => line.replace(/\d+\.\d s\)/, 'N s)').replace(/^( {2}confirmed +)\d+ of \d+/, '$1N of N'))
    .sort();
}

// Its server's threads race: now and then they show the fault in another exchange.
test('the failing run of the README goes as it says, when its command is run', { retry: 2 }, async () => {
  const { output } = await failingRun(root, false);
  expect(settled(output)).toEqual(settled(shown()));
});
