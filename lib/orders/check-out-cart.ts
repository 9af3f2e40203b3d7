import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, type Result } from '@/lib/shared/result';
import { keyOfPart } from './key-of-part';
import { placeOrder } from './place-order';
import type { CheckedOut, CheckOutInput } from './schema';
import { takeListed } from './store/lists';

/**
 * Buys what is in the cart, one order each, at the prices and under the licences that were shown. One that is refused stays in the cart with its reason and
 * holds up no other. The same key again finds the orders of the first time and charges nothing.
 */
export async function checkOutCart(ctx: Context, { items, idempotencyKey }: CheckOutInput): Promise<Result<CheckedOut>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const refused: { listingId: string; refusal: Refusal }[] = [];
  let boughtCount = 0;
  for (const item of items) {
    const placed = await placeOrder(ctx, { ...item, idempotencyKey: keyOfPart(idempotencyKey, item.listingId) });
    if (placed.ok) boughtCount += 1;
    else refused.push({ listingId: item.listingId, refusal: placed.refusal });
    // What is owned already needs no place in the cart either.
    if (placed.ok || placed.refusal.code === 'already-owned') await takeListed(ctx.db, 'cartItem', { accountId: who.value.accountId, listingId: item.listingId });
  }
  return ok({ boughtCount, refused });
}
