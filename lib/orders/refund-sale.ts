import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import type { Result } from '@/lib/shared/result';
import { giveBack, type GivenBack } from './give-back';
import type { RefundInput } from './schema';

/** A seller gives one of her own sales back; another seller's answers like none. */
export async function refundSale(ctx: Context, input: RefundInput): Promise<Result<GivenBack>> {
  const who = requireRole(ctx, 'SELLER');
  return who.ok ? giveBack(ctx, input, { sellerId: who.value.accountId }) : who;
}
