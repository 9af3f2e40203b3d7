import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { lockSubscription, markCancelled } from './store/subscriptions';

/** It isn't renewed any more and runs to the end of what is paid. */
export async function cancelSubscription(ctx: Context, { subscriptionId }: { readonly subscriptionId: string }): Promise<Result<{ paidUntil: string }>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const subscription = await lockSubscription(tx, { subscriptionId });
    if (!subscription || subscription.buyerId !== who.value.accountId) return refuse('not-found');
    if (subscription.state !== 'ACTIVE') return refuse('subscription-not-running');
    await markCancelled(tx, { subscriptionId });
    await record(tx, ctx, { action: 'subscription.cancelled', objectType: 'subscription', objectId: subscriptionId, detail: { paidUntil: subscription.paidUntil.toISOString() } });
    return ok({ paidUntil: subscription.paidUntil.toISOString() });
  });
}
