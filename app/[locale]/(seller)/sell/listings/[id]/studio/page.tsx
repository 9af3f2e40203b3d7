import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { getOwnListing } from '@/lib/catalog';
import { getOwnLabelNoise, getOwnProfile } from '@/lib/datasets';
import { getMenu, getPricePolicy, getRevenueCurve, listPriceProposals, listRequests, suggestMenu, suggestPrice, weeklyStep } from '@/lib/pricing';
import { isLocale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { PriceHistory } from '@/app/_ui/charts/price-history';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatMoney } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { priceRange } from '@/app/_ui/price-range';
import { Stat } from '@/app/_ui/stat';
import { Approaches } from '@/app/_ui/studio/approaches';
import { LabelColumn } from '@/app/_ui/studio/label-column.client';
import { LabelNoise } from '@/app/_ui/studio/label-noise';
import { MenuEditor } from '@/app/_ui/studio/menu-editor.client';
import { PriceLimits } from '@/app/_ui/studio/price-limits.client';
import { Proposals } from '@/app/_ui/studio/proposals.client';
import { Requests } from '@/app/_ui/studio/requests.client';
import { RevenueStudio } from '@/app/_ui/studio/revenue-studio.client';
import { WhatIf } from '@/app/_ui/studio/what-if.client';
import { Suggestion } from '../../../_parts/suggestion';
import { repriceListingAction } from '../../../actions';
import { answerProposalAction, answerRequestsAction, nameLabelAction, saveMenuAction, savePricePolicyAction, whatIfAction } from './actions';

type StudioPageProps = { readonly params: Promise<{ readonly locale: string; readonly id: string }> };

export async function generateMetadata({ params }: StudioPageProps): Promise<Metadata> {
  const { locale } = await params;
  return { title: translator(isLocale(locale) ? locale : 'en', 'studio')('title'), robots: { index: false } };
}

/** Everything about the price of one listing: what is suggested and why, what each price is expected to bring, what would change it, and the menu. */
export default async function StudioPage({ params }: StudioPageProps) {
  const { locale, id } = await params;
  if (!isLocale(locale) || !z.uuid().safeParse(id).success) return notFound();
  const ctx = await requireContext(locale, 'SELLER');
  const listing = await getOwnListing(ctx, { listingId: id });
  if (!listing.ok) return notFound();
  const view = listing.value;
  const [suggestion, curve, menu, requests] = await Promise.all([suggestPrice(ctx, { revisionId: view.revisionId, title: view.title, category: view.category, licenceCode: view.licenceCode }), getRevenueCurve(ctx, { listingId: id }), getMenu(ctx.db, { listingId: id }), listRequests(ctx, { listingId: id })]);
  const [policy, proposals, profile, noise] = await Promise.all([getPricePolicy(ctx, { listingId: id }), listPriceProposals(ctx, { listingId: id }), getOwnProfile(ctx, { revisionId: view.revisionId }), getOwnLabelNoise(ctx, { revisionId: view.revisionId })]);
  const t = translator(locale, 'studio');
  const money = (amountMinor: number) => formatMoney(amountMinor, view.currency, locale);
  const hasPrice = (view.priceMinor ?? 0) > 0;
  const explanation = suggestion.ok ? suggestion.value : null;
  const emptyPercent = Number(explanation?.bars.find((bar) => bar.code === 'completeness')?.evidence.empty ?? 0);
  return (
    <div className="page-width space-y-8 py-10">
      <PageHeader
        title={t('heading')} lead={view.title} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')}
        breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, { label: view.title, href: `/${locale}/sell/listings/${id}` }, { label: t('heading') }]}
        actions={<LinkButton href={`/${locale}/datasets/${view.slug}/report`}>{t('report.open')}</LinkButton>}
      />
      {explanation ? (
        <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
          <Stat label={t('now')} value={view.priceMinor === null ? translator(locale, 'common')('onRequest') : money(view.priceMinor)} />
          <Stat label={t('suggested')} value={money(explanation.suggestedMinor)} hint={t(`interval.${explanation.lowMinor === explanation.highMinor ? 'none' : explanation.interval.method}`, { level: explanation.interval.level, sellers: explanation.interval.sellerCount })} />
          <Stat label={t('range')} value={t('rangeText', priceRange(explanation, money))} />
          <Stat label={t('confidence')} value={translator(locale, 'common.price')(`confidence.${explanation.confidence}`)} />
        </dl>
      ) : <EmptyState title={t('noSuggestion')} body={suggestion.ok ? '' : translator(locale, 'refusals')(suggestion.refusal.code, { ...suggestion.refusal.params })} />}
      <Messages locale={locale} namespaces={['common', 'refusals', 'studio', 'menu']}>
        {curve.ok ? <Card as="section" labelledBy="curve"><CardHeader id="curve" title={t('curve.title')} lead={t('curve.lead')} /><RevenueStudio locale={locale} listingId={id} curve={curve.value} reprice={repriceListingAction} /></Card> : null}
        {policy.ok && hasPrice ? <Card as="section" labelledBy="policy"><CardHeader id="policy" title={t('policy.title')} lead={t('policy.lead')} /><PriceLimits listingId={id} currency={view.currency} policy={policy.value} weeklyStep={weeklyStep} save={savePricePolicyAction} /></Card> : null}
        {proposals.ok && hasPrice ? <Card as="section" labelledBy="proposals"><CardHeader id="proposals" title={t('proposals.title')} lead={t('proposals.lead')} /><Proposals locale={locale} proposals={proposals.value} answer={answerProposalAction} /></Card> : null}
        {explanation ? <Card as="section" labelledBy="what-if"><CardHeader id="what-if" title={t('whatIf.title')} lead={t('whatIf.lead')} /><WhatIf locale={locale} input={{ revisionId: view.revisionId, title: view.title, category: view.category, licenceCode: view.licenceCode }} explanation={explanation} now={{ filledShare: 1 - emptyPercent / 100, rowCount: view.rowCount }} ask={whatIfAction} /></Card> : null}
        {menu && menu.wholeMinor !== null ? <Card as="section" labelledBy="menu"><CardHeader id="menu" title={translator(locale, 'menu.editor')('title')} lead={translator(locale, 'menu.editor')('lead', { price: money(menu.wholeMinor) })} /><MenuEditor locale={locale} listingId={id} menu={{ ...menu, wholeMinor: menu.wholeMinor }} suggestion={suggestMenu(menu.wholeMinor)} save={saveMenuAction} /></Card> : null}
        {menu && menu.wholeMinor === null ? <Card as="section" labelledBy="menu"><CardHeader id="menu" title={translator(locale, 'menu.editor')('title')} /><p className="text-sm text-ink-soft">{t('menuOnRequest')}</p></Card> : null}
        {profile.ok ? <Card as="section" labelledBy="label"><CardHeader id="label" title={t('noise.title')} lead={t('noise.lead')} /><div className="space-y-4"><LabelColumn revisionId={view.revisionId} columns={profile.value.columns.map((column) => column.name)} named={noise.ok ? noise.value?.column ?? null : null} save={nameLabelAction} />{noise.ok && noise.value ? <LabelNoise locale={locale} view={noise.value} /> : null}</div></Card> : null}
        {requests.ok ? <Card as="section" labelledBy="requests"><CardHeader id="requests" title={translator(locale, 'menu.requests')('title')} lead={translator(locale, 'menu.requests')('lead')} /><Requests locale={locale} listingId={id} currency={view.currency} usualMinor={view.priceMinor ?? explanation?.suggestedMinor ?? 0} requests={requests.value} answer={answerRequestsAction} /></Card> : null}
      </Messages>
      {explanation ? <Card as="section" labelledBy="approaches"><CardHeader id="approaches" title={t('approaches.title')} lead={t('approaches.lead')} /><Approaches locale={locale} explanation={explanation} /></Card> : null}
      {explanation ? <Suggestion locale={locale} explanation={explanation} editHref={`/${locale}/sell/listings/${id}/edit`} columnsHref={`/${locale}/sell/revisions/${view.revisionId}/columns`} /> : null}
      <Card as="section" labelledBy="history"><CardHeader id="history" title={t('history')} /><PriceHistory locale={locale} prices={view.prices} currency={view.currency} /></Card>
    </div>
  );
}
