import type { Metadata } from 'next';
import Link from 'next/link';
import { Footprints, History } from 'lucide-react';
import { listOwnEvents, predictNextAction, retentionDays, type OwnEvent } from '@/lib/behaviour';
import { getConsentState, getNotice, getOwnConsentHistory } from '@/lib/consent';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Card, CardHeader } from '@/app/_ui/card';
import { PrivacyChoices } from '@/app/_ui/consent/privacy-choices.client';
import { consentColumns, purposeName } from '@/app/_ui/console/consent-columns';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDate, formatDateTime } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { BuyerTerms } from '../_parts/buyer-terms';
import { DigestChoice } from '../_parts/digest-choice';
import { ForgetActivity } from '../_parts/forget-activity.client';
import { OwnPrediction } from '../_parts/own-prediction';
import { PrivacyCentre } from '../_parts/privacy-centre';
import { KnownAbout } from '../_parts/known-about';
import { RefreshOnChoice } from '../_parts/refresh-on-choice.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'account.privacy')('title') };
}

export default async function AccountPrivacyPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale);
  const [notice, state, history, activity, prediction] = await Promise.all([getNotice(ctx), getConsentState(ctx), getOwnConsentHistory(ctx), listOwnEvents(ctx), predictNextAction(ctx)]);
  const events = valueOrNotFound(activity);
  const t = translator(locale, 'account.privacy');
  const common = translator(locale, 'common.consent');
  const receipt = translator(locale, 'trust.receipt');
  return (
    <Messages locale={locale} namespaces={['account.privacy', 'common.purpose', 'common.consent', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('lead')} />
      <PrivacyCentre locale={locale} />
      <div className="space-y-10">
        <Card as="section" labelledBy="choices">
          <CardHeader id="choices" title={t('choices')} lead={t('choicesLead')} />
          {ctx.hasGpcSignal ? <Alert tone="info" className="mb-5">{common('gpc')}</Alert> : null}
          <PrivacyChoices locale={locale} noticeToken={notice.token} initial={state} />
          <RefreshOnChoice granted={state.granted} hasChosen={state.hasChosen} />
          <p className="text-xs text-ink-faint">
            {t('current', { version: notice.version, date: formatDate(notice.publishedAt, locale) })} <Link href={`/${locale}/privacy`} className="text-link inline-flex min-h-6 items-center">{t('readNotice')}</Link>
          </p>
        </Card>
        <DigestChoice locale={locale} ctx={ctx} />
        <BuyerTerms locale={locale} ctx={ctx} />
        <section aria-labelledby="events">
          <div className="mb-4 flex flex-wrap items-start justify-between gap-4">
            <div>
              <h2 id="events" className="text-xl font-semibold">{t('events')}</h2>
              <p className="mt-1 max-w-prose text-sm text-ink-soft">{t('eventsLead', { days: retentionDays })}</p>
            </div>
            {events.length > 0 ? <ForgetActivity noticeToken={notice.token} /> : null}
          </div>
          <DataTable
            caption={t('eventsCount', { count: events.length })} isDense columns={eventColumns(locale)} rows={events} rowKey={(row) => row.id}
            empty={<EmptyState level={3} icon={<Footprints />} title={t('eventsNone')} body={t('eventsNoneBody')} />}
          />
          {events.length >= 200 ? <p className="mt-2 text-xs text-ink-faint">{t('eventsLimit')}</p> : null}
        </section>
        <OwnPrediction locale={locale} prediction={valueOrNotFound(prediction)} />
        <section aria-labelledby="history">
          <h2 id="history" className="text-xl font-semibold">{t('history')}</h2>
          <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{t('historyLead')}{valueOrNotFound(history).length > 0 ? <>{' '}<a href={`/api/receipts/consent?locale=${locale}`} download className="text-link">{translator(locale, 'registry.transparency')('consentReceipt')}</a></> : null}</p>
          <DataTable
            caption={t('historyCaption')} isCaptionHidden isDense columns={[...consentColumns(locale), { key: 'proof', header: receipt('column'), cell: (row) => (row.isDemo ? '–' : <a href={`/api/receipts/consent?choiceId=${row.choiceId}&locale=${locale}`} download aria-label={receipt('of', { at: formatDateTime(row.at, locale) })} className="text-link">{receipt('download')}</a>) }]} rows={valueOrNotFound(history)} rowKey={(row) => row.id}
            empty={<EmptyState level={3} icon={<History />} title={t('historyNone')} body={t('historyNoneBody')} />}
          />
        </section>
        <KnownAbout locale={locale} />
      </div>
    </Messages>
  );
}

const kinds = ['VIEW', 'PREVIEW', 'SAVE', 'CART', 'REQUEST', 'SEARCH', 'BUY', 'DOWNLOAD', 'DISMISS', 'LEAVE'] as const;

function eventColumns(locale: Locale): readonly Column<OwnEvent>[] {
  const t = translator(locale, 'account.privacy');
  return [
    { key: 'dataset', header: t('dataset'), isRowHeader: true, cell: (row) => (row.slug === '' ? <span className="text-ink-faint">{t('gone')}</span> : <Link href={`/${locale}/datasets/${row.slug}`} prefetch={false} className="text-link">{row.title}</Link>) },
    { key: 'what', header: t('what'), cell: (row) => { const kind = kinds.find((each) => each === row.kind); return kind ? t(`kind.${kind}`) : row.kind; } },
    { key: 'usedFor', header: t('usedFor'), cell: (row) => row.purposes.map((purpose) => purposeName(purpose, locale)).join(', ') },
    { key: 'at', header: t('at'), cell: (row) => <time dateTime={row.at} className="whitespace-nowrap">{formatDateTime(row.at, locale)}</time> },
  ];
}
