import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getOwnDictionary } from '@/lib/datasets';
import { revisionIdInput } from '@/lib/datasets/schema';
import { isLocale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { DictionaryForm } from '@/app/_ui/dictionary/dictionary-form.client';
import { PageHeader } from '@/app/_ui/page-header';
import { describeColumnsAction } from './actions';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly id: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { locale } = await params;
  return { title: translator(isLocale(locale) ? locale : 'en', 'dictionary')('title'), robots: { index: false } };
}

export default async function ColumnsPage({ params }: PageProps) {
  const { locale, id } = await params;
  if (!isLocale(locale)) return notFound();
  const ctx = await requireContext(locale, 'SELLER');
  if (!revisionIdInput.safeParse(id).success) return notFound();
  const dictionary = await getOwnDictionary(ctx, { revisionId: id });
  if (!dictionary.ok) return notFound();
  const t = translator(locale, 'dictionary');
  const { fileName, listing, text, rows } = dictionary.value;
  const back = listing === null ? { label: fileName, href: `/${locale}/sell/new?revision=${id}&step=details` } : { label: listing.title, href: listing.status === 'DRAFT' ? `/${locale}/sell/new?listing=${listing.id}` : `/${locale}/sell/listings/${listing.id}` };
  return (
    <div className="page-width space-y-8 py-10">
      <PageHeader
        title={t('title')} lead={t('lead')} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')}
        breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, back, { label: t('title') }]}
      />
      <Messages locale={locale} namespaces={['common', 'refusals', 'dictionary']}>
        <DictionaryForm revisionId={id} text={text} rows={rows} action={describeColumnsAction} backHref={back.href} />
      </Messages>
    </div>
  );
}
