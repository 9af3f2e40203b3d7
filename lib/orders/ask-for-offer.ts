import { recordDone } from '@/lib/behaviour';
import type { Context } from '@/lib/db';
import { requestOffer } from '@/lib/pricing';
import type { OwnRequestView } from '@/lib/pricing/schema';
import type { Result } from '@/lib/shared/result';

/** Asks the seller for terms; that she asked is kept with the request, where she agreed to that. */
export async function askForOffer(ctx: Context, input: Parameters<typeof requestOffer>[1]): Promise<Result<OwnRequestView>> {
  return requestOffer(ctx, input, (tx) => recordDone(tx, ctx, { kind: 'REQUEST', listingId: input.listingId }));
}
