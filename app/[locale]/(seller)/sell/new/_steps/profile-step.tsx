import { notFound } from 'next/navigation';
import { getMeasurement, getOwnProfile } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { LinkButton } from '@/app/_ui/button';
import { formatBytes, formatCount, formatPercent } from '@/app/_ui/format';
import { MeasuringPanel } from '@/app/_ui/quality/measuring-panel.client';
import { OwnQualityPart } from '@/app/_ui/quality/own-quality';
import { Stat } from '@/app/_ui/stat';
import { ColumnDictionary } from '../../../../(market)/datasets/[slug]/_parts/column-dictionary';
import { SampleTable } from '../../../../(market)/datasets/[slug]/_parts/sample-table';

type Props = { readonly locale: Locale; readonly ctx: Context; readonly revisionId: string; /** Where a draft is there already. */ readonly listingId: string | null };

export async function ProfileStep({ locale, ctx, revisionId, listingId }: Props) {
  const [measurement, profile] = await Promise.all([getMeasurement(ctx, { revisionId }), getOwnProfile(ctx, { revisionId })]);
  if (measurement.ok && measurement.value.state !== 'ready') return <Messages locale={locale} namespaces={['common', 'refusals', 'quality.measuring', 'notice', 'seller.upload']}><MeasuringPanel key={revisionId} maxBytes={env().UPLOAD_MAX_BYTES} locale={locale} revisionId={revisionId} initial={measurement.value} /></Messages>;
  if (!profile.ok) return notFound();
  const t = translator(locale, 'seller.profile');
  const of = listingId === null ? `revision=${revisionId}` : `listing=${listingId}`;
  const { rowCount, distinctRowCount, columnCount, completeness, byteSize, format, sha256, fileName } = profile.value.revision;
  const copies = (rowCount ?? 0) - (distinctRowCount ?? 0);
  return (
    <div className="space-y-8">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h2 className="text-xl font-semibold break-all">{t('title', { name: fileName })}</h2>
        <LinkButton href={`/${locale}/sell/new?${of}&step=privacy`} variant="primary" size="lg">{t('continue')}</LinkButton>
      </div>
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-5">
        <Stat label={t('rows')} value={formatCount(rowCount ?? 0, locale)} hint={copies === 0 ? t('noCopies') : t('copies', { count: copies })} />
        <Stat label={t('columns')} value={formatCount(columnCount ?? 0, locale)} />
        <Stat label={t('filled')} value={formatPercent(completeness ?? 0, locale)} hint={t('filledHint')} />
        <Stat label={t('size')} value={formatBytes(byteSize, locale)} hint={format} />
        <Stat label={t('checksum')} value={<span className="font-mono text-base break-all">{sha256.slice(0, 12)}…</span>} hint={t('checksumHint')} />
      </dl>
      <OwnQualityPart locale={locale} ctx={ctx} revisionId={revisionId} columns={profile.value.columns} />
      <ColumnDictionary locale={locale} profile={profile.value} />
      <Alert tone="warn">{t('sampleLead')}</Alert>
      <SampleTable locale={locale} slug={null} sampleCount={profile.value.sample.rows.length} profile={profile.value} />
      <LinkButton href={`/${locale}/sell/new?${of}&step=privacy`} variant="primary" size="lg">{t('continue')}</LinkButton>
    </div>
  );
}
