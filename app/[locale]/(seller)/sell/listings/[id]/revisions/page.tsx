import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { listOwnReleases, previewRelease } from '@/lib/delivery';
import { env } from '@/lib/env';
import { isLocale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { Confirmation } from '@/app/_ui/confirmation.client';
import { formatDate } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { UploadPanel } from '@/app/_ui/seller/upload-panel.client';
import { OwnRevision } from './_parts/own-revision';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly id: string }>; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: Pick<PageProps, 'params'>): Promise<Metadata> {
  const { locale } = await params;
  return { title: translator(isLocale(locale) ? locale : 'en', 'revisions')('title'), robots: { index: false } };
}

export default async function OwnRevisionsPage({ params, searchParams }: PageProps) {
  const { locale, id } = await params;
  if (!isLocale(locale) || !z.uuid().safeParse(id).success) return notFound();
  const ctx = await requireContext(locale, 'SELLER');
  const releasedNumber = readQuery(await searchParams, 'released');
  const own = valueOrNotFound(await listOwnReleases(ctx, { listingId: id }));
  const sold = own.revisions.find((revision) => revision.state === 'sold') ?? null;
  const released = own.revisions.find((revision) => String(revision.number) === releasedNumber && (revision.state === 'sold' || revision.state === 'announced'));
  // Only what was uploaded last can sensibly be released next; ones older than what is on sale are kept, or thrown away.
  const next = own.status === 'PUBLISHED' ? own.revisions.find((revision) => revision.state === 'unreleased') : undefined;
  const preview = next ? await previewRelease(ctx, { revisionId: next.id }) : null;
  const t = translator(locale, 'revisions');
  return (
    <div className="page-width space-y-8 py-10">
      <PageHeader
        title={t('own.title', { title: own.title })} lead={t('lead')} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')}
        breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, { label: own.title, href: `/${locale}/sell/listings/${id}` }, { label: t('title') }]}
        actions={(
          <>
            {own.revisions.length > 1 ? <LinkButton href={`/${locale}/sell/listings/${id}/compare`}>{translator(locale, 'revisions.compare')('open')}</LinkButton> : null}
            {own.status === 'PUBLISHED' ? <LinkButton href={`/${locale}/datasets/${own.slug}`}>{t('page.back')}</LinkButton> : null}
          </>
        )}
      />
      {released ? <Confirmation key={released.id} title={t('own.releasedTitle', { number: released.number })}>{released.effectiveAt === null ? t('own.releasedBody') : t('own.announcedBody', { date: formatDate(released.effectiveAt, locale) })}</Confirmation> : null}
      <Messages locale={locale} namespaces={['common', 'notice', 'refusals', 'seller.upload', 'seller.steps', 'revisions.own']}>
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <ol className="space-y-5">
            {own.revisions.map((revision) => <OwnRevision key={revision.id} locale={locale} listingId={id} revision={revision} sold={sold} preview={revision.id === next?.id && preview?.ok === true ? preview.value : null} />)}
          </ol>
          <Card as="section" labelledBy="upload">
            <CardHeader id="upload" title={t('own.upload')} lead={t('own.uploadLead')} />
            <UploadPanel locale={locale} maxBytes={env().UPLOAD_MAX_BYTES} datasetId={own.datasetId} nextPath={`/${locale}/sell/listings/${id}/revisions`} />
          </Card>
        </div>
      </Messages>
    </div>
  );
}
