/** Where the runnable form of an emitted file stands. */
export function runnablePath(path: string): string {
  return path.replace(/\.ts$/, '.js');
}
