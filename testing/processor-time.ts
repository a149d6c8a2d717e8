/** What some work costs this process's processors, in milliseconds: on a busy machine a few times what it is on an idle one. */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
