import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { takePoint } from './rate-limits';

/**
 * Writes down that somebody signed in tried what is not for her: which part of the exchange, no id. A hundred an hour of one person are enough to see it;
 * more would fill the log for her.
 */
export async function recordRefusedAccess(ctx: Context, { door }: { readonly door: 'page' | 'action' | 'route' }, path: string): Promise<void> {
  if (ctx.actor.kind !== 'account') return;
  if ((await takePoint(ctx.db, 'refused-access', ctx.actor.accountId)) !== null) return;
  await record(ctx.db, ctx, { action: 'access.refused', objectType: door, objectId: areaOf(path), outcome: 'refused' });
}

/** `/en/admin/users/p1_…` is `/admin/users`: where, not about whom. */
function areaOf(path: string): string {
  const [plain = ''] = path.split(/[?#]/);
  return plain.replace(/^\/(?:en|zh)(?=\/|$)/, '').split('/').slice(0, 3).filter((part) => /^[\w-]{0,24}$/.test(part)).join('/') || '/';
}
