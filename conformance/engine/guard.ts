import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ends a process group when this process is gone without having ended it itself: killed, or out of memory. It is a shell
 * that waits for a line, which comes when there is nothing left to end; the end of its input is the end of us.
 */
export class Guard {
  private readonly shell: ChildProcess | undefined;

  /** `group`: the id of the group's first process; undefined, where there was none. */
  constructor(group: number | undefined) {
    if (group === undefined || process.platform === 'win32') return;
    this.shell = spawn('sh', ['-c', `read -r line || kill -KILL -${group}`], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    // Without a shell there is no guard, and nothing else is lost.
    this.shell.on('error', () => undefined);
    this.shell.stdin?.on('error', () => undefined);
    this.shell.unref();
  }

  /** There is nothing left to guard against. */
  release(): void {
    this.shell?.stdin?.end('\n');
  }
}
