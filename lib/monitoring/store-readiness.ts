import type { Db } from '@/lib/db';

export async function countUnfinishedMigrations(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`select count(*)::int as count from _prisma_migrations where finished_at is null and rolled_back_at is null`;
  return row?.count ?? 0;
}

/** Published at the end of every preparation: none means that it never came to its end. */
export function countNotices(db: Db): Promise<number> {
  return db.notice.count();
}
