import { z } from 'zod';
import { getConsentState, hasSeenNotice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { getOwnAccount } from '@/lib/identity';
import { getListCounts, getWallet } from '@/lib/orders';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

/** What the islands of a cached page may know of the reader. */
export const GET = defineRoute({
  input: z.strictObject({}),
  run: async (ctx) => {
    const [account, consent] = await Promise.all([findAccount(ctx), getConsentState(ctx)]);
    return ok({ account, consent });
  },
});

async function findAccount(ctx: Context) {
  const [account, wallet, lists, isNoticeShown] = await Promise.all([getOwnAccount(ctx), getWallet(ctx), getListCounts(ctx), hasSeenNotice(ctx)]);
  if (!account.ok) return null;
  const { email, roles, seller } = account.value;
  return { email, isNoticeShown, roles, sellerSlug: seller?.slug ?? null, balanceMinor: wallet.ok ? wallet.value.balanceMinor : 0, currency: wallet.ok ? wallet.value.currency : env().MARKET_CURRENCY, lists: lists.ok ? lists.value : { saved: 0, cart: 0 } };
}
