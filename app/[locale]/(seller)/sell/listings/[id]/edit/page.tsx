import type { Metadata } from 'next';
import { listingTextSha256 } from '@/lib/catalog';
import { isLocale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { PageHeader } from '@/app/_ui/page-header';
import { EditForm } from '@/app/_ui/seller/edit-form.client';
import { readListed, type ListedParams } from '../../../_parts/read-listed';
import { editListingAction } from '../../../actions';

type PageProps = { readonly params: ListedParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { locale } = await params;
  return { title: translator(isLocale(locale) ? locale : 'en', 'seller.edit')('title'), robots: { index: false } };
}

export default async function EditListingPage({ params }: PageProps) {
  const { locale, id, view } = await readListed(params);
  const { status, title, subtitle, description, category, sourceName, sourceUrl } = view;
  const initial = { title, subtitle, description, category, sourceName, sourceUrl };
  const t = translator(locale, 'seller.edit');
  return (
    <div className="page-width py-10">
      <PageHeader
        title={t('title')} lead={t('lead')} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')}
        breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, { label: title, href: `/${locale}/sell/listings/${id}` }, { label: t('title') }]}
      />
      <Messages locale={locale} namespaces={['common', 'refusals', 'seller.details', 'seller.edit']}>
        <EditForm locale={locale} listingId={id} initial={initial} initialSha256={listingTextSha256(initial)} isPublished={status === 'PUBLISHED'} action={editListingAction} />
      </Messages>
    </div>
  );
}
