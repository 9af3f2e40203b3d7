import { notFound } from 'next/navigation';
import { licences } from '@/lib/catalog';
import { getOwnRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { DetailsForm } from '@/app/_ui/seller/details-form.client';
import { countryChoices } from '@/app/_ui/terms/country-names';
import { draftListingAction } from '../../actions';

type Props = { readonly locale: Locale; readonly ctx: Context; readonly revisionId: string };

export async function DetailsStep({ locale, ctx, revisionId }: Props) {
  const revision = await getOwnRevision(ctx, { revisionId });
  if (!revision.ok || revision.value.status !== 'READY') return notFound();
  return (
    <Messages locale={locale} namespaces={['common', 'refusals', 'seller.details', 'terms.seller']}>
      <DetailsForm
        locale={locale} revisionId={revisionId} action={draftListingAction}
        initial={{ title: titleOf(revision.value.fileName), subtitle: '', description: '', category: 'society-demography', licenceCode: 'exchange-internal-1.0', sourceName: '', sourceUrl: '' }}
        countries={countryChoices(locale)}
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
