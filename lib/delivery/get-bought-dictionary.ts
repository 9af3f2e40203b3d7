import { getWholeDictionary, type DictionaryFacts } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { findRight } from './find-right';

/** What is said of the columns of what a buyer holds, hidden ones included: she has them. Of the revision she follows, and as long as she may fetch it, on sale or not. */
export async function getBoughtDictionary(ctx: Context, { entitlementId }: { readonly entitlementId: string }): Promise<Result<Omit<DictionaryFacts, 'title'>>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const right = await findRight(ctx.db, { entitlementId, buyerId: who.value.accountId, revisionId: undefined, now: ctx.now() });
  if (!right.ok) return right;
  const facts = await getWholeDictionary(ctx.db, right.value);
  return facts ? ok(facts) : refuse('not-found');
}
