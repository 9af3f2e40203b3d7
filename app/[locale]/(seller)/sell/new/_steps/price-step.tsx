import { notFound } from 'next/navigation';
import { getOwnListing } from '@/lib/catalog';
import { getOwnPrivacy } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { suggestPrice } from '@/lib/pricing';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { refusalSentence } from '@/app/_server/problem';
import { Alert } from '@/app/_ui/alert';
import { Card, CardHeader } from '@/app/_ui/card';
import { PriceForm } from '@/app/_ui/seller/price-form.client';
import { Suggestion } from '../../_parts/suggestion';
import { publishListingAction } from '../../actions';

type Props = { readonly locale: Locale; readonly ctx: Context; readonly listingId: string };

export async function PriceStep({ locale, ctx, listingId }: Props) {
  const listing = await getOwnListing(ctx, { listingId });
  if (!listing.ok || listing.value.status === 'PUBLISHED') return notFound();
  const { revisionId, title, category, licenceCode, currency } = listing.value;
  const [suggestion, people] = await Promise.all([suggestPrice(ctx, { revisionId, title, category, licenceCode }), getOwnPrivacy(ctx, { revisionId })]);
  const isPrivateSale = people.ok && people.value.report.reasons.includes('high-risk');
  const suggestedMinor = suggestion.ok ? suggestion.value.suggestedMinor : 0;
  const t = translator(locale, 'seller.price');
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="min-w-0">{suggestion.ok ? <Suggestion locale={locale} explanation={suggestion.value} columnsHref={`/${locale}/sell/revisions/${revisionId}/columns`} /> : <Alert tone="warn" title={t('noSuggestion')}>{refusalSentence(suggestion.refusal, locale)}</Alert>}</div>
      <Card as="section" labelledBy="set-price" className="lg:sticky lg:top-24">
        <CardHeader id="set-price" title={title} lead={t('decide')} />
        {listing.value.takenDownReason === null ? null : <Alert tone="bad" className="mb-4" title={translator(locale, 'seller.listing')('takenDown')}>{translator(locale, 'seller.listing')('takenDownBody', { reason: listing.value.takenDownReason })}</Alert>}
        {isPrivateSale ? <Alert tone="warn" className="mb-4">{refusalSentence({ code: 'privacy-private-sale-only' }, locale)}</Alert> : null}
        <Messages locale={locale} namespaces={['common.unexpected', 'refusals', 'seller.price', 'seller.steps']}>
          <PriceForm locale={locale} listingId={listingId} initialMinor={isPrivateSale ? null : suggestedMinor} currency={currency} feePercent={env().MARKET_FEE_PERCENT} purpose="publish" peopleHref={`/${locale}/sell/new?revision=${revisionId}&step=privacy`} action={publishListingAction} />
        </Messages>
      </Card>
    </div>
  );
}
