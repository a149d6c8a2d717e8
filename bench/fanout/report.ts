import type { Sample } from './generator.js';
import type { Goal, Work } from './works.js';

/** What was measured of one server under one work, a sample a round. */
export interface Measured {
  readonly name: string;
  readonly differs: string | undefined;
  readonly samples: readonly Sample[];
}

type Figure = 'cpu' | 'p50' | 'p99' | 'rate' | 'settle' | 'memory';

const figures: Readonly<
  Record<Figure, { readonly title: string; readonly digits: number; of(sample: Sample): number | undefined }>
> = {
  // CPU seconds per million deliveries are microseconds per delivery.
  cpu: { title: 'CPU µs/delivery', digits: 3, of: (sample) => sample.cpu_s_per_M },
  p50: { title: 'p50 ms', digits: 2, of: (sample) => scaled(sample.p50_us) },
  p99: { title: 'p99 ms', digits: 2, of: (sample) => scaled(sample.p99_us) },
  rate: {
    title: 'M deliveries/s',
    digits: 2,
    of: ({ deliv_per_s: rate }) => (rate === undefined ? undefined : rate / 1e6),
  },
  settle: {
    title: 'joined in s',
    digits: 2,
    of: ({ p50_us, settle_s }) => (p50_us === undefined ? settle_s : undefined),
  },
  memory: { title: 'KB/connection', digits: 2, of: (sample) => sample.kb_per_conn },
};

function scaled(microseconds: number | undefined): number | undefined {
  return microseconds === undefined ? undefined : microseconds / 1000;
}

/** The table of one work: medians, ranges, and each server's CPU as a multiple of ours. */
export function table(work: Work, all: readonly Measured[]): string {
  const shown = (Object.keys(figures) as Figure[]).filter((figure) => valuesOf(all[0], figure).length > 0);
  const withRatio = shown.includes('cpu');
  const head = [
    'server',
    ...shown.map((figure) => figures[figure].title),
    ...(withRatio ? ['CPU ÷ ours'] : []),
    'lost',
  ];
  const mine = median(valuesOf(all[0], 'cpu'));
  const rows = all.map((one) => {
    const cpu = median(valuesOf(one, 'cpu'));
    const ratio = withRatio ? [mine === undefined || cpu === undefined ? '–' : (cpu / mine).toFixed(2)] : [];
    return [one.name, ...shown.map((figure) => shownAs(one, figure)), ...ratio, troubles(one)];
  });
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd();
  return [`${work.title}`, line(head), ...rows.map(line)].join('\n');
}

/** Whether each goal is met, in a line. */
export function goals(work: Work, all: readonly Measured[]): readonly string[] {
  return work.goals.flatMap((goal) => goalLine(goal, all) ?? []);
}

/** What is not equal work. */
export function differences(all: readonly Measured[]): readonly string[] {
  return all.flatMap(({ name, differs }) => (differs === undefined ? [] : [`  ${name}: ${differs}`]));
}

function goalLine(goal: Goal, all: readonly Measured[]): string | undefined {
  const mine = median(valuesOf(all[0], goal.of));
  if (mine === undefined) return undefined;
  if (goal.kind === 'bound') {
    const most = goal.of === 'p50' ? goal.most / 1000 : goal.most;
    return verdict(mine <= most, `${figures[goal.of].title} ${mine.toFixed(2)}, wanted at most ${most}`);
  }
  const other = median(
    valuesOf(
      all.find(({ name }) => name === goal.to),
      goal.of,
    ),
  );
  if (other === undefined) return undefined;
  const ratio = other / mine;
  return verdict(
    ratio >= goal.least,
    `${figures[goal.of].title}: ${goal.to} ÷ parley ${ratio.toFixed(2)}, wanted at least ${goal.least}`,
  );
}

function verdict(met: boolean, words: string): string {
  return `  ${met ? 'met    ' : 'not met'}  ${words}`;
}

function shownAs(measured: Measured, figure: Figure): string {
  const values = valuesOf(measured, figure);
  const middle = median(values);
  if (middle === undefined) return '–';
  const { digits } = figures[figure];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return values.length === 1
    ? middle.toFixed(digits)
    : `${middle.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

/** What makes a row worthless: messages that were not delivered, bad ones, connections that broke. */
function troubles({ samples }: Measured): string {
  const bad = samples.reduce((sum, { missing = 0, errs, lost }) => sum + Math.abs(missing) + errs + lost, 0);
  return String(bad);
}

function valuesOf(measured: Measured | undefined, figure: Figure): readonly number[] {
  return measured?.samples.flatMap((sample) => figures[figure].of(sample) ?? []) ?? [];
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [upper, lower] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 || upper === undefined || lower === undefined ? upper : (upper + lower) / 2;
}
