import type { Metadata } from 'next';
import { getSellerSignals } from '@/lib/behaviour';
import { listingState, type ListingView } from '@/lib/catalog/schema';
import { getOwnProfile } from '@/lib/datasets';
import { getOwnMarking } from '@/lib/delivery';
import { env } from '@/lib/env';
import { suggestPrice } from '@/lib/pricing';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { isLocale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { PriceHistory } from '@/app/_ui/charts/price-history';
import { formatCount } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { ConfirmAction } from '@/app/_ui/seller/confirm-action.client';
import { OwnQualityPart } from '@/app/_ui/quality/own-quality';
import { MarkingForm } from '@/app/_ui/seller/marking-form.client';
import { PriceForm } from '@/app/_ui/seller/price-form.client';
import { Stat } from '@/app/_ui/stat';
import { readListed, type ListedParams } from '../../_parts/read-listed';
import { StatusBadge } from '../../_parts/status-badge';
import { Suggestion } from '../../_parts/suggestion';
import { chooseMarkingAction } from './marking-actions';
import { publishListingAction, repriceListingAction, withdrawListingAction } from '../../actions';

type ListingPageProps = { readonly params: ListedParams };

export async function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  const { locale } = await params;
  return { title: translator(isLocale(locale) ? locale : 'en', 'seller')('listing.title'), robots: { index: false } };
}

export default async function OwnListingPage({ params }: ListingPageProps) {
  const { locale, id, ctx, view } = await readListed(params);
  const [suggestion, signals, profile, marking] = await Promise.all([suggestPrice(ctx, view), getSellerSignals(ctx), getOwnProfile(ctx, view), getOwnMarking(ctx, { listingId: id })]);
  const t = translator(locale, 'seller.listing');
  const isPublished = view.status === 'PUBLISHED';
  const signal = signals.ok ? signals.value.find((row) => row.listingId === id) : undefined;
  const people = (count: number | null | undefined) => (count === null || count === undefined ? t('tooFew') : formatCount(count, locale));
  return (
    <div className="page-width space-y-8 py-10">
      <PageHeader
        title={view.title} lead={<StatusBadge status={listingState(view)} locale={locale} />} breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, { label: view.title }]} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')}
        actions={(
          <>
            {isPublished ? <LinkButton variant="primary" href={`/${locale}/sell/listings/${id}/studio`}>{translator(locale, 'studio')('open')}</LinkButton> : null}
            <LinkButton href={`/${locale}/sell/listings/${id}/edit`}>{translator(locale, 'seller.edit')('open')}</LinkButton>
            <LinkButton href={`/${locale}/sell/revisions/${view.revisionId}/columns`}>{translator(locale, 'dictionary')('open')}</LinkButton>
            <LinkButton href={`/${locale}/sell/new?revision=${view.revisionId}&step=privacy`}>{translator(locale, 'privacy')('manage')}</LinkButton>
            {isPublished ? <LinkButton href={`/${locale}/datasets/${view.slug}`}>{t('seePublic')}</LinkButton> : null}
          </>
        )}
      />
      {view.takenDownReason === null ? null : <Alert tone="bad" title={t('takenDown')}>{t('takenDownBody', { reason: view.takenDownReason })}</Alert>}
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Stat label={t('sales')} value={formatCount(view.salesCount, locale)} />
        <Stat label={t('viewers')} value={people(signal?.viewers)} hint={t('peopleHint')} />
        <Stat label={t('savers')} value={people(signal?.savers)} hint={t('peopleHint')} />
        <Stat label={t('buyers')} value={people(signal?.buyers)} hint={t('peopleHint')} />
      </dl>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-8">
          <History locale={locale} view={view} />
          {suggestion.ok ? <Suggestion locale={locale} explanation={suggestion.value} editHref={`/${locale}/sell/listings/${id}/edit`} columnsHref={`/${locale}/sell/revisions/${view.revisionId}/columns`} /> : null}
          {profile.ok ? <OwnQualityPart locale={locale} ctx={ctx} revisionId={view.revisionId} columns={profile.value.columns} /> : null}
        </div>
        <Messages locale={locale} namespaces={['common', 'refusals', 'seller.price', 'seller.steps', 'revisions.marking']}>
          <div className="space-y-6">
            {view.takenDownReason === null ? <Card as="section" labelledBy="change-price">
              <CardHeader id="change-price" title={isPublished ? t('changePrice') : t('publishAgain')} lead={t('changeLead')} />
              <PriceForm locale={locale} listingId={id} initialMinor={view.priceMinor} currency={view.currency} feePercent={env().MARKET_FEE_PERCENT} peopleHref={`/${locale}/sell/new?revision=${view.revisionId}&step=privacy`} purpose={isPublished ? 'reprice' : 'publish'} action={isPublished ? repriceListingAction : publishListingAction} />
            </Card> : null}
            <Card as="section" labelledBy="revisions">
              <CardHeader id="revisions" title={translator(locale, 'revisions.own')('manage')} lead={translator(locale, 'revisions.own')('manageLead')} />
              <LinkButton href={`/${locale}/sell/listings/${id}/revisions`}>{translator(locale, 'revisions.own')('open')}</LinkButton>
            </Card>
            {marking.ok ? (
              <Card as="section" labelledBy="marking">
                <CardHeader id="marking" title={translator(locale, 'revisions.marking')('title')} lead={translator(locale, 'revisions.marking')('lead')} />
                <MarkingForm listingId={id} markable={marking.value.markable} chosen={marking.value.chosen} action={chooseMarkingAction} />
              </Card>
            ) : null}
            {isPublished ? (
              <Card as="section" labelledBy="withdraw">
                <CardHeader id="withdraw" title={t('withdraw')} lead={t('withdrawLead')} />
                <ConfirmAction label={t('withdraw')} title={t('withdrawTitle')} body={t('withdrawLead')} input={{ listingId: id }} action={withdrawListingAction} />
              </Card>
            ) : null}
          </div>
        </Messages>
      </div>
    </div>
  );
}

function History({ locale, view }: { readonly locale: Locale; readonly view: ListingView }) {
  const t = translator(locale, 'seller.listing');
  return (
    <Card as="section" labelledBy="history">
      <CardHeader id="history" title={t('history')} />
      <PriceHistory locale={locale} prices={view.prices} currency={view.currency} />
    </Card>
  );
}
