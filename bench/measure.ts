/** One way to do a thing: what is measured is one call. The number says which of the inputs to take. */
export interface Contender {
  readonly name: string;
  readonly run: (turn: number) => unknown;
}

export interface Measured {
  readonly name: string;
  /** Nanoseconds of processor time of one call, the median of all rounds. */
  readonly median: number;
  /** How many times longer it takes than the first contender, the median over rounds in which both ran. */
  readonly ratio: number;
}

export interface MeasureOptions {
  /** How many rounds count. */
  readonly rounds: number;
  /** How long one contender runs in a round, in milliseconds. */
  readonly slice: number;
}

/** Rounds that warm everything up, and do not count. */
const WARM_UP = 3;

/**
 * Measures contenders side by side: in each round all of them run one after the other, so that what disturbs the machine
 * disturbs all. Every round begins with another one of them.
 */
export function measure(contenders: readonly Contender[], { rounds, slice }: MeasureOptions): readonly Measured[] {
  const loops = contenders.map(loopOf);
  const turns = loops.map((loop) => turnsFor(loop, slice));
  const times = contenders.map((): number[] => []);
  for (let round = -WARM_UP; round < rounds; round++) {
    for (let place = 0; place < contenders.length; place++) {
      const index = (place + round + WARM_UP) % contenders.length;
      const loop = loops[index];
      if (loop === undefined) continue;
      const time = timed(loop, turns[index] ?? 1);
      if (round >= 0) times[index]?.push(time);
    }
  }
  const [first = []] = times;
  return contenders.map(({ name }, index) => {
    const own = times[index] ?? [];
    return { name, median: median(own), ratio: median(own.map((time, round) => time / (first[round] ?? time))) };
  });
}

/** Does a thing so many times, and returns what came of the last. */
type Loop = (turns: number) => unknown;

/**
 * A loop of code of its own. In one for all, what the engine has learnt of the first contenders decides how well it
 * inlines the next, by some 30 % for the shortest.
 */
function loopOf({ run }: Contender): Loop {
  return new Function(
    'run',
    'return (turns) => { let last; for (let turn = 0; turn < turns; turn++) last = run(turn); return last; };',
  )(run);
}

/** How many calls fill a slice, by the clock; found out on calls that count as warming up. */
function turnsFor(loop: Loop, slice: number): number {
  let turns = 16;
  for (;;) {
    // The shorter of two: one may have been interrupted.
    const milliseconds = Math.min(...[0, 1].map(() => clocked(loop, turns)));
    if (milliseconds >= slice || turns >= 1 << 24) return turns;
    turns *= milliseconds < slice / 10 ? 8 : 2;
  }
}

function clocked(loop: Loop, turns: number): number {
  const start = performance.now();
  timed(loop, turns);
  return performance.now() - start;
}

let kept: unknown;

/** Nanoseconds of one call: of the processor, so that what else runs on the machine counts little. */
function timed(loop: Loop, turns: number): number {
  const start = process.cpuUsage();
  // What nobody looks at might not be worked out.
  kept = loop(turns);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1e3) / turns;
}

/** What the last call of all returned. */
export function lastResult(): unknown {
  return kept;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
