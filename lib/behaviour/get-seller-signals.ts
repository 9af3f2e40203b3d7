import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import type { SellerSignal } from './schema';
import { countSignals } from './store';

/** Fewer people than this are not counted aloud. */
export const minPeople = 5;

/** How many different people looked at, saved and bought each listing, among those who agreed to market statistics. */
export async function getSellerSignals(ctx: Context): Promise<Result<readonly SellerSignal[]>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const rows = await countSignals(ctx.db, { sellerId: who.value.accountId });
  const people = (listingId: string, kind: string): number | null => {
    const count = Number(rows.find((row) => row.listingId === listingId && row.kind === kind)?.people ?? 0n);
    return count >= minPeople ? count : null;
  };
  return ok([...new Set(rows.map((row) => row.listingId))].map((listingId) => ({ listingId, viewers: people(listingId, 'VIEW'), savers: people(listingId, 'SAVE'), buyers: people(listingId, 'BUY') })));
}
