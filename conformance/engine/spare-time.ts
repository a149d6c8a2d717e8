import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';

/** Such a share of all processors' time must have been left over. */
const SPARE = 0.4;
/** Whose event loop is busier has no time for another server's answers, whatever other processors do. */
const BUSY = 0.7;

/** Looks whether this machine, and this process, have processor time to spare: whoever is then waited for is not busy but slow. */
export class SpareTime {
  private times = processorTimes();
  private loop = performance.eventLoopUtilization();

  /** Whether there was, since this was last asked. */
  left(): boolean {
    const now = processorTimes();
    const idle = now.idle - this.times.idle;
    const all = now.all - this.times.all;
    const loop = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(loop, this.loop);
    this.times = now;
    this.loop = loop;
    return all > 0 && idle / all >= SPARE && utilization < BUSY;
  }
}

/** Milliseconds of all processors, since the machine started. */
function processorTimes(): { readonly idle: number; readonly all: number } {
  let [idle, all] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    all += times.idle + times.user + times.nice + times.sys + times.irq;
  }
  return { idle, all };
}
