'use client';

import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { PersonalStatement, RecommendationRow } from './recommendation-row.client';
import { useRecommendations } from './use-recommendations.client';

const size = 6;

/** What goes with the dataset being looked at. */
export function Related({ locale, listingId }: { readonly locale: Locale; readonly listingId: string }) {
  const t = useTranslations('market.forYou');
  const recommendations = useRecommendations({ size, surface: 'dataset', listingId });
  return (
    <section aria-labelledby="related">
      <div className="mb-4">
        <h2 id="related" className="text-xl font-semibold">{t('related')}</h2>
        <PersonalStatement recommendations={recommendations} locale={locale} />
      </div>
      <RecommendationRow recommendations={recommendations} locale={locale} placeholderCount={size} />
    </section>
  );
}
