import { notFound } from 'next/navigation';
import { licences } from '@/lib/catalog';
import type { ListingView } from '@/lib/catalog/schema';
import { getOwnRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { LinkButton } from '@/app/_ui/button';
import { DetailsForm } from '@/app/_ui/seller/details-form.client';
import { countryChoices } from '@/app/_ui/terms/country-names';
import { draftListingAction } from '../../actions';

/** `draft`: what was written before, for whoever comes back. */
type Props = { readonly locale: Locale; readonly ctx: Context; readonly revisionId: string; readonly draft: ListingView | null };

export async function DetailsStep({ locale, ctx, revisionId, draft }: Props) {
  const revision = await getOwnRevision(ctx, { revisionId });
  if (!revision.ok || revision.value.status !== 'READY') return notFound();
  const countries = countryChoices(locale);
  return (
    <Messages locale={locale} namespaces={['common', 'refusals', 'seller.details', 'terms.seller']}>
      <LinkButton className="mb-6" href={`/${locale}/sell/revisions/${revisionId}/columns`}>{translator(locale, 'dictionary')('open')}</LinkButton>
      <DetailsForm
        locale={locale} revisionId={revisionId} action={draftListingAction}
        initial={draft ?? { title: titleOf(revision.value.fileName), subtitle: '', description: '', category: 'society-demography', licenceCode: 'exchange-internal-1.0', sourceName: '', sourceUrl: '' }}
        initialRegions={draft === null || draft.regions.length === 0 ? null : countries.map(({ code }) => code).filter((code) => draft.regions.includes(code))}
        countries={countries}
        licences={licences(locale).map(({ code, name, text }) => ({ code, name, text }))}
      />
    </Messages>
  );
}

/** `seattle-weather_2012.csv` reads better as "Seattle weather 2012". */
function titleOf(fileName: string): string {
  const words = fileName.replace(/\.[a-z]+$/i, '').replace(/[-_]+/g, ' ').trim().slice(0, 110);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
