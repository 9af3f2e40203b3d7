import type { PrismaClient } from '@/lib/db';

/** Until another connection of this test's database waits for a lock, so that two transactions meet where the test wants them to. @throws Error when none does within ten seconds */
export async function waitUntilBlocked(db: PrismaClient): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    // By the locks, which everybody may see; what another role's session waits for, only a superuser may.
    const [row] = await db.$queryRaw<{ waiting: bigint }[]>`
      select count(*) as waiting from pg_locks join pg_stat_activity using (pid) where datname = current_database() and not granted`;
    if (Number(row?.waiting ?? 0n) > 0) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error('Nothing waits for a lock');
}
