import type { Metadata } from 'next';
import { Banknote, Percent, ReceiptText, Tags, Users } from 'lucide-react';
import { listAuditEvents } from '@/lib/audit';
import { getMarketFigures } from '@/lib/catalog';
import { getConsentStanding } from '@/lib/consent';
import { env } from '@/lib/env';
import { getUserFigures } from '@/lib/identity';
import { countApprovals } from '@/lib/datasets';
import { getOpenAlerts } from '@/lib/monitoring';
import { getOrderFigures, listOrderWeeks } from '@/lib/orders';
import { countContests } from '@/lib/registry';
import { countRights } from '@/lib/rights';
import { categories } from '@/lib/catalog/schema';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { formatBytes, formatCompact, formatCount, formatDate, formatMoney, formatPercent } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { Stat } from '@/app/_ui/stat';
import { AuditTable } from './_parts/audit-table';
import { ConsentShares } from './_parts/consent-shares';
import { WaitingPart } from './_parts/waiting-part';
import { VerifyLog } from './_parts/verify-log.client';
import { verifyAuditAction } from './actions';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'common.nav')('admin') };
}

export default async function AdminOverviewPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN');
  const [market, users, orders, standing, latest, weeks, approvals, rights, contests, alerts] = await Promise.all([
    getMarketFigures(ctx.db), getUserFigures(ctx), getOrderFigures(ctx), getConsentStanding(ctx), listAuditEvents(ctx, { size: 6 }), listOrderWeeks(ctx),
    countApprovals(ctx), countRights(ctx), countContests(ctx), getOpenAlerts(ctx),
  ]);
  const waitingOf = ({ openCount, overdueCount }: { readonly openCount: number; readonly overdueCount: number }) => ({ openCount, urgentCount: overdueCount });
  const raised = valueOrNotFound(alerts);
  const people = valueOrNotFound(users);
  const sales = valueOrNotFound(orders);
  const t = translator(locale, 'admin.overview');
  const common = translator(locale, 'common');
  const money = (amountMinor: number) => formatMoney(amountMinor, sales.currency, locale);
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-8">
        {env().DEMO_MARKET === 'on' ? <Alert tone="warn" title={t('demoTitle')}>{t('demoBody')}</Alert> : null}
        <WaitingPart
          locale={locale} approvals={{ openCount: valueOrNotFound(approvals), urgentCount: 0 }} rights={waitingOf(valueOrNotFound(rights))} contests={waitingOf(valueOrNotFound(contests))}
          alerts={{ openCount: raised.count, urgentCount: raised.isCritical ? 1 : 0 }}
        />
        <section aria-label={t('figures')}>
          <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5">
            <Stat icon={<Users aria-hidden />} label={t('users')} value={formatCount(people.accountCount, locale)} hint={t('usersHint', { sellers: people.sellerCount, demo: people.demoCount })} />
            <Stat icon={<Tags aria-hidden />} label={t('listings')} value={formatCount(market.listingCount, locale)} hint={t('listingsHint', { rows: formatCompact(market.rowCount, locale), bytes: formatBytes(market.byteSize, locale) })} />
            <Stat icon={<ReceiptText aria-hidden />} label={t('orders')} value={formatCount(sales.orderCount, locale)} hint={t('ordersHint', { demo: sales.demoOrderCount })} />
            <Stat icon={<Banknote aria-hidden />} label={t('revenue')} value={money(sales.revenueMinor)} hint={t('revenueHint', { demo: money(sales.demoRevenueMinor) })} />
            <Stat icon={<Percent aria-hidden />} label={t('fees')} value={money(sales.feeMinor)} hint={t('feesHint', { share: formatPercent(sales.feePercent / 100, locale) })} />
          </dl>
        </section>
        <div className="grid gap-5 xl:grid-cols-2">
          <Card as="section" labelledBy="consent">
            <CardHeader id="consent" title={t('consentTitle')} lead={t('consentLead')} />
            <ConsentShares locale={locale} standing={valueOrNotFound(standing)} />
          </Card>
          <Card as="section" labelledBy="categories">
            <CardHeader id="categories" title={t('categories')} />
            <BarChart
              caption={t('categories')} labelHeader={common('fact.category')} valueHeader={t('listings')}
              rows={market.categories.toSorted((a, b) => b.count - a.count).map(({ value, count }) => {
                const category = categories.find((known) => known === value);
                return { key: value, label: category ? common(`category.${category}`) : value, value: count, text: formatCount(count, locale) };
              })}
            />
          </Card>
        </div>
        <Card as="section" labelledBy="weeks">
          <CardHeader id="weeks" title={t('weeksTitle')} lead={t('weeksLead')} actions={<LinkButton href={`/${locale}/admin/orders`} size="sm">{t('allOrders')}</LinkButton>} />
          <BarChart
            caption={t('weeksTitle')} labelHeader={t('week')} valueHeader={t('revenue')}
            rows={valueOrNotFound(weeks).map(({ weekStart, revenueMinor }) => ({ key: weekStart, label: formatDate(weekStart, locale), value: revenueMinor, text: money(revenueMinor) }))}
          />
        </Card>
        <Card as="section" labelledBy="audit">
          <CardHeader id="audit" title={t('auditTitle')} lead={t('auditLead')} actions={<LinkButton href={`/${locale}/admin/audit`} size="sm">{t('all')}</LinkButton>} />
          <Messages locale={locale} namespaces={['admin.audit.verify', 'common.unexpected', 'refusals']}>
            <VerifyLog action={verifyAuditAction} />
          </Messages>
          <h3 className="mt-6 mb-3 text-sm font-semibold">{t('latest')}</h3>
          <AuditTable locale={locale} rows={valueOrNotFound(latest).items} isShort />
        </Card>
      </div>
    </>
  );
}
