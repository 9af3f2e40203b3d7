import type { Metadata } from 'next';
import { Download, Eye, Store } from 'lucide-react';
import { getNotice } from '@/lib/consent';
import { answerDays, getErasureLosses, keyRetentionDays, listOwnRights, listOwnSightings, listSellersForSharing } from '@/lib/rights';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Card, CardHeader } from '@/app/_ui/card';
import { actionLabel } from '@/app/_ui/console/action-label';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDateTime } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { askRightAction, eraseSelfAction, shareWithSellerAction } from './actions';
import { AskForm } from './_parts/ask-form.client';
import { EraseSelf } from './_parts/erase-self.client';
import { Losses } from './_parts/losses';
import { RightsList } from './_parts/rights-list';
import { ShareSwitch } from './_parts/share-switch.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'trust.rights')('title') };
}

export default async function RightsPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale);
  const [requests, sellers, sightings, notice, held] = await Promise.all([listOwnRights(ctx), listSellersForSharing(ctx), listOwnSightings(ctx), getNotice(ctx), getErasureLosses(ctx)]);
  const [t, sharing, seen] = [translator(locale, 'trust.rights'), translator(locale, 'trust.sharing'), translator(locale, 'trust.sightings')];
  const [shared, losses] = [valueOrNotFound(sellers), valueOrNotFound(held)];
  const button = 'inline-flex min-h-10 items-center gap-2 rounded-lg border border-line-strong bg-surface px-4 text-sm font-medium hover:bg-sunken';
  return (
    <Messages locale={locale} namespaces={['trust.rights', 'trust.sharing', 'guard.erase', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-8">
        <Card as="section" labelledBy="export">
          <CardHeader id="export" title={t('export')} lead={t('exportLead')} />
          <p className="flex flex-wrap gap-2">
            <a href={`/api/rights/export?format=zip&locale=${locale}`} download className={button}><Download aria-hidden className="size-4" />{t('exportZip')}</a>
            <a href={`/api/rights/export?format=json&locale=${locale}`} download className={button}><Download aria-hidden className="size-4" />{t('exportJson')}</a>
          </p>
        </Card>
        <Card as="section" labelledBy="ask">
          <CardHeader id="ask" title={t('ask')} lead={t('askLead', { days: answerDays })} />
          <AskForm locale={locale} action={askRightAction} />
        </Card>
        <section aria-labelledby="requests">
          <h2 id="requests" className="mb-4 text-xl font-semibold">{t('list')}</h2>
          <RightsList locale={locale} requests={valueOrNotFound(requests)} />
        </section>
        <Card as="section" labelledBy="sharing">
          <CardHeader id="sharing" title={sharing('title')} lead={sharing('lead')} />
          {ctx.hasGpcSignal ? <Alert tone="info" className="mb-4">{sharing('gpc')}</Alert> : null}
          {shared.length === 0
            ? <EmptyState level={3} icon={<Store />} title={sharing('none')} body={sharing('noneBody')} />
            : <div className="divide-y divide-line">{shared.map((seller) => <ShareSwitch key={seller.slug} seller={seller} noticeToken={notice.token} action={shareWithSellerAction} />)}</div>}
        </Card>
        <section aria-labelledby="sightings">
          <h2 id="sightings" className="text-xl font-semibold">{seen('title')}</h2>
          <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{seen('lead')} {t('pseudonym')}</p>
          <DataTable
            caption={seen('title')} isCaptionHidden isDense rows={valueOrNotFound(sightings)} rowKey={(row) => `${row.at} ${row.action} ${row.reason}`}
            columns={[
              { key: 'what', header: seen('what'), isRowHeader: true, cell: (row) => actionLabel(row.action, locale) },
              { key: 'role', header: seen('role'), cell: (row) => row.role },
              { key: 'reason', header: seen('reason'), cell: (row) => row.reason },
              { key: 'at', header: seen('at'), cell: (row) => <time dateTime={row.at} className="whitespace-nowrap">{formatDateTime(row.at, locale)}</time> },
            ]}
            empty={<EmptyState level={3} icon={<Eye />} title={seen('none')} body={seen('noneBody')} />}
          />
        </section>
        <Card as="section" labelledBy="erase">
          <CardHeader id="erase" title={t('erase')} lead={t('eraseLead', { days: keyRetentionDays })} />
          <div className="space-y-4">
            <Losses locale={locale} losses={losses} />
            <EraseSelf locale={locale} days={keyRetentionDays} losses={losses} action={eraseSelfAction}><Losses locale={locale} losses={losses} /></EraseSelf>
          </div>
        </Card>
      </div>
    </Messages>
  );
}
