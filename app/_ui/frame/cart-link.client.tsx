'use client';

import Link from 'next/link';
import { ShoppingCart } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { useMe } from '../me.client';

/** Once something is in the cart, it is never out of sight. The page is the same for everybody: the count arrives from /api/me. */
export function CartLink({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('common.nav');
  const { me } = useMe();
  const count = me?.account?.roles.includes('BUYER') ? me.account.lists.cart : 0;
  if (count === 0) return null;
  return (
    <Link href={`/${locale}/account/cart`} prefetch={false} aria-label={t('cartCount', { count })} className="relative grid size-10 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink">
      <ShoppingCart aria-hidden className="size-5" />
      <span aria-hidden className="absolute top-0.5 right-0 min-w-4.5 rounded-full bg-accent px-1 text-center text-xs leading-4.5 font-semibold text-on-accent tabular-nums">{count > 99 ? '99+' : count}</span>
    </Link>
  );
}
