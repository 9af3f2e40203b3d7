import type { Db } from '@/lib/db';
import type { SellerPage } from './schema';
import { cardOf, cardSelect } from './store/cards';

/** Public; a page shows at most this many, the rest is found by search. */
const shownCards = 60;

export async function findSellerPage(db: Db, { slug }: { readonly slug: string }): Promise<SellerPage | null> {
  const row = await db.seller.findUnique({
    where: { slug },
    select: {
      slug: true, name: true, about: true, isDemo: true, createdAt: true,
      listings: { where: { status: 'PUBLISHED' }, orderBy: [{ salesVoices: 'desc' }, { publishedAt: 'desc' }, { id: 'asc' }], take: shownCards, select: cardSelect },
    },
  });
  if (!row) return null;
  const { listings, createdAt, ...seller } = row;
  return { seller: { ...seller, since: createdAt.toISOString() }, cards: listings.map(cardOf) };
}
