import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { getOwnComparison } from '@/lib/delivery';
import { isLocale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { LinkButton } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { ChooseRevisions } from '@/app/_ui/revisions/choose-revisions';
import { CompareRows } from '@/app/_ui/revisions/compare-rows.client';
import { readRevisionNumber } from '@/app/_ui/revisions/read-revision-number';
import { RowsPart, SchemaPart, ValuesPart } from '@/app/[locale]/(market)/datasets/[slug]/_parts/diff-part';
import { GitCompare } from 'lucide-react';
import { compareOwnAction } from './actions';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly id: string }>; readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { locale } = await params;
  return { title: translator(isLocale(locale) ? locale : 'en', 'revisions.compare')('title'), robots: { index: false } };
}

/** Any two revisions of the seller's own, released or not. */
export default async function CompareOwnPage({ params, searchParams }: PageProps) {
  const { locale, id } = await params;
  if (!isLocale(locale) || !z.uuid().safeParse(id).success) return notFound();
  const ctx = await requireContext(locale, 'SELLER');
  const { from, to } = await searchParams;
  const found = valueOrNotFound(await getOwnComparison(ctx, { listingId: id, from: readRevisionNumber(from), to: readRevisionNumber(to) }));
  const t = translator(locale, 'revisions.compare');
  const here = `/${locale}/sell/listings/${id}/compare`;
  const revisions = { label: translator(locale, 'revisions')('title'), href: `/${locale}/sell/listings/${id}/revisions` };
  return (
    <div className="page-width max-w-5xl space-y-10 py-10">
      <PageHeader
        title={found ? t('titleOf', { from: found.from, to: found.to }) : t('title')} lead={t('ownLead')} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')}
        breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, ...(found ? [{ label: found.title, href: `/${locale}/sell/listings/${id}` }] : []), revisions, { label: t('title') }]}
      />
      {found ? (
        <>
          <ChooseRevisions locale={locale} action={here} numbers={found.numbers} from={found.from} to={found.to} />
          <SchemaPart locale={locale} changes={found.changes} />
          {found.diff ? <><RowsPart locale={locale} diff={found.diff} /><ValuesPart locale={locale} diff={found.diff} /></> : null}
          <Messages locale={locale} namespaces={['common', 'refusals', 'revisions.compare']}><CompareRows input={{ listingId: id, from: found.from, to: found.to }} action={compareOwnAction} canChooseKey /></Messages>
        </>
      ) : <EmptyState icon={<GitCompare />} title={t('onlyOne')} body={t('onlyOneBody')} action={<LinkButton href={revisions.href}>{revisions.label}</LinkButton>} />}
    </div>
  );
}
