import type { Metadata } from 'next';
import { Receipt } from 'lucide-react';
import { getWallet } from '@/lib/orders';
import type { WalletView } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Card, CardHeader } from '@/app/_ui/card';
import { classNames } from '@/app/_ui/class-names';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDateTime, formatMoney, formatMoneyStep } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { findReturnPath } from '@/app/_ui/return-path';
import { TopUpForm } from '../_parts/top-up-form.client';
import { topUpAction } from '../actions';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<{ readonly next?: string | string[] }> };

export async function generateMetadata({ params }: Pick<PageProps, 'params'>): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'account.wallet')('title') };
}

export default async function WalletPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'BUYER');
  const next = findReturnPath((await searchParams).next);
  const wallet = valueOrNotFound(await getWallet(ctx));
  const t = translator(locale, 'account.wallet');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-8">
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
          <Card>
            <p className="text-sm text-ink-soft">{t('balance')}</p>
            <p className="mt-1 text-4xl font-semibold tracking-tight tabular-nums">{formatMoney(wallet.balanceMinor, wallet.currency, locale)}</p>
          </Card>
          <Card as="section" labelledBy="top-up">
            <CardHeader id="top-up" title={t('topUp')} />
            <Messages locale={locale} namespaces={['account.wallet', 'common.unexpected', 'refusals']}>
              <TopUpForm locale={locale} currency={wallet.currency} next={next} action={topUpAction} />
            </Messages>
            <Alert tone="neutral" title={t('demoTitle')} className="mt-5">{t('demoBody')}</Alert>
          </Card>
        </div>
        <section aria-labelledby="entries">
          <h2 id="entries" className="mb-4 text-lg font-semibold">{t('entries')}</h2>
          <DataTable
            caption={t('caption')} isCaptionHidden columns={entryColumns(locale, wallet.currency)} rows={wallet.entries.map((entry, index) => ({ ...entry, index }))} rowKey={(row) => String(row.index)}
            empty={<EmptyState level={3} icon={<Receipt />} title={t('empty')} body={t('emptyBody')} />}
          />
          {wallet.entries.length >= 50 ? <p className="mt-2 text-xs text-ink-faint">{t('shown')}</p> : null}
        </section>
      </div>
    </>
  );
}

type Entry = WalletView['entries'][number] & { readonly index: number };

function entryColumns(locale: Locale, currency: string): readonly Column<Entry>[] {
  const t = translator(locale, 'account.wallet');
  return [
    {
      key: 'what', header: t('what'), isRowHeader: true,
      cell: (row) => <><span className="block">{row.kind === 'top-up' || row.kind === 'purchase' || row.kind === 'refund' ? t(`kind.${row.kind}`) : row.kind}</span>{row.reference ? <span className="block text-xs font-normal text-ink-faint">{row.reference}</span> : null}</>,
    },
    { key: 'at', header: t('at'), cell: (row) => <time dateTime={row.at} className="whitespace-nowrap">{formatDateTime(row.at, locale)}</time> },
    { key: 'change', header: t('change'), align: 'end', cell: (row) => <span className={classNames('font-medium tabular-nums', row.amountMinor > 0 && 'text-good')}>{formatMoneyStep(row.amountMinor, currency, locale)}</span> },
  ];
}
