import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { countNotices, countUnfinishedMigrations } from './store-readiness';

const noObject = '0'.repeat(64);

/** Whether a request sent here now would be served: the database answers and is prepared, and the store of files answers. Says which is missing, and nothing else. */
export async function getReadiness(ctx: Pick<Context, 'db'>): Promise<Result<{ status: 'ready' }>> {
  const isMissing = async (check: () => Promise<boolean>): Promise<boolean> => check().then((isThere) => !isThere, () => true);
  if (await isMissing(async () => (await countUnfinishedMigrations(ctx.db)) === 0 && (await countNotices(ctx.db)) > 0)) return refuse('not-ready', { field: 'database' });
  if (await isMissing(async () => { await storage().exists(noObject); return true; })) return refuse('not-ready', { field: 'storage' });
  return ok({ status: 'ready' });
}
