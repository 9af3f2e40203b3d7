import { randomBytes } from 'node:crypto';
import { record } from '@/lib/audit';
import { isUniqueViolation, type Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { sellerSlug } from './core/seller-slug';
import { requireSignIn } from './require-sign-in';
import type { BecomeSellerInput } from './schema';
import { getAccount, insertSeller, isSellerNameTaken } from './store/accounts';

export async function becomeSeller(ctx: Context, input: BecomeSellerInput): Promise<Result<{ slug: string }>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const slug = sellerSlug(input.name, randomBytes(2).toString('hex'));
  try {
    return await ctx.db.$transaction(async (tx) => {
      const account = await getAccount(tx, { accountId });
      if (account.seller) return refuse('already-seller');
      if (await isSellerNameTaken(tx, { name: input.name })) return refuse('seller-name-taken', { field: 'name' });
      await insertSeller(tx, { accountId, slug, name: input.name, about: input.about, isDemo: account.isDemo });
      await record(tx, ctx, { action: 'account.became-seller', objectType: 'seller', objectId: slug });
      return ok({ slug });
    });
  } catch (error) {
    // Two clicks at once: the second finds the row of the first.
    if (isUniqueViolation(error)) return refuse('already-seller');
    throw error;
  }
}
