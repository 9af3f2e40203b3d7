import { deployModels } from '@/lib/behaviour';
import { dropModels } from '@/lib/behaviour/models';
import { publishBundledNotices } from '@/lib/consent';
import type { TestContext } from './context';
import { createListing, type Wanted } from './market';

type Seller = Awaited<ReturnType<TestContext['createAccount']>>;

/** Before each test of what models do: notices, the models, one seller and her listings, free unless said; nothing that this process remembers of the test before. */
export async function freshMarket({ db, contextFor, createAccount }: TestContext, listings: readonly Omit<Wanted, 'sellerId'>[]): Promise<{ readonly seller: Seller; readonly listingIds: string[] }> {
  dropModels();
  await publishBundledNotices(contextFor({ kind: 'system' }));
  await deployModels(contextFor({ kind: 'system' }));
  const seller = await createAccount({ roles: ['SELLER'] });
  const listingIds: string[] = [];
  for (const listing of listings) listingIds.push((await createListing(db, { sellerId: seller.accountId, priceMinor: 0, ...listing })).listingId);
  return { seller, listingIds };
}
