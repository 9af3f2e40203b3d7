import { FileUp, Mail, Package, Plus, ShoppingBag, Wallet } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { listOwnListings } from '@/lib/catalog';
import { listOwnRevisions, listRefusedApprovals } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { getOwnAccount } from '@/lib/identity';
import { getEarnings, listSales } from '@/lib/orders';
import { listWaitingRequests } from '@/lib/pricing';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { readQuery, type Query } from '@/app/_ui/console/query';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatCount, formatDate, formatMoney } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { BecomeSellerForm } from '@/app/_ui/seller/become-seller-form.client';
import { Stat } from '@/app/_ui/stat';
import { ListingsTable } from './_parts/listings-table';
import { RecentOrders } from './_parts/recent-orders';
import { UnfinishedUploads } from './_parts/unfinished-uploads';
import { Waiting } from './_parts/waiting';
import { becomeSellerAction, discardRevisionAction } from './actions';

type SellPageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: SellPageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'seller')('title'), robots: { index: false } };
}

export default async function SellPage({ params, searchParams }: SellPageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale);
  const account = await getOwnAccount(ctx);
  if (!account.ok || !account.value.seller) return <BecomeSeller locale={locale} />;
  return <Dashboard locale={locale} ctx={ctx} name={account.value.seller.name} slug={account.value.seller.slug} salesCursor={readQuery(await searchParams, 'sales')} />;
}

function BecomeSeller({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'seller.become');
  return (
    <div className="page-width py-10">
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card>
          <Messages locale={locale} namespaces={['common.unexpected', 'refusals', 'seller.become']}><BecomeSellerForm action={becomeSellerAction} /></Messages>
        </Card>
        <ol className="space-y-5 text-sm text-ink-soft">
          {(['one', 'two', 'three'] as const).map((step, index) => (
            <li key={step} className="flex gap-4">
              <span aria-hidden className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent">{index + 1}</span>
              <span><strong className="block text-base text-ink">{t(`steps.${step}.title`)}</strong>{t(`steps.${step}.text`)}</span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

type DashboardProps = { readonly locale: Locale; readonly ctx: Context; readonly name: string; readonly slug: string; readonly salesCursor: string | undefined };

async function Dashboard({ locale, ctx, name, slug, salesCursor }: DashboardProps) {
  const t = translator(locale, 'seller');
  const [listings, unfinished, requests, refused, earnings, sales] = await Promise.all([listOwnListings(ctx), listOwnRevisions(ctx), listWaitingRequests(ctx), listRefusedApprovals(ctx), getEarnings(ctx), listSales(ctx, salesCursor === undefined ? {} : { cursor: salesCursor })]);
  // An address that was changed by hand leads to no page of sales, and takes no seller's desk away.
  if (!sales.ok && salesCursor !== undefined) return redirect(`/${locale}/sell`);
  if (!listings.ok || !unfinished.ok || !requests.ok || !refused.ok || !earnings.ok || !sales.ok) return <EmptyState title={t('title')} body={t('notSeller')} />;
  const { balanceMinor, currency, orderCount, revenueMinor, weeks } = earnings.value;
  const hasSales = weeks.some((week) => week.orderCount > 0);
  return (
    <div className="page-width space-y-8 py-10">
      <PageHeader title={name} lead={<>{t('lead')} <Link href={`/${locale}/sellers/${slug}`} className="text-link">{t('publicPage')}</Link></>} actions={<><LinkButton href={`/${locale}/sell/bundles`}>{translator(locale, 'bundles')('open')}</LinkButton><LinkButton href={`/${locale}/sell/contacts`} icon={<Mail aria-hidden className="size-4" />}>{translator(locale, 'trust.contacts')('nav')}</LinkButton><LinkButton href={`/${locale}/sell/new`} variant="primary" icon={<Plus aria-hidden className="size-4" />}>{t('newListing')}</LinkButton></>} />
      <Waiting locale={locale} listings={listings.value} requests={requests.value} refused={refused.value} />
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Stat icon={<Package aria-hidden />} label={t('stats.listings')} value={formatCount(listings.value.filter((row) => row.status === 'PUBLISHED').length, locale)} hint={t('stats.listingsHint', { count: listings.value.length })} />
        <Stat icon={<ShoppingBag aria-hidden />} label={t('stats.sales')} value={formatCount(orderCount, locale)} />
        <Stat label={t('stats.revenue')} value={formatMoney(revenueMinor, currency, locale)} hint={t('stats.revenueHint')} />
        <Stat icon={<Wallet aria-hidden />} label={t('stats.balance')} value={formatMoney(balanceMinor, currency, locale)} hint={t('stats.balanceHint')} />
      </dl>
      {unfinished.value.length > 0 ? (
        <Messages locale={locale} namespaces={['common', 'refusals']}><UnfinishedUploads locale={locale} revisions={unfinished.value} discard={discardRevisionAction} /></Messages>
      ) : null}
      <section aria-labelledby="listings">
        <h2 id="listings" className="mb-4 text-xl font-semibold">{t('listings.title')}</h2>
        {listings.value.length === 0
          ? <EmptyState icon={<FileUp />} title={t('listings.emptyTitle')} body={t('listings.emptyBody')} action={<LinkButton href={`/${locale}/sell/new`} variant="primary">{t('newListing')}</LinkButton>} level={3} />
          : <ListingsTable locale={locale} rows={listings.value} />}
      </section>
      <div className="grid gap-6 lg:grid-cols-2">
        <Card as="section" labelledBy="weeks">
          <CardHeader id="weeks" title={t('weeks.title')} lead={t('weeks.lead')} />
          {hasSales ? (
            <BarChart caption={t('weeks.title')} labelHeader={t('weeks.week')} valueHeader={t('weeks.revenue')} rows={weeks.map((week) => ({ key: week.weekStart, label: <span className="whitespace-nowrap">{formatDate(week.weekStart, locale)}</span>, value: week.revenueMinor, text: formatMoney(week.revenueMinor, currency, locale) }))} />
          ) : <p className="text-sm text-ink-faint">{t('weeks.empty')}</p>}
        </Card>
        <Messages locale={locale} namespaces={['refund', 'common', 'refusals']}><RecentOrders locale={locale} page={sales.value} isFirst={salesCursor === undefined} currency={currency} /></Messages>
      </div>
    </div>
  );
}
