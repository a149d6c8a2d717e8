/** The status of a command whose output could not be written, and that has nothing worse to tell. */
const LOST = 3;

/**
 * Keeps what can't be written from ending a command with a stack, and with the status 1 that says something else. Whoever
 * reads no more (`| head`) has had enough, and costs nothing; a full disk is told, and makes the status 3.
 */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') lose(error);
  });
  // There is nobody left to tell.
  process.stderr.on('error', () => undefined);
}

let isLost = false;

function lose(error: Error): void {
  if (isLost) return;
  isLost = true;
  process.stderr.write(`parley: standard output can't be written: ${error.message}\n`);
  process.on('exit', (status) => {
    if (status === 0) process.exitCode = LOST;
  });
}
