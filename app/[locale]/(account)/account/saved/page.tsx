import type { Metadata } from 'next';
import { Bookmark } from 'lucide-react';
import { getSaved } from '@/lib/orders';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { LinkButton } from '@/app/_ui/button';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { ListingTile } from '@/app/_ui/market/listing-tile';
import { PageHeader } from '@/app/_ui/page-header';
import { TakeOff } from '../_parts/take-off.client';
import { setListedAction } from '../cart/actions';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'lists.savedPage')('title') };
}

export default async function SavedPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const cards = valueOrNotFound(await getSaved(await requireContext(locale, 'BUYER')));
  const t = translator(locale, 'lists.savedPage');
  const common = translator(locale, 'common');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {cards.length === 0 ? <EmptyState icon={<Bookmark />} title={t('empty')} body={t('emptyBody')} action={<LinkButton href={`/${locale}/search`} variant="primary">{t('browse')}</LinkButton>} /> : (
        <Messages locale={locale} namespaces={['common.unexpected', 'refusals']}>
          <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {cards.map((card) => (
              <li key={card.id} className="relative">
                <ListingTile card={card} locale={locale} t={common} level={2} />
                <TakeOff list="saved" listingId={card.id} label={t('remove', { title: card.title })} action={setListedAction} />
              </li>
            ))}
          </ul>
        </Messages>
      )}
    </>
  );
}
