import type { Metadata } from 'next';
import Link from 'next/link';
import { FileCheck, Hourglass } from 'lucide-react';
import { getTransparency } from '@/lib/audit';
import type { CheckpointView, KeyView } from '@/lib/audit/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requestContext } from '@/app/_server/request-context';
import { Card, CardHeader } from '@/app/_ui/card';
import { CopyButton } from '@/app/_ui/console/copy-button.client';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDateTime, formatNumber } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'registry.transparency')('title') };
}

/** What anybody may know of the audit log without seeing it, and how to hold the exchange to it. */
export default async function TransparencyPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const { verifierKey, keys, entryCount, checkpoints } = await getTransparency(await requestContext(locale));
  const t = translator(locale, 'registry.transparency');
  return (
    <Messages locale={locale} namespaces={['common.copy', 'common.copied']}>
      <div className="page-width space-y-8 pt-10">
        <PageHeader title={t('title')} lead={t('lead')} />
        <div className="grid gap-5 lg:grid-cols-2">
          <Card as="section" labelledBy="what">
            <CardHeader id="what" title={t('what')} />
            <p className="text-sm text-ink-soft">{t('whatBody')}</p>
            <p className="mt-3 text-sm font-medium">{t('entries', { count: entryCount })}</p>
          </Card>
          <Card as="section" labelledBy="check">
            <CardHeader id="check" title={t('check')} />
            <ol className="list-decimal space-y-2 pl-5 text-sm text-ink-soft">
              <li>{t('stepReceipt')} <Link href={`/${locale}/account/data`} prefetch={false} className="text-link">{translator(locale, 'account.nav')('data')}</Link></li>
              <li>{t('stepScript')} <a href="/verify-receipt.mjs" download className="inline-flex items-center gap-1 text-link"><FileCheck aria-hidden className="size-4" />verify-receipt.mjs</a></li>
              <li>{t('stepRun')} <code className="rounded bg-sunken px-1.5 py-0.5 text-xs break-all">node verify-receipt.mjs receipt.json KEY</code></li>
            </ol>
          </Card>
        </div>
        <Card as="section" labelledBy="key">
          <CardHeader id="key" title={t('key')} lead={t('keyBody')} />
          <p className="flex items-center gap-1 font-mono text-xs"><span className="break-all">{verifierKey}</span><CopyButton text={verifierKey} label={t('copyKey')} /></p>
          {keys.length > 1 ? <KeyList locale={locale} keys={keys} /> : null}
        </Card>
        <section aria-labelledby="checkpoints">
          <h2 id="checkpoints" className="text-xl font-semibold">{t('checkpoints')}</h2>
          <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{t('checkpointsBody')} <a href="/api/transparency/checkpoint" className="text-link">{t('newest')}</a></p>
          <DataTable
            caption={t('checkpoints')} isCaptionHidden isDense rows={checkpoints} rowKey={(row: CheckpointView) => String(row.size)}
            columns={[
              { key: 'size', header: t('size'), isRowHeader: true, cell: (row) => formatNumber(row.size, locale) },
              { key: 'at', header: t('at'), cell: (row) => <time dateTime={row.at} className="whitespace-nowrap">{formatDateTime(row.at, locale)}</time> },
              { key: 'root', header: t('root'), cell: (row) => <span className="font-mono text-xs break-all">{row.root}</span> },
            ]}
            empty={<EmptyState icon={<Hourglass />} title={t('none')} body={t('noneBody')} />}
          />
        </section>
      </div>
    </Messages>
  );
}

/** Keys that signed before stay here for ever: what they signed is still to be checked. */
function KeyList({ locale, keys }: { readonly locale: Locale; readonly keys: readonly KeyView[] }) {
  const t = translator(locale, 'trust.keys');
  return (
    <div className="mt-5">
      <p className="text-sm text-ink-soft">{t('body')} <a href="/api/transparency/keys" className="text-link">{t('asFile')}</a></p>
      <ol className="mt-3 space-y-2">
        {keys.map((key, index) => (
          <li key={key.version} className="border-t border-line pt-2 text-sm">
            <p className="text-ink-soft">{t('period', { from: key.fromSize + 1, isLast: String(index === keys.length - 1), to: keys[index + 1]?.fromSize ?? 0 })}</p>
            <p className="font-mono text-xs break-all">{key.verifierKey}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
