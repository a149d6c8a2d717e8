/** What some work costs this process's processors, in milliseconds: however busy the machine is with others, it is the same. */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
