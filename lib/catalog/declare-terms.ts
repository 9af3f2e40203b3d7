import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { DeclaredTerms } from './core/decide-terms';
import { dataUses, type DeclareTermsInput } from './schema';
import { findBuyerTerms, saveBuyerTerms } from './store/buyer-terms';

/** Writes where and for what a buyer uses data. It decides what she can buy and what is suggested to her; what she bought before stays hers. */
export async function declareTerms(ctx: Context, { country, uses }: DeclareTermsInput): Promise<Result<DeclaredTerms>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const { accountId } = who.value;
  return ctx.db.$transaction(async (tx) => {
    await saveBuyerTerms(tx, { accountId, country, uses, at: ctx.now() });
    // Not what she said: that is hers, and no reader of the log needs it.
    await record(tx, ctx, { action: 'buyer.terms-declared', objectType: 'account', objectId: '' });
    return ok({ country, uses });
  });
}

export async function getDeclaredTerms(ctx: Context): Promise<Result<DeclaredTerms>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  return ok(await findDeclaredTerms(ctx.db, { accountId: who.value.accountId }));
}

/** Nothing at all for who said nothing. */
export async function findDeclaredTerms(db: Db, { accountId }: { readonly accountId: string }): Promise<DeclaredTerms> {
  const row = await findBuyerTerms(db, { accountId });
  return { country: row?.country ?? null, uses: dataUses.filter((use) => row?.uses.includes(use)) };
}
