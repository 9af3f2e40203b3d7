import type { Metadata } from 'next';
import Link from 'next/link';
import { getNoticeStudio } from '@/lib/consent';
import type { DraftView, NoticeSummary } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Card, CardHeader } from '@/app/_ui/card';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable } from '@/app/_ui/data-table';
import { formatCount, formatDateTime } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { publishNoticeAction, saveDraftAction } from './actions';
import { DraftForm } from './draft-form.client';
import { PublishForm } from './publish-form.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'trust.studio')('title') };
}

export default async function NoticeStudioPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN', 'AUDITOR');
  const studio = valueOrNotFound(await getNoticeStudio(ctx));
  const t = translator(locale, 'trust.studio');
  const refusals = translator(locale, 'refusals');
  const mayWrite = ctx.actor.roles.includes('ADMIN');
  const hashOf = (wanted: Locale) => studio.drafts.find((draft) => draft.locale === wanted)?.sha256 ?? '';
  return (
    <Messages locale={locale} namespaces={['trust.studio', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-8">
        {mayWrite ? null : <Alert tone="info">{t('readOnly')}</Alert>}
        {studio.drafts.map((draft) => (
          <Card key={draft.locale} as="section" labelledBy={`draft-${draft.locale}`}>
            <CardHeader id={`draft-${draft.locale}`} title={`${t('draft', { version: studio.newest + 1 })} · ${t(`language.${draft.locale}`)}`} />
            {mayWrite ? <DraftForm key={studio.newest} draft={draft} action={saveDraftAction} /> : null}
            <Changes locale={locale} draft={draft} />
          </Card>
        ))}
        {mayWrite ? (
          <Card as="section" labelledBy="publish">
            <CardHeader id="publish" title={t('publish')} lead={t('publishLead', { version: studio.newest + 1 })} />
            {studio.faults.length === 0 ? null : <Alert tone="warn" title={t('faults')} className="mb-4"><ul className="list-disc pl-5">{studio.faults.map((fault) => <li key={`${fault.code} ${fault.locale}`}>{refusals(fault.code, { field: t(`language.${fault.locale}`) })}</li>)}</ul></Alert>}
            <PublishForm version={studio.newest + 1} sha256={{ en: hashOf('en'), zh: hashOf('zh') }} isReady={studio.faults.length === 0} action={publishNoticeAction} />
          </Card>
        ) : null}
        <section aria-labelledby="versions">
          <h2 id="versions" className="mb-4 text-xl font-semibold">{t('versions')}</h2>
          <Versions locale={locale} versions={studio.versions} />
        </section>
      </div>
    </Messages>
  );
}

function Changes({ locale, draft }: { readonly locale: Locale; readonly draft: DraftView }) {
  const t = translator(locale, 'trust.studio');
  const lang = draft.locale === 'zh' ? 'zh-Hans' : 'en';
  return (
    <div className="mt-6 grid gap-6 lg:grid-cols-2">
      <section aria-label={`${t('preview')}, ${t(`language.${draft.locale}`)}`} lang={lang}>
        <h3 className="mb-2 text-sm font-semibold">{t('preview')}</h3>
        <div className="max-w-prose space-y-3 rounded-lg border border-line p-4 text-sm text-ink-soft"><p className="font-semibold text-ink">{draft.title}</p>{draft.body.split(/\n{2,}/).map((paragraph, index) => <p key={index} className="whitespace-pre-line">{paragraph}</p>)}</div>
      </section>
      <section aria-label={`${t('diff')}, ${t(`language.${draft.locale}`)}`}>
        <h3 className="mb-2 text-sm font-semibold">{t('diff')}</h3>
        {draft.isChanged ? (
          <p lang={lang} className="max-w-prose rounded-lg border border-line p-4 text-sm whitespace-pre-line text-ink-soft">
            {draft.diff.map((part, index) => (part.kind === 'added' ? <ins key={index} className="bg-good-soft text-ink">{part.text}</ins> : part.kind === 'removed' ? <del key={index} className="bg-bad-soft text-ink">{part.text}</del> : <span key={index}>{part.text}</span>))}
          </p>
        ) : <p className="text-sm text-ink-faint">{t('diffNone')}</p>}
      </section>
    </div>
  );
}

function Versions({ locale, versions }: { readonly locale: Locale; readonly versions: readonly NoticeSummary[] }) {
  const t = translator(locale, 'trust.studio');
  return (
    <DataTable
      caption={t('versions')} isCaptionHidden isDense rows={versions} rowKey={(row) => String(row.version)}
      columns={[
        { key: 'version', header: t('version'), isRowHeader: true, cell: (row) => <Link href={`/${locale}/privacy/${row.version}`} className="text-link">{row.version}</Link> },
        { key: 'asks', header: t('asks'), cell: (row) => (row.isMaterial ? t('asks') : t('asksNo')) },
        { key: 'answered', header: t('answered'), align: 'end', cell: (row) => formatCount(row.answeredCount, locale) },
        { key: 'hash', header: t('hash'), cell: (row) => row.locales.map((each) => <span key={each.locale} className="block font-mono text-xs break-all text-ink-soft" title={each.sha256}>{each.locale} {each.sha256.slice(0, 16)}…</span>) },
        { key: 'at', header: t('at'), cell: (row) => <time dateTime={row.publishedAt} className="whitespace-nowrap">{formatDateTime(row.publishedAt, locale)}</time> },
      ]}
    />
  );
}
