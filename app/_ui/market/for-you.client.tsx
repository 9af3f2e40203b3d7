'use client';

import { useTranslations } from 'use-intl';
import type { Surface } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { PersonalStatement, RecommendationRow } from './recommendation-row.client';
import { useRecommendations } from './use-recommendations.client';

const size = 6;

type Props = { readonly locale: Locale; readonly surface?: Surface; readonly title?: string };

export function ForYou({ locale, surface = 'home', title }: Props) {
  const t = useTranslations('market.forYou');
  const recommendations = useRecommendations({ size, surface });
  return (
    <section aria-labelledby="for-you">
      <div className="mb-4">
        <h2 id="for-you" className="text-xl font-semibold sm:text-2xl">{title ?? t('title')}</h2>
        <PersonalStatement recommendations={recommendations} locale={locale} />
      </div>
      <RecommendationRow recommendations={recommendations} locale={locale} placeholderCount={size} />
    </section>
  );
}
