import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import type { Result } from '@/lib/shared/result';
import { giveBack, type GivenBack } from './give-back';
import type { RefundInput } from './schema';

/** An administrator gives any order back, within the window that buyers are told. */
export async function refundOrder(ctx: Context, input: RefundInput): Promise<Result<GivenBack>> {
  const who = requireRole(ctx, 'ADMIN');
  return who.ok ? giveBack(ctx, input) : who;
}
