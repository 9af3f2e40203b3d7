import Link from 'next/link';
import type { SellerListingRow } from '@/lib/catalog/schema';
import type { RefusedApproval } from '@/lib/datasets/schema';
import type { WaitingRequests } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';

type Props = { readonly locale: Locale; readonly listings: readonly SellerListingRow[]; readonly requests: readonly WaitingRequests[]; readonly refused: readonly RefusedApproval[] };

/** What only the seller can go on with, each a link to where: who asks first, then what was refused, then what is unfinished. */
export function Waiting({ locale, listings, requests, refused }: Props) {
  const t = translator(locale, 'seller.waiting');
  const titles = new Map(listings.map((listing) => [listing.id, listing.title]));
  const entries = [
    ...listings.flatMap(({ id, title, status, takenDownReason }) => (takenDownReason === null ? [] : [{ key: `taken down ${id}`, href: status === 'DRAFT' ? `/${locale}/sell/new?listing=${id}` : `/${locale}/sell/listings/${id}`, text: t('takenDown', { title }), note: t('approvalReason', { reason: takenDownReason }) }])),
    ...requests.map(({ listingId, openCount }) => ({ key: `request ${listingId}`, href: `/${locale}/sell/listings/${listingId}/studio#requests`, text: t('request', { count: openCount, title: titles.get(listingId) ?? '' }), note: '' })),
    ...refused.map(({ revisionId, dataset, answer, listing }) => ({
      key: `approval ${revisionId}`, text: t('approval', { title: listing?.title ?? dataset }), note: answer === '' ? '' : t('approvalReason', { reason: answer }),
      href: listing === null ? `/${locale}/sell/new?revision=${revisionId}` : listing.status === 'DRAFT' ? `/${locale}/sell/new?listing=${listing.id}` : `/${locale}/sell/listings/${listing.id}/revisions`,
    })),
    ...listings.filter((listing) => listing.status === 'DRAFT' && listing.takenDownReason === null).map(({ id, title }) => ({ key: `draft ${id}`, href: `/${locale}/sell/new?listing=${id}`, text: t('draft', { title }), note: '' })),
  ];
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting" className="mb-2 font-semibold">{t('title')}</h2>
      {entries.length === 0 ? <p className="text-sm text-ink-faint">{t('empty')}</p> : (
        <ul className="space-y-1 text-sm">
          {entries.map(({ key, href, text, note }) => <li key={key}><Link href={href} prefetch={false} className="inline-flex min-h-6 items-center text-link">{text}</Link>{note ? <p className="text-ink-soft">{note}</p> : null}</li>)}
        </ul>
      )}
    </section>
  );
}
