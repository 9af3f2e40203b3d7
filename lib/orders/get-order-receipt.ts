import { getReceipt } from '@/lib/audit';
import type { Receipt } from '@/lib/audit/schema';
import type { Context } from '@/lib/db';
import { requireSignIn } from '@/lib/identity';
import { refuse, type Result } from '@/lib/shared/result';
import type { OrderIdInput } from './schema';
import { isOwnOrder } from './store/orders';

/** The proof that a purchase is in the signed log, for its buyer: one she can check without this exchange. */
export async function getOrderReceipt(ctx: Context, { orderId }: OrderIdInput): Promise<Result<Receipt>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  if (!(await isOwnOrder(ctx.db, { orderId, buyerId: who.value.accountId }))) return refuse('not-found');
  return getReceipt(ctx, { action: 'order.placed', objectId: orderId });
}
