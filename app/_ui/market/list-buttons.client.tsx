'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Bookmark, BookmarkCheck, ShoppingCart } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ListedIds } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button } from '../button';
import { useMe } from '../me.client';
import { requestJson } from '../request-json.client';

type Props = { readonly locale: Locale; readonly listingId: string; readonly title: string; readonly mayAddToCart: boolean };

/** Put by for later, or collect for one purchase: for buyers who are signed in. Its room is kept while it asks. */
export function ListButtons({ locale, listingId, title, mayAddToCart }: Props) {
  const t = useTranslations('lists');
  const common = useTranslations('common');
  const { me, refresh } = useMe();
  const isBuyer = me?.account?.roles.includes('BUYER') ?? false;
  const [ids, setIds] = useState<ListedIds | null>(null);
  const [fault, setFault] = useState(false);

  useEffect(() => {
    if (!isBuyer) return;
    void requestJson<ListedIds>('/api/lists').then((answer) => { if (answer.ok) setIds(answer.value); });
  }, [isBuyer]);

  if (!isBuyer || ids === null) return null;
  const [isSaved, isInCart] = [ids.saved.includes(listingId), ids.cart.includes(listingId)];

  async function set(list: 'saved' | 'cart', isListed: boolean): Promise<void> {
    const answer = await requestJson('/api/lists', { method: 'POST', body: { listingId, list, isListed } });
    setFault(!answer.ok);
    if (!answer.ok) return;
    setIds((known) => (known === null ? null : { ...known, [list]: isListed ? [...known[list], listingId] : known[list].filter((id) => id !== listingId) }));
    void refresh();
  }

  return (
    <div className="mt-3">
      <div className="flex flex-wrap gap-2">
        <Button className="flex-1 whitespace-nowrap" aria-pressed={isSaved} aria-label={t(isSaved ? 'unsaveFor' : 'saveFor', { title })} icon={isSaved ? <BookmarkCheck aria-hidden className="size-4" /> : <Bookmark aria-hidden className="size-4" />} onClick={() => { void set('saved', !isSaved); }}>{t(isSaved ? 'saved' : 'save')}</Button>
        {isInCart ? (
          <Link href={`/${locale}/account/cart`} prefetch={false} className="inline-flex min-h-10 flex-1 items-center justify-center gap-2 rounded-lg border border-accent-line bg-accent-soft px-3 text-sm font-medium whitespace-nowrap text-accent-strong hover:border-accent"><ShoppingCart aria-hidden className="size-4" />{t('toCart')}</Link>
        ) : null}
        {!isInCart && mayAddToCart ? <Button className="flex-1 whitespace-nowrap" icon={<ShoppingCart aria-hidden className="size-4" />} onClick={() => { void set('cart', true); }}>{t('addToCart')}</Button> : null}
      </div>
      <p role="status" className="sr-only">{isInCart ? t('inCart') : ''}</p>
      {fault ? <p role="alert" className="mt-2 text-sm text-bad">{common('unexpected')}</p> : null}
    </div>
  );
}
