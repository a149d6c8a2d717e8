import { SpareTime } from './spare-time.js';

/** How many are at work. */
export interface StaffSize {
  /** From the beginning on. */
  readonly least: number;
  /** While there is time to spare. */
  readonly most: number;
}

/** How often it is looked whether one more would find something to do. */
const LOOK_MS = 300;
/** What is left to do must be worth the start of one more server: so many cases for each. */
const WORTH_IT = 8;

/**
 * Has so many work side by side, and one more again and again while processors are idle: where servers only make their
 * clients wait, more of them than there are processors are quicker. Resolves when all are through.
 * @throws what one of them throws, once the others are through; `failed` is told of it at once.
 */
export async function employ(
  { least, most }: StaffSize,
  job: {
    work(): Promise<void>;
    /** Cases that nobody has taken. */
    left(): number;
    failed(error: unknown): void;
  },
  spare: Pick<SpareTime, 'left'> = new SpareTime(),
  lookMs = LOOK_MS,
): Promise<void> {
  const staff: Promise<void>[] = [];
  const failures: unknown[] = [];
  const hire = (): void => {
    staff.push(
      job.work().catch((error: unknown) => {
        failures.push(error);
        job.failed(error);
      }),
    );
  };
  for (let i = 0; i < least; i++) hire();
  const looking =
    most > least
      ? setInterval(() => {
          if (spare.left() && staff.length < most && job.left() >= WORTH_IT * (staff.length + 1)) hire();
        }, lookMs)
      : undefined;
  try {
    // Whoever is taken on meanwhile is waited for too.
    for (let i = 0; i < staff.length; i++) await staff[i];
  } finally {
    clearInterval(looking);
  }
  if (failures.length > 0) throw failures[0];
}
