import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './testing/longest-first.js';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // The package's own name means its sources here, so that tests need no build.
    alias: [
      { find: 'parley/runtime/arbitrary', replacement: source('./runtime/arbitrary/index.ts') },
      { find: 'parley/runtime', replacement: source('./runtime/index.ts') },
      { find: /^parley\/generated$/, replacement: source('./generated/index.ts') },
      { find: /^parley\/generated\/([^/]+)$/, replacement: source('./generated/$1/index.ts') },
      { find: /^parley\/generated\/([^/]+)\/arbitraries$/, replacement: source('./generated/$1/arbitraries.ts') },
      { find: /^parley\/generated\/([^/]+)\/client$/, replacement: source('./generated/$1/client.ts') },
      { find: 'parley/client', replacement: source('./reference-impl/client/library.ts') },
      { find: 'parley/server', replacement: source('./reference-impl/server/index.ts') },
      { find: 'parley/conformance', replacement: source('./conformance/index.ts') },
    ],
  },
  test: {
    include: ['**/*.test.ts'],
    setupFiles: ['./testing/seed.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    pool: 'forks',
    // Much of the time goes into waiting for servers: more files at once than there are cores.
    maxWorkers: availableParallelism() + 2,
    maxConcurrency: 3,
    sequence: { sequencer: LongestFirst },
    // Bounds only what never ends: however slow a machine is, nothing fails for that.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
