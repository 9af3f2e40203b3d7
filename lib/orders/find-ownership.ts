import { isOwnListing } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { ok, type Result } from '@/lib/shared/result';
import type { OwnershipView } from './schema';
import { findBalance } from './store/ledger';
import { findOwnedRow } from './store/owned';

/** Anybody may ask, about herself alone: a visitor owns nothing. A draft of somebody else answers like a missing listing. */
export async function findOwnership({ db, actor }: Context, { listingId }: { readonly listingId: string }): Promise<Result<OwnershipView>> {
  if (actor.kind !== 'account') return ok({ owned: null, isOwn: false, signedIn: false, balanceMinor: null });
  const { accountId } = actor;
  const [owned, isOwn, wallet] = await Promise.all([
    findOwnedRow(db, { buyerId: accountId, listingId }),
    isOwnListing(db, { listingId, sellerId: accountId }),
    findBalance(db, { kind: 'WALLET', ownerId: accountId, currency: env().MARKET_CURRENCY }),
  ]);
  const isBuyer = actor.roles.includes('BUYER');
  return ok({ owned, isOwn, signedIn: true, balanceMinor: wallet?.balanceMinor ?? (isBuyer ? 0 : null) });
}
