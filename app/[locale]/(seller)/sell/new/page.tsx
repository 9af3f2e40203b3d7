import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { getOwnListing } from '@/lib/catalog';
import { env } from '@/lib/env';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { PageHeader } from '@/app/_ui/page-header';
import { UploadPanel } from '@/app/_ui/seller/upload-panel.client';
import { DetailsStep } from './_steps/details-step';
import { PrivacyStep } from './_steps/privacy-step';
import { PriceStep } from './_steps/price-step';
import { ProfileStep } from './_steps/profile-step';
import { Stepper, type StepName } from './_steps/stepper';

type NewPageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

const query = z.object({ revision: z.uuid().optional(), listing: z.uuid().optional(), step: z.enum(['profile', 'privacy', 'details']).optional() });

export async function generateMetadata({ params }: NewPageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'seller')('newListing'), robots: { index: false } };
}

/** Where one stands is in the address: a reload, a back button or another day goes on from there. */
export default async function NewListingPage({ params, searchParams }: NewPageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'SELLER');
  const parsed = query.safeParse(await searchParams);
  if (!parsed.success) return notFound();
  const { revision, listing, step } = parsed.data;
  const t = translator(locale, 'seller');
  const draft = listing === undefined ? null : await getOwnListing(ctx, { listingId: listing });
  if (draft?.ok === false || draft?.value.status === 'PUBLISHED') return notFound();
  const of = draft?.value.revisionId ?? revision ?? null;
  const name: StepName = of === null ? 'upload' : step ?? (listing !== undefined ? 'price' : 'profile');
  return (
    <div className="page-width py-10">
      <PageHeader title={t('newListing')} breadcrumbs={[{ label: t('title'), href: `/${locale}/sell` }, { label: t('newListing') }]} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')} />
      <Stepper locale={locale} current={name} revisionId={of} listingId={listing ?? null} />
      {name === 'upload' ? (
        <Messages locale={locale} namespaces={['common', 'notice', 'refusals', 'seller.upload']}><UploadPanel locale={locale} maxBytes={env().UPLOAD_MAX_BYTES} /></Messages>
      ) : null}
      {name === 'profile' && of !== null ? <ProfileStep locale={locale} ctx={ctx} revisionId={of} listingId={listing ?? null} /> : null}
      {name === 'privacy' && of !== null ? <PrivacyStep locale={locale} ctx={ctx} revisionId={of} listingId={listing ?? null} /> : null}
      {name === 'details' && of !== null ? <DetailsStep locale={locale} ctx={ctx} revisionId={of} draft={draft?.value ?? null} /> : null}
      {name === 'price' && listing !== undefined ? <PriceStep locale={locale} ctx={ctx} listingId={listing} /> : null}
    </div>
  );
}
