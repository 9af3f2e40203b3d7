import { findRowCount, isOwnListing } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { readOwnRequest } from '@/lib/pricing';
import { ok, type Result } from '@/lib/shared/result';
import type { OwnershipView } from './schema';
import { findHeld, sumPaidForGood } from './store/holding';
import { findBalance } from './store/ledger';
import { findOwnedRow } from './store/owned';

/** Anybody may ask, about herself alone: a visitor owns nothing. A draft of somebody else answers like a missing listing. */
export async function findOwnership({ db, actor, now }: Context, { listingId }: { readonly listingId: string }): Promise<Result<OwnershipView>> {
  if (actor.kind !== 'account') return ok({ owned: null, held: null, request: null, isOwn: false, signedIn: false, balanceMinor: null });
  const { accountId } = actor;
  const [owned, isOwn, wallet, request, rowCount] = await Promise.all([
    findOwnedRow(db, { buyerId: accountId, listingId, now: now() }),
    isOwnListing(db, { listingId, sellerId: accountId }),
    findBalance(db, { kind: 'WALLET', ownerId: accountId, currency: env().MARKET_CURRENCY }),
    readOwnRequest({ db, now }, { buyerId: accountId, listingId }),
    findRowCount(db, { listingId }),
  ]);
  const held = rowCount === null ? null : await findHeld(db, { buyerId: accountId, listingId, rowCount, now: now() });
  const paidMinor = held ? await sumPaidForGood(db, { buyerId: accountId, listingId }) : 0;
  const isBuyer = actor.roles.includes('BUYER');
  return ok({ owned, held: held && { ...held, paidMinor }, request, isOwn, signedIn: true, balanceMinor: wallet?.balanceMinor ?? (isBuyer ? 0 : null) });
}
