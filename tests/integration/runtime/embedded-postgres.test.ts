import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '@/scripts/start/embedded-postgres.mjs';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

describe('the embedded database', () => {
  it('keeps what was committed through a kill of everything, and starts again on the same folder', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'databourse-pg-'));
    try {
      const first = await startEmbeddedPostgres({ stateDir });
      await ask(first.url('postgres'), 'create table kept (word text)');
      await ask(first.url('postgres'), `insert into kept values ('here')`);
      const pid = Number((await readFile(join(first.dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
      process.kill(pid, 'SIGKILL');
      const second = await startEmbeddedPostgres({ stateDir });
      expect(await ask(second.url('postgres'), 'select word from kept')).toEqual([{ word: 'here' }]);
      // Started over a living one: that one is asked to end first, as after a starter that was killed.
      const third = await startEmbeddedPostgres({ stateDir });
      expect(await ask(third.url('postgres'), 'select word from kept')).toEqual([{ word: 'here' }]);
      await third.stop();
    } finally {
      await rm(stateDir, { recursive: true, force: true });
    }
  }, 60_000);

  it('sees Chinese characters in substring search, as the index needs', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'databourse-pg-'));
    const database = await startEmbeddedPostgres({ stateDir });
    try {
      await ask(database.url('postgres'), 'create extension pg_trgm');
      expect(await ask(database.url('postgres'), `select array_length(show_trgm('气象观测数据'), 1) > 3 as is_seen`)).toEqual([{ is_seen: true }]);
    } finally {
      await database.stop();
      await rm(stateDir, { recursive: true, force: true });
    }
  }, 60_000);
});
