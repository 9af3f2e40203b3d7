import { listSightings, record } from '@/lib/audit';
import { listSharedSellers, listSharersWith } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { readEmails, requireRole, requireSignIn } from '@/lib/identity';
import { buyerPseudonym, pseudonym } from '@/lib/shared/pseudonym';
import { toPage } from '@/lib/shared/page';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { BuyerContact, SharedSeller, Sighting } from './schema';
import { findSellerSlug, listBuyersOf, listSellersOf } from './store';

const pageSize = 25;

/**
 * The buyers who said that this very seller may write to them, with their address, a page at a time. Everybody else stays a pseudonym. Each one read is told to
 * the buyer by a row of the log, so a page holds few: nobody is written down as seen who was not on it.
 */
export async function listBuyerContacts(ctx: Context, { cursor }: { readonly cursor?: string | undefined } = {}): Promise<Result<{ items: readonly BuyerContact[]; nextCursor: string | null }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  const slug = await findSellerSlug(ctx.db, { accountId: sellerId });
  if (slug === null) return refuse('not-found');
  const buyers = await listBuyersOf(ctx.db, { sellerId });
  const sharers = await listSharersWith(ctx.db, { accountIds: buyers.map(({ buyerId }) => buyerId), seller: slug, now: ctx.now() });
  const named = buyers.filter(({ buyerId }) => sharers.has(buyerId)).map((row) => ({ ...row, buyer: buyerPseudonym({ ...row, sellerId }) })).toSorted((one, other) => (one.buyer < other.buyer ? -1 : 1));
  const { items: shared, nextCursor } = toPage(named.filter(({ buyer }) => cursor === undefined || buyer > cursor).slice(0, pageSize + 1), pageSize, { item: (row) => row, cursor: (row) => row.buyer });
  const emails = await readEmails(ctx.db, { accountIds: shared.map(({ buyerId }) => buyerId) });
  // Who was read commits before anything is shown; each in the log once, for her to see.
  await ctx.db.$transaction(async (tx) => {
    for (const { buyerId } of shared) await record(tx, ctx, { action: 'buyer.contact-read', objectType: 'account', objectId: pseudonym('audit', buyerId), detail: { reason: slug } });
  }, { timeout: 60_000 });
  const items = shared.flatMap(({ buyerId, buyer, titles }) => {
    const email = emails.get(buyerId);
    return email === undefined ? [] : [{ buyer, email, titles }];
  });
  return ok({ items, nextCursor });
}

/** The sellers a person has bought from, and which of them may write to her. */
export async function listSellersForSharing(ctx: Context): Promise<Result<readonly SharedSeller[]>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const [sellers, shared] = [await listSellersOf(ctx.db, { buyerId: accountId }), await listSharedSellers(ctx.db, { accountId, now: ctx.now() })];
  return ok(sellers.map(({ slug, name }) => ({ slug, name, isShared: shared.includes(slug) })));
}

/** Who looked at the account or asked for its address, and why; newest first. */
export async function listOwnSightings(ctx: Context): Promise<Result<readonly Sighting[]>> {
  const who = requireSignIn(ctx);
  return who.ok ? ok(await listSightings(ctx.db, { accountId: who.value.accountId, take: 100 })) : who;
}
