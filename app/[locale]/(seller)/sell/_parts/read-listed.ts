import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { z } from 'zod';
import { getOwnListing } from '@/lib/catalog';
import { isLocale } from '@/lib/shared/locale';
import { requireContext } from '@/app/_server/request-context';

export type ListedParams = Promise<{ readonly locale: string; readonly id: string }>;

/** The seller's own listing that an address names, once published: a draft is gone on with where it is written, and somebody else's is not there. */
export async function readListed(params: ListedParams) {
  const { locale, id } = await params;
  if (!isLocale(locale)) return notFound();
  const ctx = await requireContext(locale, 'SELLER');
  if (!z.uuid().safeParse(id).success) return notFound();
  const listing = await getOwnListing(ctx, { listingId: id });
  if (!listing.ok) return notFound();
  if (listing.value.status === 'DRAFT') return redirect(`/${locale}/sell/new?listing=${id}`);
  return { locale, id, ctx, view: listing.value };
}
