import { readFileSync } from 'node:fs';

/** What the process needs beside its clients' connections: its own files, the listeners, whoever asks for metrics. */
const reserve = 64;

/**
 * How many files this process may open, where the system tells. A process that has none left can't even say so: Node
 * then closes what knocks without a word.
 */
export function openFilesAllowed(): number | undefined {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    // Not Linux: there is no such file, and nothing else that could be asked.
    return undefined;
  }
}

/** How many connections there is room for among so many open files. */
export function connectionsWithin(descriptors: number): number {
  return Math.max(1, descriptors - Math.min(reserve, Math.floor(descriptors / 2)));
}
