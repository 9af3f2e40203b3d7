import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const resolve = {
  alias: [
    { find: /^server-only$/, replacement: fileURLToPath(new URL('support/empty.ts', import.meta.url)) },
    { find: /^@\//, replacement: root },
  ],
};
// One more than there are cores: many tests wait for a database, a child or a limit of time.
const shared = { pool: 'forks', maxWorkers: Math.min(availableParallelism(), 4) + 1, testTimeout: 60_000, hookTimeout: 120_000, setupFiles: ['tests/support/set-up-worker.ts'] } as const;

/** Integration tests run on a real Postgres: one database per test file, copied from a migrated template. */
export default defineConfig({
  root,
  test: {
    projects: [
      { root, resolve, test: { ...shared, setupFiles: [...shared.setupFiles], name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      {
        root, resolve,
        test: { ...shared, setupFiles: [...shared.setupFiles], name: 'integration', include: ['tests/integration/**/*.test.ts'], globalSetup: ['tests/support/global-setup.ts'] },
      },
    ],
  },
});
